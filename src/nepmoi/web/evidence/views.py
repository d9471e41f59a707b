"""Photographs: the page of one, and its files for whoever may know what it shows."""

from typing import Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from nepmoi.core.audit.rules import Matter, RootKind
from nepmoi.core.files.selectors import KeptFile
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.community.selectors.evidence import Things, open_photograph, pictures_of
from nepmoi.fieldwork.evidence import selectors as evidence
from nepmoi.fieldwork.evidence.selectors import PhotographView
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.web.evidence.forms import ShowsForm
from nepmoi.web.evidence.things import above, offered
from nepmoi.web.evidence.tray import way_to_tray
from nepmoi.web.history import gather as history
from nepmoi.web.history import roots
from nepmoi.web.noting import note_read
from nepmoi.web.pages import page, standing_of

# Kept by the browser but asked for again each time: whoever loses her post loses the pictures, too.
SHOWN: Final = "private, no-cache"
ORIGINAL: Final = "private, no-store"
# Small photographs on one page of the others.
OTHERS: Final = 12
ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


@page(action=Action.SEE_ACTIVITIES)
@require_safe
def photograph(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One photograph: what it shows, when, where, by whom, on which ground, and who added it."""
    by = standing_of(request)
    opened = open_photograph(by, uid)
    found, shows = opened.photograph, opened.shows
    ids = [one.id for one in shows.activities]
    slots = {slot.id: slot for of in activities.half_days_of(ids).values() for slot in of}
    links = [link for link in activities.pictures(ids) if link.photograph.id == found.id]
    halves = {link.activity_id: slots.get(link.half_day_id or 0) for link in links}
    context = {
        "photograph": found,
        "shows": [(one, halves.get(one.id)) for one in shows.activities],
        "groups": shows.groups,
        "way_up": above(shows, [way_to_tray()]),
        "unit": None if found.unit_id is None else geography.by_id(found.unit_id),
        "others": Paginator(_beside(found.id, shows), OTHERS).get_page(request.GET.get("others")),
        "may_take": may(by.role, Action.SEE_ORIGINALS),
        "may_mend": opened.may_write,
        "entries": history.newest(by, roots.of_photograph(by, found)),
        **_ways(by, found),
    }
    return render(request, "evidence/photograph.html", context)


def _ways(by: Standing, found: PhotographView) -> dict[str, object]:
    """For whoever may add evidence: whether an older photograph looks alike, and what else it may show."""
    if not may(by.role, Action.ADD_EVIDENCE):
        return {}
    alike = evidence.alike(area_of(by), [found.id]).get(found.id)
    return {"alike": bool(alike), "shows_form": ShowsForm(offer=offered(by))}


def _beside(photograph_id: int, shows: Things) -> list[dict[str, PhotographView]]:
    """The other photographs of the same activities and groups, each once."""
    found = {link.photograph.id: link.photograph for link in activities.pictures(one.id for one in shows.activities)}
    found |= {one.id: one for group in shows.groups for one in pictures_of(group.id)}
    found.pop(photograph_id, None)
    return [{"photograph": one} for one in found.values()]


@page(action=Action.SEE_ACTIVITIES)
@require_safe
def shown(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The picture as it is shown: upright, without the camera's data."""
    found = open_photograph(standing_of(request), uid).photograph
    return _file(request, found.shown, SHOWN)


@page(action=Action.SEE_ACTIVITIES)
@require_safe
def thumbnail(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The small picture of lists."""
    found = open_photograph(standing_of(request), uid).photograph
    return _file(request, found.thumbnail, SHOWN)


@page(action=Action.SEE_ORIGINALS)
@require_safe
def original(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The file as it came, with the camera's data, to be kept by whoever answers for the evidence."""
    found = open_photograph(standing_of(request), uid).photograph
    file = evidence.original(found.id)
    root = (RootKind.PHOTOGRAPH, found.id)
    note_read(request, Matter.PHOTOGRAPH, root, people=0, unit_id=found.unit_id or found.office_unit_id)
    name = f"{found.taken_on or 'photograph'}-{found.uid}.{ENDINGS.get(file.media_type, 'bin')}"
    return _file(request, file, ORIGINAL, name)


def _file(request: HttpRequest, file: KeptFile, cache: str, name: str = "") -> HttpResponseBase:
    """A kept file, or the word that the browser's copy is still the same."""
    etag = quote_etag(file.sha256)
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = FileResponse(
            file.path.open("rb"), content_type=file.media_type, as_attachment=bool(name), filename=name
        )
        # A picture is packed already; the word keeps the middleware from packing it once more.
        answer["Content-Encoding"] = "identity"
    answer["Last-Modified"] = http_date(file.kept_at.timestamp())
    answer["ETag"], answer["Cache-Control"], answer["X-Content-Type-Options"] = etag, cache, "nosniff"
    return answer
