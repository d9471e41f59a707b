"""What is known of one person, gathered for her page: posts, courses with marks, groups, sources, writes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from nepmoi.fieldwork.activities.rules import Mark, Status
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.selectors.activities import ActivityView, HalfDayView, ParticipantView
from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.fieldwork.community.selectors.groups import GroupView
from nepmoi.fieldwork.evidence.selectors import PhotographView
from nepmoi.intake.rosters import selectors as rosters
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.geography.rules.levels import UnitView
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import Area, area_of
from nepmoi.registry.people.rules.persons import masked_phone
from nepmoi.registry.people.selectors import persons as register
from nepmoi.registry.people.selectors.persons import PersonView, PostView
from nepmoi.web.history import gather as history
from nepmoi.web.history import roots
from nepmoi.web.history.gather import History


@dataclass(frozen=True)
class Post:
    """A post with its unit of that time."""

    post: PostView
    unit: UnitView | None


@dataclass(frozen=True)
class Half:
    """A half-day and what its roll says of her; no mark is unknown."""

    half_day: HalfDayView
    mark: Mark | None


@dataclass(frozen=True)
class Part:
    """An activity that she was listed in.

    Attributes:
        unit: where she came from at the time.
        photographs: those of half-days in which she was present, and of the activity as a whole.
        sources: which rows of which lists named her.
        opens_lists: whether the reader's area holds the activity, and so its lists.
    """

    activity: ActivityView
    line: ParticipantView
    unit: UnitView | None
    halves: tuple[Half, ...]
    photographs: tuple[PhotographView, ...]
    sources: tuple[rosters.Source, ...]
    opens_lists: bool

    @property
    def present(self) -> int:
        """In how many half-days she was marked present."""
        return sum(half.mark is Mark.PRESENT for half in self.halves)


@dataclass(frozen=True)
class File:
    """All that a page shows of a person.

    Attributes:
        phone: as far as the reader may see it.
        parts: her activities that the reader may know of, the latest first.
        elsewhere: how many more there are that the reader may not know of.
        counted: in how many confirmed activities she was present at least once: her participations.
    """

    person: PersonView
    phone: str
    posts: tuple[Post, ...]
    parts: tuple[Part, ...]
    elsewhere: int
    groups: tuple[tuple[GroupView, str], ...]
    entries: History

    @property
    def counted(self) -> int:
        """In how many confirmed activities she was present at least once."""
        return sum(part.activity.status is Status.CONFIRMED and part.present > 0 for part in self.parts)

    @property
    def presences(self) -> int:
        """In how many half-days of confirmed activities she was present."""
        return sum(part.present for part in self.parts if part.activity.status is Status.CONFIRMED)


def gather(by: Standing, person: PersonView) -> File:
    """What the reader may see of a person whom she may see."""
    ids = register.same_as(person.id)
    is_self = person.account_id is not None and person.account_id == by.actor.account_id
    lines = activities.participations_of(ids)
    wanted = {line.activity_id for line in lines}
    # Her own courses are hers to see, wherever they were held.
    known = activities.by_id(wanted) if is_self else activities.in_sight(by, wanted)
    posts = register.posts(ids)
    units = geography.by_ids([*(post.unit_id for post in posts), *(line.unit_id for line in lines)])
    whole = is_self or may(by.role, Action.SEE_PHONES)
    return File(
        person=person,
        phone=person.phone if whole else masked_phone(person.phone),
        posts=tuple(Post(post, units.get(post.unit_id or 0)) for post in posts),
        parts=_parts([line for line in lines if line.activity_id in known], known, units, area_of(by)),
        elsewhere=len(wanted) - len(known),
        groups=tuple(community.groups_of(ids)),
        entries=history.newest(by, roots.of_person(by, person)),
    )


def _parts(
    lines: Collection[ParticipantView], known: Mapping[int, ActivityView], units: Mapping[int, UnitView], area: Area
) -> tuple[Part, ...]:
    slots = activities.half_days_of(known)
    pictures = activities.pictures(known)
    sources = rosters.sources(line.id for line in lines)

    def part(line: ParticipantView) -> Part:
        halves = tuple(Half(slot, line.marks.get(slot.id)) for slot in slots.get(line.activity_id, ()))
        there = {half.half_day.id for half in halves if half.mark is Mark.PRESENT} | {None}
        return Part(
            activity=known[line.activity_id],
            line=line,
            unit=units.get(line.unit_id or 0),
            halves=halves,
            photographs=tuple(
                one.photograph for one in pictures if one.activity_id == line.activity_id and one.half_day_id in there
            ),
            sources=tuple(sources.get(line.id, ())),
            opens_lists=any(
                map(area.holds, (known[line.activity_id].venue_unit_id, known[line.activity_id].host.unit_id))
            ),
        )

    return tuple(part(line) for line in lines)
