"""The filter of the list."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext, gettext_lazy

from nepmoi.fieldwork.activities.rules import Stage, Wanted
from nepmoi.web.forms import HouseForm


class FilterForm(HouseForm):
    """What narrows the list; what cannot be right narrows nothing."""

    q = forms.CharField(
        label=gettext_lazy("Search by name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None)
    content = forms.ChoiceField(label=gettext_lazy("Content"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of activity"), required=False)
    state = forms.TypedChoiceField(
        required=False,
        coerce=Stage,
        empty_value=None,
        choices=[("", ""), *((stage.value, stage.value) for stage in Stage)],
        widget=forms.HiddenInput,
    )

    def __init__(
        self,
        *args: object,
        years: Sequence[int],
        contents: Sequence[tuple[str, str]],
        kinds: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # the data
        self.fields["year"].choices = [("", gettext("All years")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]  # a choice field
        self.fields["content"].choices = [("", gettext("All contents")), *contents]  # type: ignore[attr-defined]  # as above
        self.fields["kind"].choices = [("", gettext("All kinds")), *kinds]  # type: ignore[attr-defined]  # as above
        self.is_valid()

    @property
    def wanted(self) -> Wanted:
        """The conditions in the words of the register."""
        told = self.cleaned_data
        return Wanted(told.get("q") or "", told.get("year"), told.get("content") or "", told.get("kind") or "")

    @property
    def stage(self) -> Stage | None:
        """The chosen state."""
        return self.cleaned_data.get("state")

    @property
    def conditions(self) -> int:
        """How many conditions are set beside the state."""
        return sum(bool(self.cleaned_data.get(name)) for name in ("q", "year", "content", "kind"))
