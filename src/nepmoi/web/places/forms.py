"""The forms of places."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy

from nepmoi.kernel import clock
from nepmoi.registry.geography.rules.villages import KINDS


class DayInput(forms.DateInput):
    """A browser's own field for a day; what it sends and takes is ISO, what it shows is the reader's."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class VillageForm(forms.Form):
    """A village to be added to a commune."""

    type = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[(kind, kind) for kind in KINDS])
    name = forms.CharField(
        label=gettext_lazy("Name, without the kind"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    since = forms.DateField(
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("Leave it out when nobody knows since when."),
        required=False,
        widget=DayInput(),
    )

    def __init__(self, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data)
        self.fields["since"].widget.attrs["max"] = clock.today().isoformat()
