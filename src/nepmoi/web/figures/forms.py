"""What can be asked of a figure, in the words of its address."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from nepmoi.analytics.figures import selectors as figures
from nepmoi.fieldwork.activities.errors import ActivityUnknown
from nepmoi.kernel.errors import Invalid, NotFound
from nepmoi.registry.geography.rules.levels import Level, UnitView
from nepmoi.reporting.assemble import asking
from nepmoi.web.forms import DayField, HouseForm
from nepmoi.web.places.picking import PlaceField
from nepmoi.web.problems import words

# A page names the level of a place; "place" alone, which the command line takes, is that of communes.
SPLITS: Final[Mapping[str, str]] = {name: words for name, words in asking.SPLITS.items() if name != "place"}

# The words of an address, in the order in which it names them.
WORDS: Final = ("place", "from", "to", "year", "by", "map", "activity", "part", "rule", "of")

# What a question asks for when it does not say it.
COUNTED: Final = figures.Certainty.COUNTED


class AskForm(HouseForm):
    """A question to a figure; empty fields ask for the reader's whole area and all time.

    Args:
        data: the query of the address.
        code: which figure; none for the list of all.
        years: those that can be chosen.
    """

    place = PlaceField(
        label=gettext_lazy("Place"), required=False, help_text=gettext_lazy("Empty: the whole area of the account.")
    )
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None)
    to = DayField(label=gettext_lazy("to"), required=False)
    by = forms.ChoiceField(label=gettext_lazy("Split by"), required=False)
    map = DayField(
        label=gettext_lazy("By the administrative units of"),
        required=False,
        help_text=gettext_lazy("Empty: those of the period's last day."),
    )
    activity = forms.UUIDField(
        label=gettext_lazy("Activity"),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": gettext_lazy(ActivityUnknown.message)},
    )
    part = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    rule = forms.TypedChoiceField(
        label=gettext_lazy("Place by"),
        required=False,
        choices=[("", ""), *((rule.value, rule.value) for rule in figures.PlaceRule)],
        coerce=figures.PlaceRule,
        empty_value=None,
        widget=forms.HiddenInput,
    )
    of = forms.TypedChoiceField(
        label=gettext_lazy("Which number"),
        required=False,
        choices=[("", ""), *((of.value, of.value) for of in figures.Certainty)],
        coerce=figures.Certainty,
        empty_value=COUNTED,
        widget=forms.HiddenInput,
    )

    field_order = ["place", "year", "from", "to", "by", "map"]

    def __init__(self, data: QueryDict, *, code: str, years: list[int]) -> None:
        if data.get("by") == "place":
            # The command's word for communes.
            data = data.copy()
            data["by"] = Level.COMMUNE
        super().__init__(data)
        self.code = code
        self.fields["from"] = DayField(label=gettext_lazy("Or from"), required=False)
        self._offer("year", gettext("all, or the days below"), [(year, str(year)) for year in years])
        splits = set(figures.definition(code).splits()) if code else set()
        self.can_be_split = bool(splits)
        able = [key for key in SPLITS if key in splits or ("place" in splits and key in set(Level))]
        self._offer("by", "–", [(key, gettext(SPLITS[key])) for key in able])
        self.order_fields(self.field_order)

    @property
    def asked_with(self) -> list[forms.BoundField]:
        """The fields beside the place, in their order."""
        names = ["year", "from", "to", *(["by"] if self.can_be_split else []), "map"]
        return [self[name] for name in names]

    def _offer(self, name: str, nothing: str, choices: list[tuple[int, str]] | list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", nothing), *choices]

    @property
    def conditions(self) -> int:
        """How many conditions are set: a closed filter says it."""
        return sum(bool(self.data.get(name)) for name in WORDS[:6])

    def clean(self) -> dict[str, Any]:
        """Understand the question; what the figures refuse is told at the form.

        Raises:
            ValidationError: with the refusal's own words.
        """
        sent = super().clean() or self.cleaned_data
        if not self.errors and self.code:
            try:
                self.cleaned_data["question"] = self.question(self.code)
            except (Invalid, NotFound) as refused:
                raise ValidationError(words(refused)) from refused
        return sent

    def question(self, code: str, **changes: object) -> figures.Question:
        """The question that the form asks, of one figure; ``changes`` ask otherwise.

        Raises:
            what ``figures.question`` refuses.
        """
        sent = self.cleaned_data
        place: UnitView | None = sent.get("place")
        asked: dict[str, Any] = {
            "place": str(place.uid) if place else "",
            "first": sent.get("from"),
            "last": sent.get("to"),
            "year": sent.get("year"),
            "by": sent.get("by") or "",
            "map": sent.get("map"),
            "activity": sent.get("activity"),
            "part": sent.get("part") or "",
            "rule": sent.get("rule"),
            "of": sent.get("of"),
        }
        return figures.question(code=code, **(asked | changes))

    def needs_short(self) -> bool:
        """Whether the address holds a picker's inputs or empty words, and a shorter one says the same."""
        return any(name not in (*WORDS, "page", "parts") or not value for name, value in self.data.items())

    def short(self) -> str:
        """The query that says the same in the fewest words."""
        sent = self.cleaned_data
        place: UnitView | None = sent.get("place")
        named = {name: sent.get(name) for name in WORDS if sent.get(name)} | ({"place": place.uid} if place else {})
        return written(named)


def written(named: Mapping[str, object]) -> str:
    """A query as addresses write it, in the order of its words; nothing for no words."""
    shown = [(name, _plain(named[name])) for name in WORDS if named.get(name) and named[name] != COUNTED]
    return f"?{urlencode(shown)}" if shown else ""


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def same_everywhere(question: figures.Question) -> str:
    """The query under which every reader who may sees the same: nothing is left to her own area or to the day."""
    whole_year = question.first and question.last and _is_year(question.first, question.last)
    named: dict[str, object] = {
        "place": question.place.uid if question.place else None,
        "by": question.by,
        "map": question.map,
        "activity": question.activity,
        "part": question.part,
        "rule": question.rule,
        "of": question.of,
    }
    if whole_year and question.first:
        named["year"] = question.first.year
    else:
        named |= {"from": question.first, "to": question.last}
    return written(named)


def _is_year(first: date, last: date) -> bool:
    return (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31))
