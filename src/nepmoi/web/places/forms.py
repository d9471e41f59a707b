"""The forms of places."""

from django import forms
from django.utils.translation import gettext_lazy

from nepmoi.registry.geography.rules.villages import KINDS
from nepmoi.web.forms import DayField, HouseForm


class VillageForm(HouseForm):
    """A village to be added to a commune."""

    type = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[(kind, kind) for kind in KINDS])
    name = forms.CharField(
        label=gettext_lazy("Name, without the kind"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    since = DayField(
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("Leave it out when nobody knows since when."),
        required=False,
    )
