"""The first page: what is due first, then the year in figures, the courses, the latest evidence."""

from collections.abc import Sequence
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from nepmoi.analytics.figures import selectors as figures
from nepmoi.fieldwork.activities.rules import Stage, Wanted
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.kernel import clock
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import Area, area_of
from nepmoi.registry.people.selectors import persons as register
from nepmoi.web.figures.views import Shown, shown
from nepmoi.web.home.due import Due, due
from nepmoi.web.pages import signed_in_page, standing_of

WAITING: Final = 5
LATEST: Final = 4
# The year at a glance; a programme that has not all of them shows those it has.
HEADS: Final = "heads_reached"
AT_A_GLANCE: Final = ("people_trained", "training_participations", HEADS, "teams_kept_up", "clubs_kept_up")


@signed_in_page
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What an office has to do and has done; a learner is led to her own record."""
    if not may(standing_of(request).role, Action.SEE_ACTIVITIES):
        return redirect("web:me")
    by, today = standing_of(request), clock.today()
    wanted = Wanted()
    waiting = activities.in_order(by, wanted, today=today, rows=slice(WAITING))
    bare = activities.without_photographs(by, WAITING)
    done = activities.in_order(by, wanted, today=today, stage=Stage.CONFIRMED, rows=slice(LATEST))
    counts = activities.count_by_stage(by, wanted, today=today)
    units = geography.by_ids(one.venue_unit_id for one in [*waiting, *bare, *done])
    newest = done[0].last_day.year if done else today.year
    years = activities.years(by)
    year = _year(request, years) or (_telling(by, newest, years) if done else newest)
    found = [item for one in _once([*waiting, *bare]) if (item := due(one, today))][:WAITING]
    area = area_of(by)
    # What others have to do comes after what the reader can do herself.
    told = sorted(((item, _waits_for(by, area, item)) for item in found), key=lambda one: bool(one[1]))
    blocks = _blocks(by, year)
    context = {
        "today": today,
        "year": year,
        "newest": newest if done else None,
        "years": years,
        "blocks": blocks,
        # In one sentence a number has only its unit, by which those without names would look like those of the lists.
        "told": [block for block in blocks if block.code != HEADS and block.answer.value is not None],
        "due": [(item, units[item.activity.venue_unit_id], office) for item, office in told],
        "held": counts.get(Stage.HELD, 0),
        "courses": [(one, units[one.venue_unit_id]) for one in done],
        "total": sum(counts.values()),
        "pictures": activities.recent_pictures(by, LATEST),
        "area": None if by.area_unit_id is None else geography.by_id(by.area_unit_id),
        "may_report": by.office is not None and may(by.role, Action.WRITE_ACTIVITIES),
        "sees_people": may(by.role, Action.SEE_PEOPLE),
        "sees_audit": may(by.role, Action.SEE_AUDIT),
        "adds_evidence": may(by.role, Action.ADD_EVIDENCE),
        "has_record": by.actor.account_id is not None and register.of_account(by.actor.account_id) is not None,
    }
    return render(request, "home/home.html", context)


def _once(found: Sequence[ActivityView]) -> list[ActivityView]:
    return list({one.id: one for one in found}.values())


def _waits_for(by: Standing, area: Area, item: Due) -> str:
    """The office whose work it is; empty when the reader may do it herself."""
    host, venue = item.activity.host, item.activity.venue_unit_id
    is_hers = may(by.role, item.needs) and (area.holds(venue) or area.holds(host.unit_id))
    return "" if is_hers else host.short_name


def _year(request: HttpRequest, years: list[int]) -> int | None:
    """The year that the address names, when it is one that can be looked at."""
    text = request.GET.get("year", "")
    return next((year for year in years if str(year) == text), None)


def _telling(by: Standing, newest: int, years: Sequence[int]) -> int:
    """The newest year of which the first figure says something; the newest of all when it says nothing of any."""
    if may(by.role, Action.SEE_FIGURES) and any(one.code == AT_A_GLANCE[0] for one in figures.catalogue()):
        for year in (newest, *(one for one in years if one < newest)):
            if figures.answer(figures.question(code=AT_A_GLANCE[0], year=year), by).value is not None:
                return year
    return newest


def _blocks(by: Standing, year: int) -> list[Shown]:
    if not may(by.role, Action.SEE_FIGURES):
        return []
    known = {definition.code for definition in figures.catalogue()}
    asked = [figures.question(code=code, year=year) for code in AT_A_GLANCE if code in known]
    return [shown(figures.answer(question, by)) for question in asked]
