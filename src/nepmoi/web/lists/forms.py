"""What is asked to send a list, and to import it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from nepmoi.intake.rosters.errors import ListTooLarge
from nepmoi.intake.rosters.rules.containers import MAX_SENT, MEGABYTE
from nepmoi.web.forms import HouseForm
from nepmoi.web.problems import words


class ListForm(HouseForm):
    """An office's file."""

    file = forms.FileField(
        label=gettext_lazy("The office's list"),
        help_text=gettext_lazy("Excel (.xlsx, .xls) or Word (.docx), 10 MB at most, as the office keeps it."),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.docx"}),
        error_messages={
            "required": gettext_lazy("No file was chosen."),
            "empty": gettext_lazy("The file is empty."),
            "max_length": gettext_lazy("The file's name is too long. Shorten it and send it again."),
        },
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse by its name what is larger than a list, before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_SENT:
            raise forms.ValidationError(words(ListTooLarge(filename=file.name or "", limit=MAX_SENT // MEGABYTE)))
        return file
