"""What is asked on one screen of an activity that has just taken place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import translation
from django.utils.translation import get_language, gettext, gettext_lazy

from nepmoi.core.files import services as files
from nepmoi.core.files.errors import UploadDamaged, UploadsFull, UploadTooLarge, UploadUnknown
from nepmoi.fieldwork.activities.rules import Heads
from nepmoi.fieldwork.activities.services.life import Plan
from nepmoi.fieldwork.evidence.errors import NotAPicture, PictureTooLarge
from nepmoi.fieldwork.evidence.services.photographs import FORMATS, MAX_BYTES, NewPhotograph, prepare
from nepmoi.kernel import clock, text
from nepmoi.kernel.ids import new_uid, parse_uid
from nepmoi.registry.organisation.rules import OfficeView
from nepmoi.registry.programme import selectors as programme
from nepmoi.registry.programme.rules import Need, Who
from nepmoi.web.activities.forms.counts import HeadsForm
from nepmoi.web.activities.forms.pictures import FilesField, FilesInput
from nepmoi.web.forms import DayField
from nepmoi.web.places.picking import PlaceField
from nepmoi.web.problems import words

# What a commune writes down most often stands first.
USUAL: Final = "communication_session"
MOST_KEPT: Final = 20


@dataclass(frozen=True)
class Waiting:
    """A picture that arrived with a form that could not be saved; it waits for the next try.

    Attributes:
        size: its bytes.
        name: the file's, as a refusal names it.
    """

    uid: UUID
    size: int
    name: str

    @property
    def value(self) -> str:
        """As the form sends it back."""
        return f"{self.uid}/{self.size}/{self.name}"


def waiting(value: str) -> Waiting | None:
    """A waiting picture as a form sent it back."""
    written, _, rest = value.partition("/")
    size, _, name = rest.partition("/")
    uid = parse_uid(written)
    return Waiting(uid, int(size), name) if uid and size.isascii() and size.isdigit() else None


class FilesIfAny(FilesField):
    """Several files, or none."""

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":  # noqa: ANN401 - Django's own arguments
        """As for several files; none is no mistake."""
        return super().clean(data, initial) if data else []


class ReportForm(HeadsForm):
    """Where, what, when, how many, the pictures: what an office is asked the same evening."""

    venue_unit = PlaceField(label=gettext_lazy("Village or commune"), on_field="day")
    kind = forms.ChoiceField(label=gettext_lazy("Kind of activity"))
    day = DayField(label=gettext_lazy("Day"))
    pictures = FilesIfAny(
        label=gettext_lazy("Photographs"),
        required=False,
        help_text=gettext_lazy("Two are enough; several at once."),
        widget=FilesInput(attrs={"accept": ",".join(FORMATS.values())}),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the activity"),
        help_text=gettext_lazy("Empty: its kind, place and day."),
        required=False,
        max_length=300,
    )
    contents = forms.MultipleChoiceField(
        label=gettext_lazy("Contents of Project 8 that it serves"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: the usual one of its kind."),
    )
    confirm = forms.BooleanField(
        label=gettext_lazy("Confirm the result at once, so that it counts in figures"),
        help_text=gettext_lazy(
            "One activity counts then, and the people in all as attendances without names; a number left empty counts as "
            "not known."
        ),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, may_confirm: bool, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        language = get_language() or ""
        # By its list alone a kind is written down at its own page.
        self.kinds = {
            kind.code: kind
            for kind in programme.activity_kinds()
            if kind.needs.who is not Who.LIST and kind.needs.people is not Need.NONE
        }
        choices = [(code, kind.in_language(language)) for code, kind in self.kinds.items()]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]  # a choice field
        contents = [(one.code, f"{one.code.upper()} {one.in_language(language)}") for one in programme.contents()]
        self.fields["contents"].choices = contents  # type: ignore[attr-defined]  # as above
        if not may_confirm:
            del self.fields["confirm"]
        sent = self.data.getlist("kept") if self.is_bound else []  # type: ignore[attr-defined]  # a request's values
        self.kept = [one for value in sent[:MOST_KEPT] if (one := waiting(value))]

    @property
    def shows_more(self) -> bool:
        """Whether the fields that are seldom needed must be seen."""
        return any(self[name].errors or self[name].value() for name in ("name", "contents"))

    def clean_day(self) -> Any:  # noqa: ANN401 - Django's own return
        """Refuse a day to come: what is only planned has its own page."""
        told = self.cleaned_data["day"]
        if told > clock.today():
            raise forms.ValidationError(gettext("This day is still to come. Plan the activity instead."))
        return told

    def clean_pictures(self) -> "list[UploadedFile[Any]]":
        """Refuse by its name what is larger than a picture, before it is read."""
        sent: list[UploadedFile[Any]] = self.cleaned_data["pictures"]
        large = [file for file in sent if (file.size or 0) > MAX_BYTES]
        if large:
            megabytes = MAX_BYTES // 1024 // 1024
            raise forms.ValidationError(
                [words(PictureTooLarge(filename=file.name or "", megabytes=megabytes)) for file in large]
            )
        return sent

    def clean(self) -> dict[str, Any]:
        """Ask for a number where the kind needs to know how many came."""
        told = super().clean()
        kind = self.kinds.get(told.get("kind", ""))
        if kind and kind.needs.people is Need.BLOCKS and self.says_nothing and "total" not in self.errors:
            self.add_error("total", gettext("Say how many came. A number that nobody knows may stay empty."))
        return told

    def counts(self) -> list[Heads]:
        """How many came; nothing when no number was entered."""
        return [] if self.says_nothing else [self.heads()]

    def plan(self, host: OfficeView) -> Plan:
        """What took place, in the words of the service."""
        told = self.cleaned_data
        kind = self.kinds[told["kind"]]
        usual = (kind.content,) if kind.content else ()
        return Plan(
            kind=kind.code,
            name=text.clean(told["name"]) or self.usual_name(),
            first_day=told["day"],
            last_day=told["day"],
            venue="",
            venue_unit_id=told["venue_unit"].id,
            host=host,
            contents=tuple(told["contents"]) or usual,
        )

    def usual_name(self) -> str:
        """What the activity is called when nobody says; a record is written in the office's language."""
        told = self.cleaned_data
        with translation.override("vi"):
            return gettext("%(kind)s in %(place)s, %(day)s") % {
                "kind": self.kinds[told["kind"]].name,
                "place": told["venue_unit"].label.name,
                "day": f"{told['day']:%d/%m/%Y}",
            }


