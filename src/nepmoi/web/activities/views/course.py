"""The page of one course."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_safe

from nepmoi.fieldwork.activities.rules import Status, stage
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.selectors.activities import ActivityView, HalfDayView, ParticipantView
from nepmoi.fieldwork.activities.selectors.papers import articles_about, papers_of
from nepmoi.fieldwork.training import selectors as training
from nepmoi.kernel import clock
from nepmoi.kernel.quantities import grouped
from nepmoi.kernel.text import sort_key
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.levels import UnitView
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.registry.people.selectors import persons as people
from nepmoi.registry.programme.rules import Need, Who
from nepmoi.reporting.assemble.course_result import has_result
from nepmoi.web.activities.badges import badge
from nepmoi.web.activities.counted import headcount
from nepmoi.web.activities.counts import counted
from nepmoi.web.activities.finding import named
from nepmoi.web.activities.links import link, way_up
from nepmoi.web.activities.missing import File, file_of, items
from nepmoi.web.activities.parts import parts_of
from nepmoi.web.activities.track import track
from nepmoi.web.history import gather as history
from nepmoi.web.history import roots
from nepmoi.web.pages import page, standing_of
from nepmoi.web.templatetags.nepmoi import DASH

ROWS: Final = 30
PICTURES: Final = 12
SUMMED: Final = 8
FIGURES: Final = ("people_trained", "half_day_presences", "women_trained")
REACHED: Final = "heads_reached"


@dataclass(frozen=True)
class Learner:
    """A line of the list as the page draws it."""

    line: ParticipantView
    unit: UnitView | None
    href: str
    present: int


@dataclass(frozen=True)
class HalfDay:
    """A half-day with its lines of the timetable."""

    view: HalfDayView
    sessions: Sequence[training.SessionView]
    exchanges: Sequence[training.ExchangeView]


@page(action=Action.SEE_ACTIVITIES)
@require_safe
def activity(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a course: where it stands, its people and presences, its timetable, its evidence, what is missing."""
    return shown(request, standing_of(request), uid)


def shown(request: HttpRequest, by: Standing, uid: UUID, *, stale: str = "") -> HttpResponse:
    """The page; ``stale`` says who saved meanwhile."""
    found = selectors.activity(by, uid)
    file = file_of(by, found)
    slots = file.slots
    listed = selectors.roster(by, found.id)
    figures = counted(by, found, *(FIGURES if found.people else ()), *((REACHED,) if found.counts else ()))
    today = clock.today()
    where = stage(found.status, found.last_day, today)
    context = {
        "activity": found,
        "heir": organisation.heir(found.host.id, today),
        "way_up": way_up(),
        "stage": where,
        "badge": badge(found, where, today),
        "unit": places.by_id(found.venue_unit_id),
        "rights": file.rights,
        **_taught(found, file, listed, today),
        "presences": sum(slot.present for slot in slots) if found.half_days_marked else None,
        "sum_words": _sum(slots),
        "parts": parts_of(training.composition(found.id), found.first_day),
        "trainers": training.trainers(found.id, file.sessions),
        "partners": selectors.offices_of(found.id),
        "items": items(file),
        "track": track(found, selectors.steps(found.id), slots),
        "entries": history.newest(by, roots.of_activity(by, found)),
        "pictures": Paginator(file.pictures, PICTURES).get_page(request.GET.get("pictures")),
        "papers": papers_of([found.id]),
        "articles": articles_about(found.id),
        "listed": len(listed),
        # Its figures are those of the reader's area; where the list goes beyond it, the page says so.
        "beyond": found.people > len(listed) or not all(map(area_of(by).holds, {line.unit_id for line in listed})),
        "trained": figures.get("people_trained"),
        "counted_presences": figures.get("half_day_presences"),
        "women": figures.get("women_trained"),
        "others": found.people - len(listed),
        "stale": stale,
        **_learners(request, by, listed),
        **_ways(found, slots),
        **_by_kind(found, file),
        "reached": figures.get(REACHED),
    }
    return render(request, "activities/course.html", context, status=409 if stale else 200)


def _taught(found: ActivityView, file: File, listed: Sequence[ParticipantView], today: date) -> dict[str, Any]:
    """The half-days with what they hold; once the first has come, who takes the roll may write what groups came to."""
    brought = training.exchanges(found.id, listed)
    halves = [
        HalfDay(
            slot,
            [one for one in file.sessions if one.half_day_id == slot.id],
            [one for one in brought if one.half_day_id == slot.id],
        )
        for slot in file.slots
    ]
    may_write = (
        file.rights.take_roll
        and found.kind.needs.timetable is not Need.NONE
        and found.status not in {Status.CANCELLED, Status.POSTPONED}
        and any(slot.day <= today for slot in file.slots)
    )
    return {
        "half_days": halves,
        "has_timetable": bool(file.sessions),
        "exchanges": [half for half in halves if half.exchanges],
        "exchange_href": link("exchange_new", found.uid) if may_write else "",
    }


def _by_kind(found: ActivityView, file: File) -> dict[str, Any]:
    """What the page shows because of the activity's kind: a list, numbers, a timetable, or all of them."""
    needs = found.kind.needs
    return {
        "kind": found.kind.in_language(get_language() or ""),
        "is_course": needs.who is Who.LIST,
        "heads": headcount(found),
        "counts_href": link("activity_counts", found.uid) if file.rights.take_roll else "",
        "shows_counts": bool(found.counts) or needs.who is not Who.LIST,
        "shows_list": bool(found.people) or not found.counts,
        "shows_timetable": bool(found.half_days) or needs.timetable is not Need.NONE,
    }


def _learners(request: HttpRequest, by: Standing, listed: Sequence[ParticipantView]) -> dict[str, Any]:
    """One page of the list, or of those of a name, by given name; whom the reader may open is linked to her page."""
    name = request.GET.get("name", "").strip()[:120]
    sought = named(listed, name) if name else listed
    ordered = sorted(sought, key=lambda line: (sort_key(line.name_as_written), line.position))
    one_page = Paginator(ordered, ROWS).get_page(request.GET.get("page"))
    units = places.by_ids(line.unit_id for line in one_page.object_list)
    seen = people.in_sight(by, (line.person.id for line in one_page.object_list))
    learners = [
        Learner(
            line,
            units.get(line.unit_id) if line.unit_id else None,
            link("person", line.person.uid) if line.person.id in seen else "",
            sum(mark.value == "present" for mark in line.marks.values()),
        )
        for line in one_page.object_list
    ]
    return {"learners": learners, "page": one_page, "name": name, "may_search": len(listed) > ROWS}


def _sum(slots: Sequence[HalfDayView]) -> str:
    """How the presences add up, as long as it can be read; a half-day without a roll adds nothing known."""
    words = ngettext("sum of %(count)s half-day", "sum of %(count)s half-days", len(slots)) % {"count": len(slots)}
    if len(slots) > SUMMED:
        return words
    return f"{words}: {' + '.join(grouped(slot.present) if _is_taken(slot) else DASH for slot in slots)}"


def _is_taken(slot: HalfDayView) -> bool:
    return bool(slot.present or slot.excused or slot.absent)


def _ways(found: ActivityView, slots: Sequence[HalfDayView]) -> dict[str, str]:
    """The roll that is due, and the pages of other rooms that open this course's figures and paper."""
    due = next((slot for slot in slots if not _is_taken(slot)), slots[-1] if slots else None)
    return {
        "roll_href": link("roll", found.uid, due.uid) if due else "",
        "result_href": link("course_result", found.uid) if has_result(found) else "",
    }
