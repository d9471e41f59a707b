"""Pages that show or hand out personal data say so to the log of readings."""

from django.http import HttpRequest

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, DoorKind, Matter, RootKind
from nepmoi.web.pages import standing_of


def note_read(
    request: HttpRequest, matter: Matter, root: tuple[RootKind, int], *, people: int = 1, unit_id: int | None = None
) -> None:
    """Note that the reader is shown personal data, or fetches the file that holds it.

    Args:
        request: hers; a question for the head alone shows nothing.
        matter: what she reads.
        root: of which record it is.
        people: about how many persons it is.
        unit_id: where it belongs.
    """
    if request.method == "GET":
        # The path alone: what stands behind the question mark may be a name.
        door = Door(DoorKind.PAGE, request.path)
        audit.note_reading(by=standing_of(request), door=door, matter=matter, root=root, people=people, unit_id=unit_id)
