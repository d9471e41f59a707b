"""The words of the write envelope: who acts, through which door, on which kind of root."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class DoorKind(StrEnum):
    """The ways by which something comes in."""

    PAGE = "page"
    API = "api"
    COMMAND = "command"
    IMPORT = "import"


class RootKind(StrEnum):
    """The aggregate roots, by which the feed says what changed."""

    ACTIVITY = "activity"
    PERSON = "person"
    GROUP = "group"
    PHOTOGRAPH = "photograph"
    UNIT = "unit"
    OFFICE = "office"
    PROGRAMME = "programme"
    ACCOUNT = "account"
    LIST = "list"


@dataclass(frozen=True)
class Actor:
    """Who acts: an account, or the system itself when ``account_id`` is None."""

    account_id: int | None
    name: str


@dataclass(frozen=True)
class Door:
    """Through what a write came.

    Attributes:
        kind: page, API, command or import.
        detail: the address, the command's name, or the list's row.
        request: the form's own id; the same id twice is one write.
    """

    kind: DoorKind
    detail: str = ""
    request: UUID | None = None