def pictures(form: ReportForm, account_id: int, unit_id: int | None) -> Sequence[NewPhotograph]:
    """The pictures of a form that is fine: those that wait since an earlier try, then those sent with it.

    Raises:
        UploadUnknown, UploadDamaged: when one that waited is not here any more.
    """
    told = form.cleaned_data
    waited = [
        (files.whole(account_id=account_id, upload=one.uid, size=one.size, sha256="", filename=one.name), one.name)
        for one in form.kept
    ]
    sent = [(file.read(), file.name or "") for file in told["pictures"]]
    caption = text.clean(told["name"]) or form.usual_name()
    return [
        NewPhotograph(data=data, filename=name, caption=caption, taken_on=told["day"], unit_id=unit_id)
        for data, name in waited + sent
    ]


def keep_pictures(form: ReportForm, sent: "Sequence[UploadedFile[Any]]", account_id: int) -> list[Waiting]:
    """Put the pictures of a form that cannot be saved aside, so that they need not be chosen once more.

    One that is no picture, or too large, is named beside the field and not kept.
    """
    kept = list(form.kept)
    for file in sent[: max(MOST_KEPT - len(kept), 0)]:
        name, uid = (file.name or "").replace("/", "_"), new_uid()
        file.seek(0)
        data = file.read(MAX_BYTES + 1)
        try:
            prepare(NewPhotograph(data=data, filename=name, caption=name))
            files.take_piece(account_id=account_id, upload=uid, start=0, data=data, total=len(data))
        except (NotAPicture, PictureTooLarge, UploadTooLarge, UploadsFull) as error:
            if not form.has_error("pictures"):
                form.add_error("pictures", words(error))
        else:
            kept.append(Waiting(uid, len(data), name))
    return kept


GONE: Final = (UploadUnknown, UploadDamaged)
