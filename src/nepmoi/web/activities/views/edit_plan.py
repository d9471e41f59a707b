"""Mending a course's plan."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities.errors import HalfDayMarked, HalfDayWithoutRoll
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.fieldwork.training import selectors as training
from nepmoi.fieldwork.training import services
from nepmoi.fieldwork.training.errors import HalfDayTaught
from nepmoi.kernel.errors import Invalid
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require
from nepmoi.registry.programme import selectors as programme
from nepmoi.web.activities.forms.plan import slot_value
from nepmoi.web.activities.links import turns_of, way_up
from nepmoi.web.activities.planning import Planning
from nepmoi.web.mending import Differs, differences
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import Way, words
from nepmoi.web.saving import door_of, once, seen_of
from nepmoi.web.templatetags.nepmoi import day, half_day


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a course's plan as it was entered, and write down what is mended of it."""
    by = standing_of(request)
    found = selectors.activity(by, uid)
    require(by, Action.WRITE_ACTIVITIES, found.venue_unit_id, found.host.unit_id)
    if request.method != "POST":
        if "activity_edit" not in turns_of(by, found):
            return redirect("web:activity", uid)
        return _shown(request, found, Planning(by, as_sent(found), course=found))
    final = request.POST.get("do") != "days"
    planning = Planning(by, request.POST, final=final, course=found)
    if not final or not planning.is_valid():
        return _shown(request, found, planning)
    try:
        once(request, lambda: _save(request, by, uid, planning))
    except StaleSave as stale:
        now = selectors.activity(by, uid)
        return _shown(request, now, planning, stale=words(stale), differs=_differs(now, planning))
    except (Invalid, HalfDayMarked, HalfDayTaught, HalfDayWithoutRoll) as error:
        planning.refused(error)
        planning.ways = list(_ways(found, error))
        return _shown(request, found, planning)
    messages.success(request, gettext("The plan is mended."))
    return redirect("web:activity", uid)


def _save(request: HttpRequest, by: Standing, uid: UUID, planning: Planning) -> None:
    services.revise_course(
        by=by,
        door=door_of(request),
        activity=uid,
        course=planning.plan(),
        sessions=planning.sessions(),
        trainers=planning.speakers(),
        reason=planning.course.cleaned_data.get("reason", ""),
        seen=seen_of(request),
    )


def _shown(
    request: HttpRequest,
    found: ActivityView,
    planning: Planning,
    *,
    stale: str = "",
    differs: list[Differs] | None = None,
) -> HttpResponse:
    context = {
        "activity": found,
        "planning": planning,
        "way_up": way_up(found),
        "here": reverse("web:activity_edit", args=[found.uid]),
        "stale": stale,
        "differs": differs,
    }
    status = 409 if stale else 422 if planning.final else 200
    return render(request, "activities/plan.html", context, status=status)


def _ways(found: ActivityView, error: Exception) -> Iterator[Way]:
    """To the roll that stands in the way, or to taking the confirmation back."""
    if isinstance(error, HalfDayMarked):
        for slot in selectors.half_days(found.id):
            if (slot.day, slot.part) == (error.day, error.part):
                label = gettext("Roll of %(half)s %(day)s") % {
                    "half": half_day(slot.part).lower(),
                    "day": day(slot.day),
                }
                yield Way(label=label, href=reverse("web:roll", args=[found.uid, slot.uid]))
    if isinstance(error, HalfDayTaught):
        yield Way(
            label=gettext("Group work and experience"),
            href=f"{reverse('web:activity', args=[found.uid])}#exchanges",
        )
    if isinstance(error, HalfDayWithoutRoll):
        yield Way(label=gettext("Take the confirmation back"), href=reverse("web:activity_back", args=[found.uid]))


def as_sent(found: ActivityView) -> MultiValueDict[str, Any]:
    """A course's plan as its form would send it."""
    unit = places.by_id(found.venue_unit_id)
    venue = places.path_label(unit.id, found.first_day)
    slots = {slot.id: slot_value(slot.day, slot.part) for slot in selectors.half_days(found.id)}
    sent: dict[str, Any] = {
        "name": found.name,
        "first_day": day(found.first_day),
        "last_day": day(found.last_day),
        "venue_unit": venue,
        "venue_unit_was": venue,
        "venue_unit_uid": str(unit.uid),
        "venue": found.venue,
        "opened_by": found.opened_by,
    }
    speakers = [one.name for one in training.trainers(found.id)]
    for n, speaker in enumerate(training.trainers(found.id)):
        sent |= {f"trainer-{n}-name": speaker.name, f"trainer-{n}-organisation": speaker.organisation}
    for n, one in enumerate(selectors.offices_of(found.id)):
        sent |= {f"partner-{n}-office": str(one.office.id), f"partner-{n}-part": one.part.value}
        sent[f"partner-{n}-task"] = one.task
    sent |= dict(_lines(training.timetable(found.id), slots, speakers))
    several = {"contents": [content.code for content in found.contents], "half_days": list(slots.values())}
    # Every half-day was shown, those that the course does not have among them.
    several["shown"] = [f"{day_}-{part}" for day_ in _days(found) for part in ("morning", "afternoon")]
    return MultiValueDict({name: [value] for name, value in sent.items()} | several)


def _days(found: ActivityView) -> Iterator[str]:
    for ordinal in range(found.first_day.toordinal(), found.last_day.toordinal() + 1):
        yield found.first_day.fromordinal(ordinal).isoformat()


def _lines(
    sessions: list[training.SessionView], slots: Mapping[int, str], speakers: list[str]
) -> Iterator[tuple[str, str]]:
    codes = {topic.name: topic.code for topic in programme.topics()}
    numbers = dict.fromkeys(slots.values(), 0)
    for one in sessions:
        slot = slots[one.half_day_id]
        prefix = f"{slot}-{numbers[slot]}"
        numbers[slot] += 1
        yield f"{prefix}-starts_at", f"{one.starts_at:%H:%M}" if one.starts_at else ""
        yield f"{prefix}-title", one.title
        yield f"{prefix}-topic", codes.get(one.topic or "", "")
        yield f"{prefix}-form", one.form.value
        yield f"{prefix}-trainer", str(speakers.index(one.trainer) + 1) if one.trainer in speakers else ""


def _differs(now: ActivityView, planning: Planning) -> list[Differs]:
    """What is saved by now beside what was typed: the course itself, then its half-days, timetable and speakers."""
    saved = {
        "name": now.name,
        "first_day": now.first_day,
        "last_day": now.last_day,
        "venue_unit": places.by_id(now.venue_unit_id),
        "venue": now.venue,
        "contents": [content.code for content in now.contents],
        "opened_by": now.opened_by,
    }
    typed = planning.plan()
    lists = [
        (
            gettext("Half-days"),
            [f"{half_day(slot.part)} {day(slot.day)}" for slot in selectors.half_days(now.id)],
            [f"{half_day(part)} {day(on)}" for on, part in typed.half_days],
        ),
        (
            gettext("Timetable"),
            [one.title for one in training.timetable(now.id)],
            [one.title for one in planning.sessions()],
        ),
        (
            gettext("Trainers"),
            [one.name for one in training.trainers(now.id)],
            [one.name for one in planning.speakers()],
        ),
        (
            gettext("Offices that organise as well or help"),
            sorted(one.office.name for one in selectors.offices_of(now.id)),
            sorted(planning.partner_names()),
        ),
    ]
    others = [Differs(label, "; ".join(is_now), "; ".join(was)) for label, is_now, was in lists if is_now != was]
    return [*differences(planning.course, saved), *others]
