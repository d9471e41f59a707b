"""What a mended list changes of a line that is in the activity's list already, and what it only contradicts."""

from dataclasses import dataclass
from typing import Literal

from nepmoi.intake.rosters.rules.choices import Line
from nepmoi.kernel.text import search_key

Field = Literal["position", "unit", "ethnic"]


@dataclass(frozen=True)
class Written:
    """What a line of the activity's list says.

    Attributes:
        unit_id: the unit in which she is counted.
        is_as_imported: nobody but imports wrote it, so that a mended list may mend it.
        is_same_file: the very file that is looked at named it; then only what is blank is filled.
    """

    position: str
    unit: str
    unit_id: int | None
    ethnic: str
    is_as_imported: bool
    is_same_file: bool


def mends(line: Line, written: Written) -> tuple[Field, ...]:
    """What the row mends: what is blank, and what still says what an earlier list said."""
    return tuple(name for name, says, there in _pairs(line, written) if says and _is_mended(says, there, written))


def contradicts(line: Line, written: Written) -> list[tuple[str, str]]:
    """Where somebody wrote another thing by hand: what the row says and what the line says; the line is kept."""
    return [
        (says, there)
        for _, says, there in _pairs(line, written)
        if says and there and not _is_mended(says, there, written) and search_key(says) != search_key(there)
    ]


def _pairs(line: Line, written: Written) -> tuple[tuple[Field, str, str], ...]:
    read = line.read
    ethnic = (read.ethnic or "") if line.ethnic_code else ""
    return (
        ("position", read.position or "", written.position),
        ("unit", read.unit or "", written.unit),
        ("ethnic", ethnic, written.ethnic),
    )


def _is_mended(says: str, there: str, written: Written) -> bool:
    if search_key(says) == search_key(there):
        return False
    return not there or (written.is_as_imported and not written.is_same_file)
