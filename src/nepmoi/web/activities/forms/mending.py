"""What is asked when an activity turns out otherwise, or a line of its list is mended."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.web.forms import DayField, HouseForm
from nepmoi.web.mending import WhyForm
from nepmoi.web.places.picking import PlaceField


class NewDayForm(WhyForm):
    """A new first day, as far as it is known, and why."""

    first_day = DayField(
        label=gettext_lazy("New first day"),
        help_text=gettext_lazy("The other days and half-days move along. Empty: not known yet."),
        required=False,
    )
    field_order = ("first_day", "reason")


class AgainForm(WhyForm):
    """The day on which it is planned again, and why."""

    first_day = DayField(
        label=gettext_lazy("First day"), help_text=gettext_lazy("The other days and half-days move along.")
    )
    field_order = ("first_day", "reason")


class LineForm(HouseForm):
    """What a line of a list says of somebody."""

    name_as_written = forms.CharField(label=gettext_lazy("Name as in the list"), max_length=120)
    title = forms.CharField(label=gettext_lazy("Position"), required=False, max_length=200)
    unit = PlaceField(label=gettext_lazy("From which commune or village"), required=False)
    unit_open = forms.BooleanField(
        label=gettext_lazy("Keep the words as they are; the unit is settled later"), required=False
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        help_text=gettext_lazy("Of the person as known now, for all her activities."),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why the confirmed result is corrected"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, activity: ActivityView, asks_phone: bool, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        self.fields["unit"].widget.on = activity.first_day
        if not asks_phone:
            del self.fields["phone"]
        if not activity.confirmed_on:
            del self.fields["reason"]

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
