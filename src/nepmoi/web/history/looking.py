"""The pages of an area's office: what was written of late, and who read or exported personal data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy, gettext_noop
from django.views.decorators.http import require_safe

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import Deed, Matter, RootKind
from nepmoi.core.audit.selectors import ReadingView, Wanted
from nepmoi.kernel import clock
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation.rules import Action, Role, Standing
from nepmoi.registry.organisation.selectors import Colleague, area_of
from nepmoi.web.forms import DayField, HouseForm
from nepmoi.web.history.gather import day_of
from nepmoi.web.history.known import KINDS, Known, known
from nepmoi.web.history.recent import SHOWN, recent
from nepmoi.web.pages import page, standing_of
from nepmoi.web.templatetags.records import door_name

PAGE: Final = 20

MATTERS: Final[Mapping[Matter, Any]] = {
    Matter.PERSON: gettext_lazy("a person's page"),
    Matter.PHOTOGRAPH: gettext_lazy("a photograph as it came"),
    Matter.PAPER: gettext_lazy("a paper's file"),
    Matter.ROSTER: gettext_lazy("an activity's list"),
    Matter.ROLL: gettext_lazy("a roll call"),
    Matter.FIGURE: gettext_lazy("the list behind a figure"),
}
DEEDS: Final[Mapping[Deed, Any]] = {
    Deed.READ: gettext_lazy("read"),
    Deed.EXPORTED: gettext_lazy("exported"),
}


ROLES: Final[Mapping[Role, str]] = {
    Role.ADMINISTRATOR: gettext_noop("administrator"),
    Role.OFFICER: gettext_noop("officer"),
    Role.COLLABORATOR: gettext_noop("collaborator"),
    Role.TRAINER: gettext_noop("trainer"),
    Role.LEARNER: gettext_noop("learner"),
    Role.INSPECTOR: gettext_noop("inspector"),
}


class Filter(HouseForm):
    """By colleague, by kind and by day; what cannot be understood is not asked for."""

    by = forms.CharField(label=gettext_lazy("Who"), required=False, widget=forms.Select)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of record"), required=False)
    day = DayField(label=gettext_lazy("Day"), required=False)

    def __init__(self, asked: QueryDict, kinds: Sequence[tuple[str, Any]]) -> None:
        super().__init__(asked)
        self.fields["kind"].choices = [("", gettext_lazy("everything")), *kinds]  # type: ignore[attr-defined]  # a choice field
        self.is_valid()

    def offer(self, people: Sequence[Colleague]) -> None:
        """Say by whom one may ask."""
        names = [(str(one.uid), one.name) for one in people]
        self.fields["by"].widget.choices = [("", gettext_lazy("everybody")), *names]

    def said(self, name: str) -> Any:  # noqa: ANN401 - a form's value
        """What a field says; nothing when it says nothing that can be understood."""
        return self.cleaned_data.get(name) or None

    @property
    def is_set(self) -> bool:
        """Whether anything is asked for."""
        return any(self.cleaned_data.values())


@dataclass(frozen=True)
class Read:
    """One reading as a line of its page."""

    at: datetime
    day: date
    who: Colleague | None
    role: str
    office: str
    door: str
    did: str
    what: str
    known: Known | None
    where: str
    people: int


@page(action=Action.SEE_AUDIT)
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What was written of the area's records, by whom, when, through which door and why."""
    by = standing_of(request)
    form = Filter(request.GET, [(kind.value, gettext_lazy(KINDS[kind])) for kind in SHOWN])
    kind = form.said("kind")
    found = recent(by, _wanted(form, request.GET, RootKind(kind) if kind else None), PAGE + 1)
    shown = found[:PAGE]
    accounts = organisation.named_accounts(
        one.written.entry.account_id for one in shown if one.written.entry.account_id is not None
    )
    form.offer(_offered(by, accounts.values()))
    rows = [(one, accounts.get(one.written.entry.account_id or 0)) for one in shown]
    context = {
        "form": form,
        "days": [(day, list(some)) for day, some in groupby(rows, key=lambda row: row[0].day)],
        "older": found[PAGE - 1].written.entry.uid if len(found) > PAGE else None,
        "is_first": "before" not in request.GET,
    }
    return render(request, "history/changes.html", context)


@page(action=Action.SEE_AUDIT)
@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """Who read or exported personal data of the area, and who of its offices did."""
    by = standing_of(request)
    form = Filter(request.GET, [(deed.value, word) for deed, word in DEEDS.items()])
    form.fields["kind"].label = gettext_lazy("What was done")
    deed = form.said("kind")
    wanted = _wanted(form, request.GET, None)
    found = audit.readings(_within(by), wanted, Deed(deed) if deed else None, PAGE + 1)
    rows = _named(by, found[:PAGE])
    form.offer(_offered(by, [row.who for row in rows if row.who]))
    context = {
        "form": form,
        "days": [(day, list(some)) for day, some in groupby(rows, key=lambda row: row.day)],
        "older": found[PAGE - 1].uid if len(found) > PAGE else None,
        "is_first": "before" not in request.GET,
    }
    return render(request, "history/readings.html", context)


def _within(by: Standing) -> audit.Readers | None:
    units = area_of(by).units()
    return None if units is None else audit.Readers(units, [one.id for one in organisation.offices(by)])


def _offered(by: Standing, seen: Iterable[Colleague]) -> list[Colleague]:
    """Those of the reader's own office, and whoever else did something on the page."""
    found = {one.account_id: one for one in [*organisation.colleagues(by), *seen]}
    return list(found.values())


def _wanted(form: Filter, asked: QueryDict, kind: RootKind | None) -> Wanted:
    day: date | None = form.said("day")
    start = datetime.combine(day, time(), clock.VIETNAM) if day else None
    uid = parse_uid(form.said("by") or "")
    who = organisation.account(uid) if uid else None
    return Wanted(
        kind=kind,
        account_id=who.account_id if who else None,
        since=start,
        until=start + timedelta(days=1) if start else None,
        before=parse_uid(asked.get("before", "")),
    )


def _named(by: Standing, found: Sequence[ReadingView]) -> list[Read]:
    accounts = organisation.named_accounts(one.account_id for one in found if one.account_id is not None)
    offices = organisation.by_id(one.office_id for one in found if one.office_id is not None)
    wanted: dict[RootKind, set[int]] = {}
    for one in found:
        if one.root:
            wanted.setdefault(one.root[0], set()).add(one.root[1])
    records = known(by, wanted)
    return [
        Read(
            at=one.at,
            day=day_of(one.at),
            who=accounts.get(one.account_id or 0),
            office=offices[one.office_id].short_name if one.office_id in offices else "",
            role=gettext(ROLES[Role(one.role)]),
            door=door_name(one.door),
            did=str(DEEDS[one.deed]),
            what=str(MATTERS[one.matter]),
            known=records.get(one.root) if one.root else None,
            # What is gathered from many records is known by its address; no address of the log holds a name.
            where="" if one.root else one.door_detail,
            people=one.people,
        )
        for one in found
    ]
