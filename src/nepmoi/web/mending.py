"""What the pages on which something is mended share: what was saved meanwhile beside what was typed, and the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy

from nepmoi.web.forms import HouseForm
from nepmoi.web.places.picking import PlaceField, Written
from nepmoi.web.templatetags.nepmoi import DASH, day


@dataclass(frozen=True)
class Differs:
    """A field that somebody else saved otherwise than it was typed here."""

    label: str
    saved: str
    typed: str


def differences(typed: forms.BaseForm, saved: Mapping[str, object]) -> list[Differs]:
    """What a form says otherwise than the record does by now.

    Args:
        typed: as it was sent.
        saved: the record's values by the names of the fields.
    """
    pairs = ((typed[name], value) for name, value in saved.items() if name in typed.fields)
    told = (
        Differs(str(field.label), _words(field, field.field.prepare_value(value)), _words(field, field.value()))
        for field, value in pairs
    )
    return [one for one in told if one.saved != one.typed]


def _words(field: BoundField, value: Any) -> str:  # noqa: ANN401 - whatever the field holds
    if isinstance(value, Written):
        return value.text or DASH
    if isinstance(value, date):
        return day(value)
    choices = dict(getattr(field.field, "choices", ()))
    several = value if isinstance(value, list | tuple) else ["" if value is None else value]
    return ", ".join(str(choices.get(str(one), one)) for one in several) or DASH


def unit_words(form: forms.BaseForm, name: str) -> str:
    """What was typed in a picker."""
    typed = form[name].value()
    return typed.text if isinstance(form.fields[name], PlaceField) and isinstance(typed, Written) else ""


class WhyForm(HouseForm):
    """A reason that is kept with the change."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It stands in the history, where an inspector reads it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
