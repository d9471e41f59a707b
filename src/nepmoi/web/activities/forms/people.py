"""What is asked of somebody who came without being in the list."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy

from nepmoi.fieldwork.activities.selectors.activities import ActivityView, HalfDayView
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.people.selectors import persons as people
from nepmoi.registry.people.services import NewPerson
from nepmoi.web.forms import HouseForm
from nepmoi.web.places.picking import PlaceField, Written
from nepmoi.web.templatetags.nepmoi import day, half_day

UNKNOWN = "unknown"


class WalkInForm(HouseForm):
    """Who she is, where from, and whether she is here now; what is not known is said as not known."""

    name = forms.CharField(
        label=gettext_lazy("Full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        widget=forms.RadioSelect,
        choices=[
            (Sex.FEMALE.value, gettext_lazy("Woman")),
            (Sex.MALE.value, gettext_lazy("Man")),
            (UNKNOWN, gettext_lazy("Not known")),
        ],
    )
    birth = forms.CharField(
        label=gettext_lazy("Year or date of birth"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    ethnic_code = forms.ChoiceField(label=gettext_lazy("Ethnic group"), required=False)
    unit = PlaceField(label=gettext_lazy("From which commune or village"), required=False)
    unit_open = forms.BooleanField(
        label=gettext_lazy("Keep the words as they are; the unit is settled later"), required=False
    )
    title = forms.CharField(label=gettext_lazy("Position"), required=False, max_length=200)
    half_day = forms.ChoiceField(label=gettext_lazy("Present in"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why the confirmed result is corrected"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, activity: ActivityView, slots: Sequence[HalfDayView], **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        english = get_language() == "en"
        groups = [(code, group.name_en if english else group.name) for code, group in people.ethnic_groups().items()]
        self.fields["ethnic_code"].choices = [("", gettext("Not known")), *groups]  # type: ignore[attr-defined]  # a choice field
        present = [(str(slot.uid), f"{half_day(slot.part)} {day(slot.day)}") for slot in slots]
        self.fields["half_day"].choices = [("", gettext("No half-day yet")), *present]  # type: ignore[attr-defined]  # as above
        self.fields["unit"].widget.on = activity.first_day
        if not activity.confirmed_on:
            del self.fields["reason"]

    def clean_birth(self) -> PartialDate | None:
        """A date as far as it is known."""
        written: str = self.cleaned_data["birth"].strip()
        if not written:
            return None
        try:
            return PartialDate.parse(written)
        except ValueError as problem:
            raise forms.ValidationError(
                gettext("%(written)s is no date. Write the year, as 1985, or the whole date, as 12/06/1985.")
                % {"written": written}
            ) from problem

    def clean(self) -> dict[str, Any]:
        """Where no unit fits, the words may stay as they are."""
        told: dict[str, Any] = self.cleaned_data
        if told.get("unit_open") and "unit" in self.errors:
            del self.errors["unit"]
            told["unit"] = None
        return told

    @property
    def asks_to_keep_words(self) -> bool:
        """Whether the unit could not be told from its words, so that they may be kept instead."""
        return "unit" in self.errors or bool(self.data.get("unit_open"))

    @property
    def person(self) -> NewPerson:
        """Who she is, in the words of the register."""
        told = self.cleaned_data
        sex = None if told["sex"] == UNKNOWN else Sex(told["sex"])
        return NewPerson(told["name"], sex, told["birth"], told["ethnic_code"] or None)

    @property
    def unit_as_written(self) -> str:
        """Where from, in her words."""
        typed = self["unit"].value()
        return typed.text if isinstance(typed, Written) else ""
