"""What the register and an activity's list are told of a row."""

from nepmoi.fieldwork.activities.services import imports, roll
from nepmoi.intake.rosters.errors import CellTooLong
from nepmoi.intake.rosters.rules.choices import Line
from nepmoi.intake.rosters.rules.people import Reading
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.people import services as people

# What the register has room for; nobody's name or post is longer, a paragraph in the wrong column is.
LONGEST = {"name": 120, "position": 200, "unit": 200}


def require_room(reading: Reading, filename: str) -> None:
    """Refuse a list with a cell for which the register has no room.

    Raises:
        CellTooLong: with the row.
    """
    for read in reading.people:
        for name, limit in LONGEST.items():
            if len(getattr(read, name) or "") > limit:
                raise CellTooLong(filename=filename, row=read.row, limit=limit)


def new_person(line: Line) -> people.NewPerson:
    """What a row says of somebody who is not in the register yet."""
    read = line.read
    birth = PartialDate(read.birth_year, read.birth_month, read.birth_day) if read.birth_year else None
    return people.NewPerson(read.name, line.sex, birth, line.ethnic_code, read.phone or "")


def enrolment(person_id: int, line: Line) -> roll.Enrolment:
    """The line that a row becomes in the activity's list."""
    return roll.Enrolment(
        person_id=person_id,
        name_as_written=line.read.name,
        title=line.read.position or "",
        unit_id=line.unit.id if line.unit else None,
        unit_as_written=line.read.unit or "",
        ethnic_code=line.ethnic_code,
    )


def line_mended(line: Line) -> imports.Mended:
    """What a row mends of a line that is there."""
    read = line.read
    return imports.Mended(
        title=read.position if "position" in line.mends else None,
        unit=(line.unit.id if line.unit else None, read.unit or "") if "unit" in line.mends else None,
        ethnic_code=line.ethnic_code if "ethnic" in line.mends else None,
    )
