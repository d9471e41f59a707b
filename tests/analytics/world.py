"""Small worlds: as plain values, and as records in the database."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import RootKind
from nepmoi.core.files.models import StoredFile
from nepmoi.fieldwork.activities.models import (
    Activity,
    ActivityContent,
    ActivityPhotograph,
    HalfDay,
    HeadCount,
    Participation,
    Presence,
)
from nepmoi.fieldwork.community.models import Group, GroupStep, MemberCount, Membership
from nepmoi.fieldwork.evidence.models import Photograph, PressArticle
from nepmoi.kernel import clock
from nepmoi.registry.geography.models import Unit
from nepmoi.registry.organisation.models import Office
from nepmoi.registry.people.models import EthnicGroup, Person
from nepmoi.registry.programme.models import ActivityKind, Audience, Content, Programme, Project
from tests.analytics.countryside import ACTOR, DOOR, settle

DAYS = (date(2022, 3, 1), date(2023, 12, 31), date(2024, 10, 22), date(2025, 1, 10), date(2025, 9, 1))
KINDS = ("training", "dialogue", "group_meeting", "communication_session", "advice")
AUDIENCES = ("villagers", "pupils")
STATUSES = ("planned", "held", "confirmed", "confirmed", "confirmed", "postponed", "cancelled")
CONTENTS = ("nd1", "nd2", "nd4")
ETHNIC = ("01", "04", "44")
MARKS = ("present", "present", "absent", "excused", "", None)  # None: no row at all


@dataclass
class Human:
    sex: str = ""
    ethnic: str = ""
    birth: tuple[int | None, int | None, int | None] = (None, None, None)
    merged_into: int | None = None  # always an earlier one


@dataclass
class Crowd:
    """Those who came without being named, in numbers of which each may be unknown."""

    audience: str = ""
    unit: str = ""
    over: bool = False
    total: int | None = None
    women: int | None = None
    minority: int | None = None
    both: int | None = None
    children: int | None = None
    dropped: bool = False


@dataclass
class Doing:
    kind: str = "training"
    status: str = "confirmed"
    first: date = date(2024, 10, 22)
    length: int = 2
    half_days: list[tuple[int, str]] = field(default_factory=list)  # day after the first, part
    venue: str = "A"
    contents: list[str] = field(default_factory=list)
    photographs: list[bool] = field(default_factory=list)  # whether void
    crowds: list[Crowd] = field(default_factory=list)
    void: bool = False

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.length - 1)


@dataclass
class Listed:
    doing: int
    human: int
    unit: str = ""
    marks: list[str | None] = field(default_factory=list)  # one a half-day of the doing
    void: bool = False


@dataclass
class Circle:
    kind: str
    unit: str
    since: date
    void: bool = False
    founded: date | None = None
    steps: list[tuple[str, date]] = field(default_factory=list)
    counts: list[tuple[date, int, int | None]] = field(default_factory=list)  # day, all, women among them
    members: list[tuple[int, date, date | None]] = field(default_factory=list)  # human, since, until

    @property
    def begins(self) -> date:
        return min(self.founded or self.since, self.since)

    def runs(self, on: date) -> bool:
        last = max((step for step in self.steps if step[1] <= on and step[0] != "consolidated"), key=_day, default=None)
        return self.begins <= on and (last is None or last[0] == "restarted")


@dataclass
class Article:
    unit: str
    published: date
    void: bool = False


def _day(step: tuple[str, date]) -> date:
    return step[1]


@dataclass
class World:
    humans: list[Human] = field(default_factory=list)
    doings: list[Doing] = field(default_factory=list)
    lists: list[Listed] = field(default_factory=list)
    circles: list[Circle] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)


@dataclass
class Ground:
    """What every world stands on."""

    units: dict[str, Unit]
    office: Office
    file: StoredFile
    kinds: dict[str, ActivityKind]
    contents: dict[str, Content]
    ethnic: dict[str, EthnicGroup]
    audiences: dict[str, Audience]


def lay() -> Ground:
    """Write down the country, the programme's parts, an office and a file."""
    units = settle()
    with audit.writing(ACTOR, DOOR) as w:
        programme = Programme.objects.create(code="p", name="p", name_en="p")
        project = Project.objects.create(programme=programme, code="j", name="j", name_en="j")
        office = Office.objects.create(name="Hội", short_name="Hội", kind="union", unit=None)
        ground = Ground(
            units=units,
            office=office,
            file=StoredFile.objects.create(sha256="0" * 64, size=1, media_type="image/jpeg", kept_at=clock.now()),
            kinds={
                code: ActivityKind.objects.create(code=code, position=n, name=code, name_en=code)
                for n, code in enumerate(KINDS)
            },
            contents={
                code: Content.objects.create(project=project, code=code, number=n, name=code, name_en=code)
                for n, code in enumerate(CONTENTS)
            },
            audiences={
                code: Audience.objects.create(code=code, position=n, name=code, name_en=code)
                for n, code in enumerate(AUDIENCES)
            },
            ethnic={code: EthnicGroup.objects.create(code=code, name=code, name_en=code) for code in ETHNIC},
        )
        w.touch(RootKind.OFFICE, office.pk)
    return ground


