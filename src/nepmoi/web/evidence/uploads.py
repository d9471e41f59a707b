"""Files that come in pieces over a bad line: how far one is, its next piece, and a photograph of which all is here.

A page's script sends each file on its own, in pieces that begin where the line broke. A piece is acknowledged when it is on the
disk; a photograph, when it is kept. Without the script the pages' plain forms take several files at once.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.errors import AlreadySaved
from nepmoi.core.audit.rules import Door, DoorKind
from nepmoi.core.files import selectors as files
from nepmoi.core.files.errors import FileEmpty, UploadOutOfStep, UploadUnknown
from nepmoi.core.files.services import MAX_UPLOAD, forget_pieces, take_piece, whole
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.selectors.activities import HalfDayView
from nepmoi.fieldwork.activities.services.pictures import take_in_photograph
from nepmoi.fieldwork.evidence.services.photographs import NewPhotograph, TakenIn, prepare, take_in
from nepmoi.kernel.errors import NepmoiError
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.organisation.rules import Action
from nepmoi.registry.organisation.selectors import lies_in_area
from nepmoi.web.activities.forms.pictures import AskedOfPhotographs
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import status, words

# Which bytes of how many a piece is, as a header says it: "bytes 0-262143/4000000".
_RANGE: Final = re.compile(r"bytes (\d{1,12})-(\d{1,12})/(\d{1,12})")


class ArrivedForm(AskedOfPhotographs):
    """What the script says of a picture of which all pieces are here; a caption may follow."""

    filename = forms.CharField(max_length=200, required=False)
    size = forms.IntegerField(min_value=0, max_value=MAX_UPLOAD)
    sha256 = forms.RegexField(r"^[0-9a-f]{64}$", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        self.fields["caption"].required = False

    def clean_size(self) -> int:
        """Refuse a file of no bytes by its name."""
        size: int = self.cleaned_data["size"]
        if not size:
            raise forms.ValidationError(words(FileEmpty(filename=self.cleaned_data.get("filename", ""))))
        return size


@page(action=Action.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say how far a file has come; take its next piece."""
    account_id = standing_of(request).actor.account_id or 0
    if request.method != "POST":
        return JsonResponse({"have": files.arrived(account_id, uid), "kept": audit.was_saved(account_id, uid)})
    told = _RANGE.fullmatch(request.headers.get("Content-Range", ""))
    first, last, total = (int(number) for number in told.groups()) if told else (0, 0, 0)
    if not told or last - first + 1 != len(request.body):
        return _refused(UploadOutOfStep(have=files.arrived(account_id, uid)))
    try:
        have = take_piece(account_id=account_id, upload=uid, start=first, data=request.body, total=total)
    except NepmoiError as error:
        return _refused(error, have=files.arrived(account_id, uid))
    return JsonResponse({"have": have})


@dataclass(frozen=True)
class Piece:
    """A picture of which all pieces are here, with what the script says of it, as its door gives it to a service."""

    door: Door
    form: ArrivedForm
    data: bytes
    slot: HalfDayView | None = None

    def picture(self, unit_id: int | None) -> NewPhotograph:
        """The picture, taken in a unit."""
        told = self.form.cleaned_data
        return NewPhotograph(data=self.data, unit_id=unit_id, filename=told["filename"], **self.form.said(self.slot))


@page(action=Action.ADD_EVIDENCE)
@require_POST
def photograph_arrives(request: HttpRequest, uid: UUID, upload_uid: UUID) -> HttpResponse:
    """Make a photograph of an activity of the pieces that came."""
    by = standing_of(request)
    activity = activities.activity(by, uid)
    slots = activities.half_days(activity.id)
    unit_id = activity.venue_unit_id if lies_in_area(by, activity.venue_unit_id) else None

    def take(piece: Piece) -> TakenIn:
        half_day = piece.slot.uid if piece.slot else parse_uid(piece.form.cleaned_data["half_day"])
        picture = piece.picture(unit_id)
        return take_in_photograph(by=by, door=piece.door, activity=uid, half_day=half_day, picture=picture)

    return arrived(request, upload_uid, ArrivedForm(request.POST, slots=slots), take, slots)


@page(action=Action.ADD_EVIDENCE)
@require_POST
def photograph_to_tray(request: HttpRequest, upload_uid: UUID) -> HttpResponse:
    """Make a photograph that belongs nowhere yet of the pieces that came."""
    by = standing_of(request)

    def take(piece: Piece) -> TakenIn:
        picture = piece.picture(None)
        return TakenIn(take_in(by=by, door=piece.door, new=picture, prepared=prepare(picture)), is_new=True)

    return arrived(request, upload_uid, ArrivedForm(request.POST, slots=[]), take)


def arrived(
    request: HttpRequest,
    upload_uid: UUID,
    form: ArrivedForm,
    take: Callable[[Piece], TakenIn],
    slots: Sequence[HalfDayView] = (),
) -> HttpResponse:
    """Give the pieces that came to whoever makes a photograph of them, and answer the script.

    Args:
        request: what the script sent.
        upload_uid: the picture's own id.
        form: what is said of it.
        take: keeps the picture.
        slots: the half-days that it may show.
    """
    by = standing_of(request)
    if not form.is_valid():
        problems = [str(problem) for of in form.errors.values() for problem in of]
        return JsonResponse({"words": " ".join(problems)}, status=422)
    account_id = by.actor.account_id or 0
    if audit.was_saved(account_id, upload_uid):  # the answer to it was lost on the way
        return JsonResponse({"kept": "before"})
    try:
        taken = take(_piece(account_id, Door(DoorKind.PAGE, request.path, upload_uid), form, slots))
    except AlreadySaved:  # the same request at the same time
        return JsonResponse({"kept": "before"})
    except UploadUnknown as error:
        return _refused(error, have=0)
    except NepmoiError as error:
        forget_pieces(account_id=account_id, upload=upload_uid)
        return _refused(error)
    forget_pieces(account_id=account_id, upload=upload_uid)
    kept = "now" if taken.is_new else "before"
    return JsonResponse({"kept": kept, "page": reverse("web:photograph", args=[taken.uid])})


def _piece(account_id: int, door: Door, form: ArrivedForm, slots: Sequence[HalfDayView]) -> Piece:
    told = form.cleaned_data
    half_day = parse_uid(told["half_day"])
    data = whole(
        account_id=account_id,
        upload=door.request or UUID(int=0),
        size=told["size"],
        sha256=told["sha256"],
        filename=told["filename"],
    )
    return Piece(door, form, data, next((slot for slot in slots if slot.uid == half_day), None))


def _refused(error: NepmoiError, **more: int) -> HttpResponse:
    """The refusal in words that the script puts beside the picture."""
    return JsonResponse({"words": words(error), **more}, status=status(error).value)
