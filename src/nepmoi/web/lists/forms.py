"""What is asked to send lists."""

from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, gettext_lazy

from nepmoi.intake.rosters.errors import ListTooLarge
from nepmoi.intake.rosters.rules.containers import MAX_SENT, MEGABYTE
from nepmoi.web.forms import HouseForm
from nepmoi.web.problems import words

# So many communes hardly send one course their lists; a whole folder chosen by a slip of the hand is said before it is read.
MOST: Final = 30


class ListsInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ListsField(forms.FileField):
    """Several offices' lists; its value is the list of them."""

    widget = ListsInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":  # noqa: ANN401, ARG002 - Django's own arguments
        """Each file by Django's own rules and by its size, and how many they are."""
        several = [one for one in (data if isinstance(data, list | tuple) else [data]) if one is not None and one != ""]
        if len(several) > MOST:
            raise forms.ValidationError(
                gettext("%(count)s lists at once are too many: %(most)s at most. Send the others afterwards.")
                % {"count": len(several), "most": MOST}
            )
        return [self._one(one) for one in several]

    def _one(self, file: "UploadedFile[Any]") -> "UploadedFile[Any]":
        """Refuse by its name what is larger than a list, before it is read."""
        taken: UploadedFile[Any] = super().clean(file)
        if (taken.size or 0) > MAX_SENT:
            raise forms.ValidationError(words(ListTooLarge(filename=taken.name or "", limit=MAX_SENT // MEGABYTE)))
        return taken


class ListForm(HouseForm):
    """Offices' files, and a list pasted out of a mail or a page."""

    file = ListsField(
        label=gettext_lazy("The offices' lists"),
        help_text=gettext_lazy(
            "Excel (.xlsx, .xls), Word (.docx) or CSV (.csv, .txt), 10 MB at most each, as the offices keep them. Several may be "
            "chosen at once; each stays a list of its own."
        ),
        max_length=255,
        required=False,
        widget=ListsInput(attrs={"accept": ".xlsx,.xls,.docx,.csv,.txt"}),
        error_messages={
            "required": gettext_lazy("No file was chosen."),
            "empty": gettext_lazy("The file is empty."),
            "max_length": gettext_lazy("The file's name is too long. Shorten it and send it again."),
        },
    )

    pasted = forms.CharField(
        label=gettext_lazy("Or paste the list here"),
        help_text=gettext_lazy(
            "Copied from Excel, a mail or Zalo: with or without a heading, one person a line; numbers such as “1.” are read. "
            "Paste one list at a time; further ones afterwards."
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

    def sent(self, pasted_before: int) -> "list[tuple[str, str, bytes]]":
        """Each list by the name of its field, its own name and its bytes; what was pasted is kept as a text file.

        Args:
            pasted_before: how many pasted lists the activity has, by which a further one is named.
        """
        lists = [("file", one.name or "", one.read()) for one in self.cleaned_data["file"]]
        pasted = self.cleaned_data["pasted"]
        if pasted.strip():
            number = f" {pasted_before + 1}" if pasted_before else ""
            lists.append(("pasted", gettext("pasted list") + f"{number}.txt", pasted.encode()))
        return lists
