"""Finding photographs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import Change
from nepmoi.core.files.selectors import KeptFile
from nepmoi.core.files.selectors import view as file_view
from nepmoi.fieldwork.evidence.errors import PhotographUnknown
from nepmoi.fieldwork.evidence.models import Photograph
from nepmoi.fieldwork.evidence.rules import PHOTOGRAPH, Ground, may_be_public


@dataclass(frozen=True)
class PhotographView:
    """A photograph as pages show it."""

    id: int
    uid: UUID
    version: int
    caption: str
    taken_on: date | None
    unit_id: int | None
    author: str
    ground: Ground | None
    shows_children: bool | None
    public: bool
    width: int
    height: int
    shown: KeptFile
    thumbnail: KeptFile


def view(row: Photograph) -> PhotographView:
    """The value that crosses rooms for a photograph."""
    ground = Ground(row.ground) if row.ground else None
    return PhotographView(
        id=row.pk,
        uid=row.uid,
        version=row.version,
        caption=row.caption,
        taken_on=row.taken_on,
        unit_id=row.unit_id,
        author=row.author,
        ground=ground,
        shows_children=row.shows_children,
        public=may_be_public(ground, shows_children=row.shows_children),
        width=row.width,
        height=row.height,
        shown=file_view(row.shown),
        thumbnail=file_view(row.thumbnail),
    )


def photograph(uid: UUID) -> PhotographView:
    """One photograph; whether the asker may see it is for the room that it shows something of.

    Raises:
        PhotographUnknown: when there is none.
    """
    row = Photograph.objects.select_related("shown", "thumbnail").filter(uid=uid, void_reason="").first()
    if row is None:
        raise PhotographUnknown
    return view(row)


def original(photograph_id: int) -> KeptFile:
    """A photograph's file as it came, with all that the camera wrote into it."""
    return file_view(Photograph.objects.select_related("original").get(pk=photograph_id).original)


def by_id(ids: Iterable[int]) -> dict[int, PhotographView]:
    """Photographs by their keys, those made void left out."""
    rows = Photograph.objects.select_related("shown", "thumbnail").filter(pk__in=set(ids), void_reason="")
    return {row.pk: view(row) for row in rows}


def changes(photograph_id: int, entry_ids: Collection[int]) -> list[Change]:
    """What writes did to a photograph; whether the asker may see it is for the room that it shows something of."""
    return audit.changes(Photograph, PHOTOGRAPH, entry_ids, {"id": [photograph_id]})
