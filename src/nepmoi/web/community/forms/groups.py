"""What the pages of teams and clubs ask, in the fields of an office's own list."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext, gettext_lazy

from nepmoi.fieldwork.community import rules
from nepmoi.fieldwork.community.rules import GroupKind, State, StepKind
from nepmoi.fieldwork.community.selectors.groups import GroupView
from nepmoi.fieldwork.community.services.groups import Decision, NewGroup
from nepmoi.kernel import clock
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.organisation.rules import OfficeView
from nepmoi.web.forms import FIRST_YEAR, DayField, HouseForm
from nepmoi.web.places.picking import PlaceField
from nepmoi.web.templatetags.records import group_kind, group_step

UNKNOWN: Final = "unknown"
SET_UP, CONSOLIDATED = "set_up", "consolidated"

STATES: Final[Mapping[State, object]] = {
    State.KEPT_UP: gettext_lazy("kept up"),
    State.STOPPED: gettext_lazy("stopped"),
    State.MERGED: gettext_lazy("merged into another"),
}
"""Today's: a day ahead is refused, so no group is not there yet."""


def choose(form: forms.Form, name: str, choices: Iterable[tuple[str, object]]) -> None:
    """Give a field its choices in the reader's language."""
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # a choice field


class PartialField(forms.Field):
    """A date as far as it is known."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "maxlength": 10})
        options.setdefault("help_text", gettext_lazy("As 15/03/2022, or 03/2022, or 2022."))
        super().__init__(widget=widget, **options)

    def to_python(self, value: Any) -> PartialDate | None:  # noqa: ANN401 - Django's own argument
        """The date.

        Raises:
            ValidationError: when it is none.
        """
        if value in self.empty_values:
            return None
        try:
            found = value if isinstance(value, PartialDate) else PartialDate.parse(str(value))
        except ValueError:
            found = None
        if found is None or found.year < FIRST_YEAR:
            raise forms.ValidationError(gettext("This is no date. Write it as 15/03/2022, or 03/2022, or 2022."))
        return found


class FactsForm(HouseForm):
    """What is known of a group, its members aside."""

    kind = forms.TypedChoiceField(label=gettext_lazy("Kind"), coerce=GroupKind)
    name = forms.CharField(label=gettext_lazy("Name, as in the decision"), max_length=200)
    host = forms.TypedChoiceField(label=gettext_lazy("Office or school in charge"), coerce=int)
    decision_number = forms.CharField(label=gettext_lazy("Decision No."), max_length=60, required=False)
    decision_made = PartialField(label=gettext_lazy("Date of the decision"), required=False)
    decision_issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=200, required=False)
    known_since = DayField(
        label=gettext_lazy("In a source since"),
        required=False,
        help_text=gettext_lazy("Needed when nobody knows when it was founded."),
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=500, required=False)

    def __init__(self, *args: Any, hosts: Sequence[OfficeView], **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        self.hosts = {office.id: office for office in hosts}
        choose(self, "kind", [(kind.value, group_kind(kind)) for kind in GroupKind])
        choose(self, "host", [(str(office.id), office.name) for office in hosts])

    def _known_since(self, founded: PartialDate | None) -> date:
        """The day for which it is known: as written, else by its founding."""
        written: date | None = self.cleaned_data.get("known_since")
        if written is None and founded is not None:
            written = min(rules.last_day(founded), clock.today())
        if written is None:
            self.add_error(
                "known_since", gettext("Since when does a source name it? The day of its founding is not known.")
            )
        return written or clock.today()

    def _decision(self) -> Decision:
        told = self.cleaned_data
        return Decision(told["decision_number"], told["decision_made"], told["decision_issuer"])


class EditForm(FactsForm):
    """What is mended of a group."""

    founded = PartialField(label=gettext_lazy("Founded on"), required=False)
    reason = forms.CharField(label=gettext_lazy("Why it is mended"), max_length=300, required=False)
    field_order = ["kind", "name", "host", "founded"]

    def clean(self) -> dict[str, Any]:
        """A group is known since some day."""
        self.since = self._known_since(self.cleaned_data.get("founded"))
        return self.cleaned_data

    def told(self, group: GroupView) -> NewGroup:
        """What is known now, in the words of the service."""
        told = self.cleaned_data
        return NewGroup(
            kind=told["kind"],
            name=told["name"],
            unit_id=group.unit_id,
            host=self.hosts[told["host"]],
            known_since=self.since,
            founded=told["founded"],
            source=told["source"],
            founding=self._decision(),
        )


class NewForm(FactsForm):
    """A group that is entered."""

    unit = PlaceField(label=gettext_lazy("Village or commune"))
    begun = forms.ChoiceField(
        label=gettext_lazy("How it began"),
        widget=forms.RadioSelect,
        choices=[
            (SET_UP, gettext_lazy("Newly set up")),
            (CONSOLIDATED, gettext_lazy("Consolidated from an older one")),
            (UNKNOWN, gettext_lazy("Not known")),
        ],
    )
    began = PartialField(label=gettext_lazy("Day of founding or consolidation"), required=False)
    total = forms.IntegerField(label=gettext_lazy("Members counted"), min_value=0, max_value=9999, required=False)
    women = forms.IntegerField(label=gettext_lazy("Women among them"), min_value=0, max_value=9999, required=False)
    minority = forms.IntegerField(
        label=gettext_lazy("Of ethnic minorities among them"), min_value=0, max_value=9999, required=False
    )
    field_order = [
        "kind",
        "name",
        "unit",
        "host",
        "begun",
        "began",
        "decision_number",
        "decision_made",
        "decision_issuer",
    ]

    def clean(self) -> dict[str, Any]:
        """A founding has a day as far as it is known, a consolidation a whole one; women are not more than all."""
        told = self.cleaned_data
        begun, began = told.get("begun"), told.get("began")
        if begun in {SET_UP, CONSOLIDATED} and began is None and "began" not in self.errors:
            self.add_error("began", gettext("When was it? If nobody knows, choose “Not known”."))
        elif begun == UNKNOWN and began is not None:
            self.add_error("began", gettext("This day says how it began: choose which, or leave the day empty."))
        elif begun == CONSOLIDATED and began is not None and began.day is None:
            self.add_error("began", gettext("Write the whole day of the consolidation, as 15/03/2022."))
        elif begun and "began" not in self.errors:
            self.since = self._known_since(began if begun != UNKNOWN else None)
        if told.get("total") is None and (told.get("women") is not None or told.get("minority") is not None):
            self.add_error("total", gettext("How many members are there in all?"))
        return told

    def new(self) -> NewGroup:
        """The group in the words of the service."""
        told = self.cleaned_data
        is_consolidated = told["begun"] == CONSOLIDATED
        return NewGroup(
            kind=told["kind"],
            name=told["name"],
            unit_id=told["unit"].id,
            host=self.hosts[told["host"]],
            known_since=told["began"].first_day() if is_consolidated else self.since,
            founded=told["began"] if told["begun"] == SET_UP else None,
            members_counted=told["total"],
            source=told["source"],
            founding=self._decision(),
            women=told["women"],
            minority=told["minority"],
            is_consolidated=is_consolidated,
        )


class StepForm(HouseForm):
    """What happened to a group."""

    kind = forms.TypedChoiceField(label=gettext_lazy("What happened"), widget=forms.RadioSelect, coerce=StepKind)
    day = DayField(
        label=gettext_lazy("Day"), help_text=gettext_lazy("Of an end: the first day on which it is no longer kept up.")
    )
    into = forms.ChoiceField(label=gettext_lazy("Merged into"), required=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, required=False)
    decision_number = forms.CharField(label=gettext_lazy("Decision No."), max_length=60, required=False)
    decision_made = PartialField(label=gettext_lazy("Date of the decision"), required=False)
    decision_issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=200, required=False)

    def __init__(self, *args: Any, group: GroupView, others: Sequence[GroupView], **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        runs = group.state is State.KEPT_UP
        # All are there, those that fit today first: what is entered later may be of any day.
        kinds = sorted(StepKind, key=lambda kind: (kind is StepKind.RESTARTED) is runs)
        choose(self, "kind", [(kind.value, group_step(kind)) for kind in kinds])
        choose(self, "into", [("", "–"), *((str(one.uid), one.name) for one in others)])

    def clean(self) -> dict[str, Any]:
        """An end has a reason."""
        told = self.cleaned_data
        if told.get("kind") in rules.ENDS and not told.get("reason"):
            self.add_error("reason", gettext("Why did it end?"))
        return told

    @property
    def decision(self) -> Decision:
        """The paper that says so."""
        told = self.cleaned_data
        return Decision(told["decision_number"], told["decision_made"], told["decision_issuer"])


class TakeBackForm(HouseForm):
    """Why a step is made void."""

    reason = forms.CharField(label=gettext_lazy("Why it is taken back"), max_length=300)


class FilterForm(HouseForm):
    """What narrows the list; what cannot be right narrows nothing."""

    q = forms.CharField(
        label=gettext_lazy("Search by name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    state = forms.TypedChoiceField(label=gettext_lazy("State today"), required=False, coerce=State, empty_value=None)
    place = PlaceField(label=gettext_lazy("Place"), required=False)
    kind = forms.TypedChoiceField(
        required=False,
        coerce=GroupKind,
        empty_value=None,
        choices=[("", ""), *((kind.value, kind.value) for kind in GroupKind)],
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        choose(self, "state", [("", gettext("All states")), *((state.value, words) for state, words in STATES.items())])
        self.is_valid()

    @property
    def conditions(self) -> int:
        """How many conditions are set beside the kind."""
        return sum(bool(self.cleaned_data.get(name)) for name in ("q", "state", "place"))