@dataclass
class Stored:
    """A world's records, in the world's order."""

    humans: list[Person]
    doings: list[Activity]
    lists: list[Participation]
    circles: list[Group]


def store(world: World, ground: Ground) -> Stored:
    """Write a world down, in as many writes as it has things."""
    humans: list[Person] = []
    for number, human in enumerate(world.humans):
        with audit.writing(ACTOR, DOOR) as w:
            humans.append(_store_human(number, human, humans, ground))
            w.touch(RootKind.PERSON, humans[-1].pk)
    doings, slots = [], []
    for doing in world.doings:
        with audit.writing(ACTOR, DOOR) as w:
            activity, half_days = _store_doing(doing, ground, w)
            doings.append(activity)
            slots.append(half_days)
    stored = Stored(humans, doings, [], [])
    for listed in world.lists:
        with audit.writing(ACTOR, DOOR) as w:
            stored.lists.append(_store_listed(listed, stored, slots[listed.doing], ground))
            w.touch(RootKind.ACTIVITY, doings[listed.doing].pk)
    for number, circle in enumerate(world.circles):
        with audit.writing(ACTOR, DOOR) as w:
            stored.circles.append(_store_circle(number, circle, stored, ground))
            w.touch(RootKind.GROUP, stored.circles[-1].pk)
    for article in world.articles:
        with audit.writing(ACTOR, DOOR) as w:
            w.touch(RootKind.ARTICLE, _store_article(article, ground).pk)
    return stored


def _void(void: bool) -> str:
    return "nhập nhầm" if void else ""


def _store_human(number: int, human: Human, earlier: list[Person], ground: Ground) -> Person:
    year, month, day = human.birth
    return Person.objects.create(
        name=f"Người {number}",
        sort_key=f"{number:03d}",
        sex=human.sex,
        ethnic_group=ground.ethnic.get(human.ethnic),
        birth_year=year,
        birth_month=month,
        birth_day=day,
        merged_into=None if human.merged_into is None else earlier[human.merged_into],
    )


def _store_doing(doing: Doing, ground: Ground, w: audit.Write) -> tuple[Activity, list[HalfDay]]:
    activity = Activity.objects.create(
        kind=ground.kinds[doing.kind],
        name="Việc",
        status=doing.status,
        first_day=doing.first,
        last_day=doing.last,
        venue_unit=ground.units[doing.venue],
        host=ground.office,
        void_reason=_void(doing.void),
    )
    w.touch(RootKind.ACTIVITY, activity.pk)
    for code in doing.contents:
        ActivityContent.objects.create(activity=activity, content=ground.contents[code])
    for void in doing.photographs:
        photograph = Photograph.objects.create(
            original=ground.file,
            shown=ground.file,
            thumbnail=ground.file,
            width=1,
            height=1,
            caption="Ảnh",
            void_reason=_void(void),
        )
        ActivityPhotograph.objects.create(activity=activity, photograph=photograph)
        w.touch(RootKind.PHOTOGRAPH, photograph.pk)
    for position, crowd in enumerate(doing.crowds, start=1):
        HeadCount.objects.create(
            activity=activity,
            position=position,
            audience=ground.audiences.get(crowd.audience),
            unit=ground.units.get(crowd.unit),
            over=crowd.over,
            total=crowd.total,
            women=crowd.women,
            minority=crowd.minority,
            minority_women=crowd.both,
            children=crowd.children,
            dropped=crowd.dropped,
        )
    slots = [
        HalfDay.objects.create(activity=activity, day=doing.first + timedelta(days=after), part=part)
        for after, part in doing.half_days
    ]
    return activity, slots


def _store_listed(listed: Listed, stored: Stored, slots: list[HalfDay], ground: Ground) -> Participation:
    participation = Participation.objects.create(
        activity=stored.doings[listed.doing],
        person=stored.humans[listed.human],
        position=1,
        name_as_written="Người",
        unit_then=ground.units.get(listed.unit),
        void_reason=_void(listed.void),
    )
    for slot, mark in zip(slots, listed.marks, strict=True):
        if mark is not None:
            Presence.objects.create(half_day=slot, participation=participation, mark=mark)
    return participation


def _store_article(article: Article, ground: Ground) -> PressArticle:
    return PressArticle.objects.create(
        outlet="Báo",
        title="Bài",
        published_on=article.published,
        unit=ground.units[article.unit],
        void_reason=_void(article.void),
    )


def _store_circle(number: int, circle: Circle, stored: Stored, ground: Ground) -> Group:
    founded = circle.founded
    group = Group.objects.create(
        kind=circle.kind,
        name=f"Nhóm {number}",
        unit=ground.units[circle.unit],
        host=ground.office,
        known_since=circle.since,
        founded_year=founded.year if founded else None,
        founded_by=founded,
        void_reason=_void(circle.void),
    )
    for kind, day in circle.steps:
        # Into itself, as no service would let it be: only that it ended counts here.
        GroupStep.objects.create(group=group, kind=kind, day=day, into=group if kind == "merged" else None)
    for day, total, women in circle.counts:
        MemberCount.objects.create(group=group, day=day, total=total, women=women, minority=women)
    for human, noted, until in circle.members:
        Membership.objects.create(group=group, person=stored.humans[human], noted_on=noted, until=until)
    return group
