"""What is asked to send a list, and to import it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, gettext_lazy

from nepmoi.intake.rosters.errors import ListTooLarge
from nepmoi.intake.rosters.rules.containers import MAX_SENT, MEGABYTE
from nepmoi.web.forms import HouseForm
from nepmoi.web.problems import words


class ListForm(HouseForm):
    """An office's file, or a list pasted out of a mail or a page."""

    file = forms.FileField(
        label=gettext_lazy("The office's list"),
        help_text=gettext_lazy(
            "Excel (.xlsx, .xls), Word (.docx) or CSV (.csv, .txt), 10 MB at most, as the office keeps it."
        ),
        max_length=255,
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.docx,.csv,.txt"}),
        error_messages={
            "required": gettext_lazy("No file was chosen."),
            "empty": gettext_lazy("The file is empty."),
            "max_length": gettext_lazy("The file's name is too long. Shorten it and send it again."),
        },
    )

    pasted = forms.CharField(
        label=gettext_lazy("Or paste the list here"),
        help_text=gettext_lazy(
            "Copied from Excel, a mail or Zalo: with or without a heading, one person a line; numbers such as “1.” are read."
        ),
        required=False,
        max_length=MAX_SENT // 4,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a form with neither."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("file") and not (cleaned.get("pasted") or "").strip() and "file" not in self.errors:
            self.add_error("file", forms.ValidationError(self.fields["file"].error_messages["required"]))
        return cleaned

    def sent(self) -> tuple[str, bytes]:
        """The file's name and bytes; what was pasted is kept as a text file."""
        file: UploadedFile[Any] | None = self.cleaned_data.get("file")
        if file:
            return file.name or "", file.read()
        return gettext("pasted list") + ".txt", self.cleaned_data["pasted"].encode()

    def clean_file(self) -> "UploadedFile[Any] | None":
        """Refuse by its name what is larger than a list, before it is read."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > MAX_SENT:
            raise forms.ValidationError(words(ListTooLarge(filename=file.name or "", limit=MAX_SENT // MEGABYTE)))
        return file
