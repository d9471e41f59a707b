"""What is asked of those who came without being named: numbers, of which each may be unknown."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import get_language, gettext_lazy

from nepmoi.fieldwork.activities.errors import (
    ChildrenTooMany,
    CountBlank,
    MinorityTooMany,
    MinorityWomenTooMany,
    PartsTooMany,
    WomenTooMany,
)
from nepmoi.fieldwork.activities.rules import HeadCountView, Heads, check_heads
from nepmoi.kernel.errors import NepmoiError
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.programme import selectors as programme
from nepmoi.web.forms import HouseForm
from nepmoi.web.places.picking import PlaceField
from nepmoi.web.problems import words

NUMBERS: Final = ("total", "women", "minority", "minority_women", "children")
MOST: Final = 100_000

# Beside which number a refusal stands.
FIELDS: Final[Mapping[type[NepmoiError], str]] = {
    CountBlank: "total",
    WomenTooMany: "women",
    MinorityTooMany: "minority",
    MinorityWomenTooMany: "minority_women",
    ChildrenTooMany: "children",
    PartsTooMany: "minority_women",
}


def _number(label: Any) -> forms.IntegerField:  # noqa: ANN401 - a lazy text
    keys = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 6, "size": 6}
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MOST, widget=forms.TextInput(attrs=keys)
    )


class HeadsForm(HouseForm):
    """The margins of one count."""

    total = _number(gettext_lazy("In all"))
    women = _number(gettext_lazy("Women"))
    minority = _number(gettext_lazy("Of ethnic minorities"))
    minority_women = _number(gettext_lazy("Women of ethnic minorities"))
    children = _number(gettext_lazy("Children (under 16)"))
    over = forms.BooleanField(label=gettext_lazy("More than these numbers: so many came at least"), required=False)
    audience = forms.ChoiceField(label=gettext_lazy("Who they were"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        language = get_language() or ""
        audiences = [(one.code, one.in_language(language)) for one in programme.audiences()]
        self.fields["audience"].choices = [("", "–"), *audiences]  # type: ignore[attr-defined]  # a choice field

    @property
    def numbers(self) -> list[forms.BoundField]:
        """The fields of numbers, in their order."""
        return [self[name] for name in NUMBERS]

    @property
    def says_nothing(self) -> bool:
        """Whether no number was entered."""
        return not any(str(self.data.get(self.add_prefix(name), "")).strip() for name in NUMBERS)

    def clean(self) -> dict[str, Any]:
        """Refuse numbers that contradict each other, beside the one to mend."""
        told: dict[str, Any] = self.cleaned_data
        if not self.says_nothing and not any(name in self.errors for name in (*NUMBERS, "audience")):
            try:
                check_heads(self.heads())
            except tuple(FIELDS) as error:
                self.add_error(FIELDS[type(error)], words(error))
        return told

    def heads(self) -> Heads:
        """The count in the words of the service."""
        told = self.cleaned_data
        unit = told.get("unit")
        return Heads(
            **{name: told[name] for name in NUMBERS},
            over=told["over"],
            audience=told["audience"],
            unit_id=unit.id if unit else None,
        )


class CountForm(HeadsForm):
    """One count among several, with where they came from."""

    unit = PlaceField(label=gettext_lazy("Where they came from"), required=False)

    field_order = ["audience", "unit", *NUMBERS, "over"]

    def __init__(self, *args: Any, view: HeadCountView | None = None, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        if view:
            options["initial"] = {name: getattr(view, name) for name in (*NUMBERS, "over", "audience")} | {
                "unit": geography.by_id(view.unit_id) if view.unit_id else None
            }
        super().__init__(*args, **options)
