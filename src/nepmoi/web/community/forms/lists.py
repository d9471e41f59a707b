"""What is asked of an office's list of groups: the file or its text, its day, and what its rows do not say."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext, gettext_lazy

from nepmoi.fieldwork.community.rules import GroupKind
from nepmoi.registry.organisation.rules import OfficeView
from nepmoi.web.community.forms.groups import choose
from nepmoi.web.community.importing import Asked
from nepmoi.web.forms import DayField, HouseForm
from nepmoi.web.templatetags.records import group_kind

MOST_LETTERS: Final = 500_000


class ListForm(HouseForm):
    """A list of groups."""

    file = forms.FileField(
        label=gettext_lazy("File of the list"),
        help_text=gettext_lazy("Excel or Word, as the office has it."),
        required=False,
    )
    table = forms.CharField(
        label=gettext_lazy("The list as text"),
        help_text=gettext_lazy("Pasted from Excel with its heading; what is wrong is mended here."),
        max_length=MOST_LETTERS,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "wrap": "off"}),
    )
    on = DayField(
        label=gettext_lazy("Day of the list"), help_text=gettext_lazy("Its numbers of members are of this day.")
    )
    kind = forms.TypedChoiceField(label=gettext_lazy("Kind, where the name does not say it"), coerce=GroupKind)
    host = forms.TypedChoiceField(label=gettext_lazy("Office or school in charge"), coerce=int)
    source = forms.CharField(label=gettext_lazy("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, hosts: Sequence[OfficeView], **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        self.hosts = {office.id: office for office in hosts}
        choose(self, "kind", [(kind.value, group_kind(kind)) for kind in GroupKind])
        choose(self, "host", [(str(office.id), office.name) for office in hosts])

    def clean(self) -> dict[str, Any]:
        """A file or a text is there."""
        told = self.cleaned_data
        if not told.get("file") and not (told.get("table") or "").strip() and "table" not in self.errors:
            self.add_error("file", gettext("Choose a file, or paste the list below."))
        return told

    @property
    def asked(self) -> Asked:
        """What holds for the whole list."""
        told = self.cleaned_data
        return Asked(told["on"], told["kind"], self.hosts[told["host"]], told["source"])
