"""Every address of the product, filled with the records of a place: what the guards that walk all of them share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, papers, pictures, roll
from nepmoi.fieldwork.community.rules import GroupKind, Step, StepKind
from nepmoi.fieldwork.community.services import evidence, work
from nepmoi.fieldwork.community.services import groups as community
from nepmoi.fieldwork.evidence.rules import PaperKind
from nepmoi.fieldwork.evidence.services.papers import Head
from nepmoi.fieldwork.evidence.services.press import Article, Copy
from nepmoi.fieldwork.training import services as training
from nepmoi.fieldwork.training.rules import SessionForm
from nepmoi.intake.rosters import services as rosters
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.organisation.rules import OfficeView
from nepmoi.registry.people import services as people
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.people.selectors import persons
from tests.cast import CONSOLE, DOOR
from tests.fieldwork.evidence.test_photographs import new as photograph
from tests.fieldwork.evidence.test_photographs import picture
from tests.intake.rosters.papers import HEAD, one_sheet

# The API's description: no data, the same for everybody, and not a page.
DESCRIPTION = {"api:openapi-json", "api:openapi-view", "api:api-root"}


def routes() -> dict[str, URLPattern]:
    """Every route by its full name."""
    return {name: pattern for name, pattern in _named(get_resolver()) if name not in DESCRIPTION}


def _named(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for part in resolver.url_patterns:
        if isinstance(part, URLResolver):
            yield from _named(part, f"{before}{part.namespace}:" if part.namespace else before)
        else:
            yield f"{before}{part.name}", part


@dataclass(frozen=True)
class Records:
    """A record of each kind, all of one place."""

    activity: UUID
    half_day: UUID
    exchange: UUID
    line: UUID
    list: UUID
    photograph: UUID
    paper: UUID
    article: UUID
    person: UUID
    twin: UUID
    merger: UUID
    group: UUID
    step: UUID
    equipment: UUID
    unit: UUID


# What the uid in an address is; the rest are activities.
_OF = {
    "web:list": "list",
    "web:list_import": "list",
    "web:list_settle": "list",
    "web:list_undo": "list",
    "web:photograph": "photograph",
    "web:photograph_shown": "photograph",
    "web:photograph_thumbnail": "photograph",
    "web:photograph_original": "photograph",
    "web:photograph_history": "photograph",
    "web:photograph_alike": "photograph",
    "web:article": "article",
    "web:article_history": "article",
    "web:article_copy": "article",
    "web:article_edit": "article",
    "web:article_void": "article",
    "web:group_photographs_new": "group",
    "web:group_photograph_arrives": "group",
    "web:group_papers_new": "group",
    "web:paper": "paper",
    "web:paper_history": "paper",
    "web:paper_file": "paper",
    "web:paper_edit": "paper",
    "web:paper_void": "paper",
    "web:photograph_shows": "photograph",
    "web:photograph_void": "photograph",
    "web:photograph_edit": "photograph",
    "web:person": "person",
    "web:person_edit": "person",
    "web:pair": "person",
    "web:pair_merge": "person",
    "web:pair_apart": "person",
    "web:pair_again": "person",
    "web:merger": "merger",
    "web:merger_undo": "merger",
    "web:person_history": "person",
    "web:group": "group",
    "web:group_history": "group",
    "web:group_edit": "group",
    "web:member_add": "group",
    "web:member_end": "group",
    "web:member_count": "group",
    "web:group_life": "group",
    "web:step_back": "group",
    "web:group_meeting": "group",
    "web:equipment_add": "group",
    "web:equipment_edit": "group",
    "web:place": "unit",
    "web:place_history": "unit",
    "web:village_add": "unit",
}
_ASKED = {"web:figure", "web:figure_xlsx", "web:figure_csv", "api:figure", "api:rows"}


def has_place(name: str) -> bool:
    """Whether a route is about something that lies somewhere."""
    return bool(routes()[name].pattern.converters)


def address(name: str, records: Records) -> str:
    """The address of a route for a place's record."""
    given: Mapping[str, Any] = {
        "uid": getattr(records, _OF.get(name, "activity")),
        "half_day_uid": records.half_day,
        "exchange_uid": records.exchange,
        "person_uid": records.person,
        "step_uid": records.step,
        "equipment_uid": records.equipment,
        "line_uid": records.line,
        "other_uid": records.twin,
        "upload_uid": UUID(int=1),
        "code": "people_trained",
    }
    wanted = routes()[name].pattern.converters
    unknown = wanted.keys() - given.keys()
    assert not unknown, f"{name} has {unknown}, which nothing here fills"
    path = reverse(name, kwargs={key: given[key] for key in wanted})
    return f"{path}?place={records.unit}&year=2025" if name in _ASKED else path


def _paper(activity: UUID, word: str) -> UUID:
    """A paper of an activity."""
    return papers.add_paper(
        by=CONSOLE,
        door=DOOR,
        activity=activity,
        half_day=None,
        data=b"%PDF-1.7\nstartxref\n9\n%%EOF " + word.encode(),
        filename=f"{word}.pdf",
        head=Head(PaperKind.PLAN, f"Kế hoạch {word}"),
    ).uid


