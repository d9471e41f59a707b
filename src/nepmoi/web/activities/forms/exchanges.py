"""What is asked of a group's discussion, or of an experience that was shared."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from nepmoi.fieldwork.activities.selectors.activities import HalfDayView, ParticipantView, PictureOf
from nepmoi.fieldwork.training.rules import EXCHANGED, SessionForm
from nepmoi.fieldwork.training.selectors import ExchangeView
from nepmoi.fieldwork.training.services import Brought
from nepmoi.kernel.ids import parse_uid
from nepmoi.kernel.text import sort_key
from nepmoi.web.activities.forms.plan import FORMS
from nepmoi.web.forms import HouseForm
from nepmoi.web.templatetags.nepmoi import day, half_day

LONGEST_RESULT: Final = 4_000
MOST_PEOPLE: Final = 1_000


class ExchangeForm(HouseForm):
    """Which group or whose experience, when, about what, and what came of it."""

    form = forms.TypedChoiceField(label=gettext_lazy("How"), coerce=SessionForm)
    half_day = forms.TypedChoiceField(label=gettext_lazy("Half-day"), coerce=UUID)
    name = forms.CharField(
        label=gettext_lazy("Name or number of the group, or who shared the experience"),
        help_text=gettext_lazy("Everybody who sees the course reads it; persons are better ticked as members below."),
        max_length=120,
    )
    subject = forms.CharField(
        label=gettext_lazy("Question, or what it is about"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    result = forms.CharField(
        label=gettext_lazy("Result, as it was reported"),
        max_length=LONGEST_RESULT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    size = forms.IntegerField(
        label=gettext_lazy("How many people"),
        help_text=gettext_lazy("Empty: not known, or as many as are ticked below."),
        required=False,
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 4, "size": 6}),
    )
    members = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Members, from the list"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )
    photograph = forms.TypedChoiceField(
        label=gettext_lazy("Photograph, as of the paper that the group wrote on"),
        coerce=parse_uid,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own arguments
        slots: Sequence[HalfDayView],
        lines: Sequence[ParticipantView],
        pictures: Sequence[PictureOf],
        view: ExchangeView | None = None,
        **options: Any,  # noqa: ANN401 - as above
    ) -> None:
        if view:
            options["initial"] = _said(view, slots)
        super().__init__(*args, **options)
        self._choose("form", [(form.value, FORMS[form]) for form in EXCHANGED])
        self._choose("half_day", [(str(slot.uid), f"{half_day(slot.part)} {day(slot.day)}") for slot in slots])
        by_name = sorted(lines, key=lambda line: (sort_key(line.name_as_written), line.position))
        self._choose("members", [(str(line.uid), _named(line)) for line in by_name])
        shown = [(str(one.photograph.uid), one.photograph.caption or one.photograph.filename) for one in pictures]
        self._choose("photograph", [("", gettext("none of them")), *shown])
        if not lines:
            del self.fields["members"]
        if not pictures:
            del self.fields["photograph"]

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field

    def brought(self, unseen: Sequence[UUID] = ()) -> Brought:
        """What it says, in the words of the service.

        Args:
            unseen: members whom the reader may not see; they stay.
        """
        told = self.cleaned_data
        return Brought(
            half_day=told["half_day"],
            form=told["form"],
            name=told["name"],
            subject=told["subject"],
            size=told["size"],
            result=told["result"],
            photograph=told.get("photograph"),
            members=(*told.get("members", ()), *unseen),
        )


def _named(line: ParticipantView) -> str:
    # There are two of many names.
    born = f", {line.person.birth.year}" if line.person.birth else ""
    return f"{line.name_as_written}{born}"


def _said(view: ExchangeView, slots: Sequence[HalfDayView]) -> dict[str, Any]:
    return {
        "form": view.form.value,
        "half_day": next((str(slot.uid) for slot in slots if slot.id == view.half_day_id), ""),
        "name": view.name,
        "subject": view.subject,
        "size": view.size,
        "result": view.result,
        "photograph": str(view.photograph.uid) if view.photograph else "",
        "members": [str(line.uid) for line in view.members],
    }
