"""Entering groups and what happens to them: one page a form, all of them alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from nepmoi.fieldwork.activities.errors import ActivityNameMissing
from nepmoi.fieldwork.community import errors
from nepmoi.fieldwork.community.rules import Step
from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.fieldwork.community.selectors.groups import GroupView, MemberView
from nepmoi.fieldwork.community.services import groups, members, work
from nepmoi.kernel import clock
from nepmoi.kernel.errors import Conflict, Invalid, NepmoiError
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation.errors import OutsideArea
from nepmoi.registry.organisation.rules import Action, OfficeView, Standing
from nepmoi.registry.people.errors import BirthImpossible, NameMissing
from nepmoi.registry.people.selectors import persons as people
from nepmoi.web.community.forms.groups import EditForm, NewForm, StepForm, TakeBackForm
from nepmoi.web.community.forms.members import CountForm, EndForm, EquipmentForm, MeetingForm, MemberForm
from nepmoi.web.forms import HouseForm
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once, seen_of
from nepmoi.web.templatetags.nepmoi import day as written_day
from nepmoi.web.templatetags.records import group_step

MOST: Final = 8

# The fields that a refusal can be about; the first that the form has is taken.
FIELDS: Final[Mapping[type[NepmoiError], tuple[str, ...]]] = {
    errors.GroupExists: ("name",),
    errors.GroupNameMissing: ("name",),
    errors.NotYetDay: ("began", "founded", "until", "noted_on", "received_on", "day"),
    errors.StepTooEarly: ("day", "founded"),
    errors.NotKeptUp: ("day", "noted_on"),
    errors.RunsAlready: ("kind",),
    errors.MergedForGood: ("kind",),
    errors.FoundedTooLate: ("founded", "noted_on", "day"),
    errors.NamedBeforeFounded: ("founded", "began"),
    errors.IntoItself: ("into",),
    errors.StillReceives: ("day", "founded"),
    errors.EndsBeforeItBegan: ("until",),
    errors.PartsExceedTotal: ("total",),
    errors.EquipmentNameMissing: ("what",),
    ActivityNameMissing: ("name",),
    NameMissing: ("name",),
    BirthImpossible: ("birth",),
    OutsideArea: ("unit",),
}


@dataclass(frozen=True)
class Sheet:
    """A page with one form.

    Attributes:
        title: what is done here.
        button: the words of its button.
        lead: what the reader should know first.
        group: whose it is; None for a new one.
        template: that draws it.
    """

    title: str
    button: str
    lead: str = ""
    group: GroupView | None = None
    template: str = "community/sheet.html"


def _answer(request: HttpRequest, sheet: Sheet, form: HouseForm, save: Callable[[], object], said: str) -> HttpResponse:
    """Show a form, or save what it says and go back; a refusal is written beside the field that it is about."""
    if form.is_valid():
        try:
            made = once(request, save)
        except (Invalid, Conflict, OutsideArea) as error:
            names = FIELDS.get(type(error), ())
            form.add_error(next((name for name in names if name in form.fields), None), words(error))
        else:
            if made is not False:
                messages.success(request, said)
            return redirect(_home(sheet.group, made))
    context = {"sheet": sheet, "form": form, "group": sheet.group, "way_up": _way_up(sheet.group)}
    return render(request, sheet.template, context, status=422 if form.is_bound else 200)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def _home(group: GroupView | None, made: object) -> str:
    if group is not None:
        return reverse("web:group", args=[group.uid])
    return reverse("web:group", args=[made]) if isinstance(made, UUID) else reverse("web:groups")


def _way_up(group: GroupView | None) -> list[tuple[str, str]]:
    way = [(reverse("web:groups"), gettext("Teams and clubs"))]
    return [*way, (reverse("web:group", args=[group.uid]), group.name)] if group else way


def hosts_of(by: Standing, group: GroupView | None = None) -> list[OfficeView]:
    """The offices of the area, the asker's own first; a group's own as well, though it may be closed."""
    found = organisation.offices(by, clock.today())
    own = [by.office] if by.office else []
    every = [*([group.host] if group else own), *found]
    return list({office.id: office for office in every}.values())


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def group_new(request: HttpRequest) -> HttpResponse:
    """Enter a team, a club or another group."""
    by = standing_of(request)
    form = NewForm(_sent(request), hosts=hosts_of(by))
    sheet = Sheet(gettext("Enter a team or club"), gettext("Enter it"))

    def save() -> UUID:
        return groups.enter_group(by=by, door=door_of(request), new=form.new())

    return _answer(request, sheet, form, save, gettext("The group is entered. Its members come next."))


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def group_edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Mend what is known of a group."""
    by = standing_of(request)
    found = community.group(by, uid)
    told = {
        "kind": found.kind.value,
        "name": found.name,
        "host": found.host.id,
        "founded": found.founded,
        "decision_number": found.founding.number,
        "decision_made": found.founding.made,
        "decision_issuer": found.founding.issuer,
        "known_since": found.known_since,
        "source": found.source,
    }
    form = EditForm(_sent(request), hosts=hosts_of(by, found), initial=told)
    sheet = Sheet(gettext("Mend what is known of the group"), gettext("Save"), group=found)

    def save() -> None:
        groups.change_group(
            by=by,
            door=door_of(request),
            group=uid,
            told=form.told(found),
            reason=form.cleaned_data["reason"],
            seen=seen_of(request),
        )

    return _answer(request, sheet, form, save, gettext("Saved."))


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def member_add(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Name a member: first whom a search finds, then since when and in which task."""
    by = standing_of(request)
    found = community.group(by, uid)
    text = request.GET.get("q", "").strip()[:120]
    known = {str(one.uid): one for one in people.search(by, text, limit=MOST)}
    choices = [(key, f"{one.name} ({one.birth or gettext('year of birth unknown')})") for key, one in known.items()]
    first = {"name": text, "who": next(iter(known), "new") if len(known) == 1 else "", "noted_on": clock.today()}
    form = MemberForm(_sent(request), found=choices, initial=first)
    sheet = Sheet(
        gettext("Name a member"),
        gettext("Name her as a member"),
        lead=gettext("Somebody may hold two tasks, and a task may change: each has its own line."),
        group=found,
        template="community/member.html",
    )

    def save() -> object:
        facts = form.cleaned_data
        how = {"role": facts["role"], "noted_on": facts["noted_on"]}
        if (new := form.person) is not None:
            return members.name_newcomer(by=by, door=door_of(request), group=uid, person=new, **how)
        line = [(known[facts["who"]].id, facts["role"])]
        added = groups.add_members(by=by, door=door_of(request), group=uid, members=line, noted_on=facts["noted_on"])
        return added > 0

    return _answer(request, sheet, form, save, gettext("The member is named."))


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def member_end(request: HttpRequest, uid: UUID, person_uid: UUID) -> HttpResponse:
    """Say that a member no longer has a task."""
    by = standing_of(request)
    found = community.group(by, uid)
    tasks = _open_tasks(by, found, person_uid)
    form = EndForm(_sent(request), tasks=tasks, initial={"until": clock.today()})
    sheet = Sheet(
        tasks[0].person.name, gettext("Save"), lead=gettext("Say from when she no longer has a task."), group=found
    )

    def save() -> None:
        facts = form.cleaned_data
        chosen = form.tasks[facts["task"]]
        task = members.Task(chosen.person.id, chosen.role, chosen.noted_on)
        how = {"by": by, "door": door_of(request), "group": uid, "task": task, "reason": facts["reason"]}
        if facts["is_mistake"]:
            members.take_back_membership(**how)
        else:
            members.end_membership(**how, until=facts["until"])

    return _answer(request, sheet, form, save, gettext("Saved."))


def _open_tasks(by: Standing, group: GroupView, person_uid: UUID) -> Sequence[MemberView]:
    """What a member does in a group now.

    Raises:
        MembershipUnknown: when she is none.
    """
    found = [one for one in community.members(by, group.id) if one.person.uid == person_uid and one.until is None]
    if not found:
        raise errors.MembershipUnknown
    return found


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def member_count(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write down how many members a source counts for a day."""
    by = standing_of(request)
    found = community.group(by, uid)
    form = CountForm(_sent(request), initial={"day": clock.today()})
    sheet = Sheet(
        gettext("Number of members"),
        gettext("Save the number"),
        lead=gettext("For a list that is not there. It stands apart from the members known by name."),
        group=found,
    )

    def save() -> bool:
        facts = form.cleaned_data
        heads = members.Heads(facts["total"], facts["women"], facts["minority"])
        return members.count_members(
            by=by, door=door_of(request), group=uid, day=facts["day"], heads=heads, source=facts["source"]
        )

    return _answer(request, sheet, form, save, gettext("Saved."))


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def group_life(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say that a group was consolidated, stopped, began again or was merged."""
    by = standing_of(request)
    found = community.group(by, uid)
    others = [one for one in community.listing(by) if one.kind is found.kind and one.id != found.id]
    form = StepForm(_sent(request), group=found, others=others)
    sheet = Sheet(gettext("What happened to the group"), gettext("Save"), group=found)

    def save() -> UUID:
        facts = form.cleaned_data
        return groups.note_step(
            by=by,
            door=door_of(request),
            group=uid,
            step=Step(facts["kind"], facts["day"]),
            decision=form.decision,
            reason=facts["reason"],
            into=parse_uid(facts["into"]),
            seen=seen_of(request),
        )

    return _answer(request, sheet, form, save, gettext("Saved."))


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def step_back(request: HttpRequest, uid: UUID, step_uid: UUID) -> HttpResponse:
    """Take back a step that was entered by mistake."""
    by = standing_of(request)
    found = community.group(by, uid)
    step = next((one for one in community.steps(found.id) if one.uid == step_uid), None)
    if step is None:
        raise errors.StepUnknown
    form = TakeBackForm(_sent(request))
    lead = f"{group_step(step.kind)}, {written_day(step.day)}"
    sheet = Sheet(gettext("Take a step back"), gettext("Take it back"), lead=lead, group=found)

    def save() -> None:
        groups.take_back_step(
            by=by, door=door_of(request), group=uid, step=step_uid, reason=form.cleaned_data["reason"]
        )

    return _answer(request, sheet, form, save, gettext("It is taken back; the history keeps it."))


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def group_meeting(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Enter a meeting of a group, with the members who came."""
    by = standing_of(request)
    found = community.group(by, uid)
    today = clock.today()
    named = [one for one in community.members(by, found.id) if one.until is None or one.until > today]
    form = MeetingForm(_sent(request), members=named, initial={"day": today})
    sheet = Sheet(
        gettext("Enter a meeting"),
        gettext("Enter the meeting"),
        lead=gettext("It counts once its result is confirmed on its own page."),
        group=found,
    )

    def save() -> UUID:
        facts = form.cleaned_data
        meeting = work.Meeting(facts["name"], facts["day"], facts["part"], facts["venue"], tuple(facts["contents"]))
        return work.hold_meeting(by=by, door=door_of(request), group=uid, meeting=meeting, present=form.came)

    return _answer(request, sheet, form, save, gettext("The meeting is entered."))


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def equipment_add(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write down what a group was given."""
    by = standing_of(request)
    found = community.group(by, uid)
    form = EquipmentForm(_sent(request))
    sheet = Sheet(gettext("Enter equipment"), gettext("Enter it"), group=found)
    return _answer(request, sheet, form, lambda: _keep(request, by, uid, form), gettext("Saved."))


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def equipment_edit(request: HttpRequest, uid: UUID, equipment_uid: UUID) -> HttpResponse:
    """Mend what is known of equipment: in use, broken, lost, taken back."""
    by = standing_of(request)
    found = community.group(by, uid)
    thing = next((one for one in community.equipment(found.id) if one.uid == equipment_uid), None)
    if thing is None:
        raise errors.EquipmentUnknown
    known = {name: getattr(thing, name) for name in ("what", "number", "source", "received_on")}
    form = EquipmentForm(_sent(request), initial=known | {"state": thing.state.value})
    sheet = Sheet(thing.what, gettext("Save"), group=found)
    return _answer(request, sheet, form, lambda: _keep(request, by, uid, form, equipment_uid), gettext("Saved."))


def _keep(
    request: HttpRequest, by: Standing, uid: UUID, form: EquipmentForm, equipment_uid: UUID | None = None
) -> UUID:
    facts = form.cleaned_data
    thing = work.Thing(facts["what"], facts["number"], facts["source"], facts["received_on"], facts["state"])
    return work.keep_equipment(by=by, door=door_of(request), group=uid, thing=thing, equipment=equipment_uid)