def _evidence_of_group(group: UUID, word: str) -> None:
    """A photograph and the founding decision of a group."""
    of: dict[str, Any] = {"by": CONSOLE, "door": DOOR, "group": group}
    new = photograph(
        data=picture(size=(40, 31)), caption=f"Ảnh tổ {word}", filename=f"to-{word}.jpg", author=f"Hồ {word}"
    )
    evidence.add_photographs(**of, pictures=[new])
    head = Head(PaperKind.DECISION, f"Thành lập tổ {word}", f"27/{word}", None, f"UBND xã {word}")
    evidence.add_paper(
        **of, data=b"%PDF-1.7\nstartxref\n9\n%%EOF to " + word.encode(), filename=f"to-{word}.pdf", head=head
    )


def _article(activity: UUID, unit_id: int, day: date, word: str) -> UUID:
    """A press article about an activity, with its copy."""
    return evidence.add_article(
        by=CONSOLE,
        door=DOOR,
        article=Article(f"Báo {word}", f"Bài về {word}", day, unit_id, f"https://bao.vn/{unit_id}"),
        copy=Copy(b"%PDF-1.7\nstartxref\n9\n%%EOF " + word.encode(), f"bai-{word}.pdf"),
        about=activity,
    )


def lay(host: OfficeView, unit_id: int, day: date, word: str, **person: Any) -> Records:
    """A record of each kind in a unit, written by the system itself.

    Args:
        host: whose activity it is.
        unit_id: where.
        day: when.
        word: part of every name.
        person: more of what is known of the person.
    """
    slot = (day, DayPart.MORNING)
    plan = life.Plan("training", f"Lớp {word}", day, day, f"Hội trường {word}", unit_id, host, ("nd4",), (slot,))
    by: dict[str, Any] = {"by": CONSOLE, "door": DOOR}
    activity = life.plan(**by, plan=plan)
    of = by | {"activity": activity}
    [person_id] = people.register(**by, people=[people.NewPerson(f"Hồ Thị {word}", Sex.FEMALE, **person)])
    line = roll.Enrolment(person_id, f"Hồ Thị {word}", f"Chi hội trưởng {word}", unit_id, f"xã {word}", "01")
    roll.enrol(**of, enrolments=[line])
    twin, merger = _twin(word, unit_id, day)
    view = activities.activity(CONSOLE, activity)
    [half_day] = activities.half_days(view.id)
    [listed] = activities.roster(CONSOLE, view.id)
    roll.record_attendance(**of, half_day=half_day.uid, marks={listed.uid: Mark.PRESENT})
    brought = training.Brought(
        half_day=half_day.uid, form=SessionForm.GROUP_WORK, name=f"Nhóm {word}", members=(listed.uid,)
    )
    exchange = training.record_exchange(**of, brought=brought)
    pictures.add_photographs(**of, half_day=None, pictures=[photograph(caption=f"Ảnh {word}", filename=f"{word}.jpg")])
    [shown] = activities.pictures([view.id])
    row = (1, f"Hồ Văn {word}", "Nam", 1980, "Kinh", "", places.by_id(unit_id).name)
    received = rosters.receive(**of, filename=f"{word}.xlsx", data=one_sheet(HEAD, row))
    team = community.NewGroup(GroupKind.COMMUNICATION_TEAM, f"Tổ {word}", unit_id, host, day)
    group = community.enter_group(**by, new=team)
    _evidence_of_group(group, word)
    community.add_members(**by, group=group, members=[(person_id, "")], noted_on=day)
    step = community.note_step(**by, group=group, step=Step(StepKind.CONSOLIDATED, day))
    equipment = work.keep_equipment(**by, group=group, thing=work.Thing(f"Loa {word}"))
    life.mark_held(**of)
    return Records(
        activity=activity,
        half_day=half_day.uid,
        exchange=exchange,
        line=listed.uid,
        list=received,
        photograph=shown.photograph.uid,
        paper=_paper(activity, word),
        article=_article(activity, unit_id, day, word),
        person=listed.person.uid,
        twin=twin,
        merger=merger,
        group=group,
        step=step,
        equipment=equipment,
        unit=places.by_id(unit_id).uid,
    )


def _twin(word: str, unit_id: int, day: date) -> tuple[UUID, UUID]:
    """Somebody of nearly the same name, of whom two records were merged, and the merger."""
    by: dict[str, Any] = {"by": CONSOLE, "door": DOOR}
    ids = people.register(**by, people=[people.NewPerson(f"Hồ {word}", Sex.FEMALE)] * 2)
    people.note_posts(**by, posts=[people.NewPost(one, "Hội viên", unit_id, "", day) for one in ids])
    known = persons.by_id(ids)
    keep, other = (known[one].uid for one in ids)
    return keep, people.merge(**by, keep=keep, other=other)
