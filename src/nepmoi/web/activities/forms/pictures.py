"""What is asked of photographs."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, gettext_lazy

from nepmoi.fieldwork.activities.selectors.activities import HalfDayView
from nepmoi.fieldwork.evidence.errors import PictureTooLarge
from nepmoi.fieldwork.evidence.rules import Ground
from nepmoi.fieldwork.evidence.services.photographs import FORMATS, MAX_BYTES
from nepmoi.kernel import text
from nepmoi.web.forms import DayField, HouseForm
from nepmoi.web.problems import words
from nepmoi.web.templatetags.nepmoi import day, half_day

# As many as come in one request without the script; with it each comes in its own, however many they are.
MOST: Final = 30


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; its value is the list of them."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":  # noqa: ANN401 - Django's own arguments
        """Each file by Django's own rules, and how many they are."""
        several = data if isinstance(data, list | tuple) else [data] if data else []
        if not several:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(several) > MOST:
            raise forms.ValidationError(
                gettext("%(count)s photographs at once are too many: %(most)s at most. Send the others afterwards.")
                % {"count": len(several), "most": MOST}
            )
        return [super(FilesField, self).clean(one, initial) for one in several]


class AskedOfPhotographs(HouseForm):
    """What an inspector asks of photographs, whichever way they come."""

    caption = forms.CharField(
        label=gettext_lazy("Caption"),
        help_text=gettext_lazy("Who does what, where. It stands under each of them."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    half_day = forms.ChoiceField(label=gettext_lazy("Half-day"), required=False)
    taken_on = DayField(
        label=gettext_lazy("Taken on"),
        help_text=gettext_lazy("Empty: the half-day's date, or the one that the camera wrote."),
        required=False,
    )
    day_unknown = forms.BooleanField(label=gettext_lazy("Nobody knows the day"), required=False)
    author = forms.CharField(label=gettext_lazy("Taken by"), required=False, max_length=120)
    ground = forms.TypedChoiceField(
        label=gettext_lazy("May they be shown outside the office?"),
        widget=forms.RadioSelect,
        required=False,
        coerce=Ground,
        empty_value=None,
        choices=[
            (Ground.CONSENT.value, gettext_lazy("Yes, those shown have agreed")),
            (Ground.PUBLIC_EVENT.value, gettext_lazy("Yes, it was a public event")),
            ("", gettext_lazy("Not asked yet")),
        ],
        initial="",
    )
    shows_children = forms.TypedChoiceField(
        label=gettext_lazy("Do they show children (under 16)?"),
        help_text=gettext_lazy("A child's photograph is never shown outside without consent."),
        widget=forms.RadioSelect,
        required=False,
        coerce=lambda value: value == "yes",
        empty_value=None,
        choices=[("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")), ("", gettext_lazy("Not known"))],
        initial="",
    )

    def __init__(self, *args: Any, slots: Sequence[HalfDayView], **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        self.fields["half_day"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", gettext("All of it, or not known")),
            *((str(slot.uid), f"{half_day(slot.part)} {day(slot.day)}") for slot in slots),
        ]

    def said(self, slot: HalfDayView | None) -> dict[str, Any]:
        """What is said of each picture, in the words of the service; a half-day says the day when nobody says another."""
        told = self.cleaned_data
        return {
            "caption": told["caption"],
            "taken_on": told["taken_on"] or (slot.day if slot and not told["day_unknown"] else None),
            "author": text.clean(told["author"]),
            "ground": told["ground"],
            "shows_children": told["shows_children"],
            "day_unknown": told["day_unknown"],
        }


class FilesForm(HouseForm):
    """Photographs themselves."""

    pictures = FilesField(
        label=gettext_lazy("Photographs"),
        help_text=gettext_lazy("JPEG, PNG or WebP, 25 MB each; several at once."),
        widget=FilesInput(attrs={"accept": ",".join(FORMATS.values())}),
        error_messages={"required": gettext_lazy("No photograph was chosen.")},
        allow_empty_file=True,  # it is refused by its name like any other that is no picture
    )

    def clean_pictures(self) -> "list[UploadedFile[Any]]":
        """Refuse by its name what is larger than a picture, before it is read."""
        files: list[UploadedFile[Any]] = self.cleaned_data["pictures"]
        large = [file for file in files if (file.size or 0) > MAX_BYTES]
        if large:
            megabytes = MAX_BYTES // 1024 // 1024
            raise forms.ValidationError(
                [words(PictureTooLarge(filename=file.name or "", megabytes=megabytes)) for file in large]
            )
        return files


class PhotographsForm(AskedOfPhotographs, FilesForm):
    """Photographs of one half-day, with what an inspector asks of them."""

    field_order = ("pictures",)
