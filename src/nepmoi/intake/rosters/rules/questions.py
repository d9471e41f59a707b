"""What an import asks of the office besides what reading found: units, half-days, rows that contradict the register."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from nepmoi.intake.rosters.rules.people import HalfDay, Problem, ReadPerson
from nepmoi.intake.rosters.rules.whereabouts import Whereabouts
from nepmoi.kernel.dates import DayPart
from nepmoi.kernel.errors import gettext_noop

HALF_DAY_NOT_IN_ACTIVITY = gettext_noop(
    "The roll's column %(column)s (%(heading)s) is no half-day of this activity; its marks are not imported."
)
UNIT_TO_BE_SETTLED = gettext_noop(
    "Row %(row)s: no unit of this area is called %(value)s. The words are kept; she counts in the office's area until "
    "the unit is settled."
)
UNIT_BECAME_ANOTHER = gettext_noop("Row %(row)s: %(value)s lay in %(now)s by that day; its people count there.")
ROW_DIFFERS = gettext_noop(
    "Row %(row)s: the list says %(value)s of %(name)s, the register says %(kept)s. The register is kept; settle it on "
    "her page if the list is right."
)
LINE_DIFFERS = gettext_noop(
    "Row %(row)s: the list says %(value)s of %(name)s, this activity's list says %(kept)s, as somebody wrote it. That is "
    "kept; mend the line on the course's page if the list is right."
)


def unsettled(read: Iterable[ReadPerson], units: Mapping[str, Whereabouts]) -> list[Problem]:
    """Rows whose words name no unit: counted in the office's area until somebody says more."""
    return [
        _question(row, "unit-to-be-settled", UNIT_TO_BE_SETTLED, {})
        for row in read
        if row.unit and units[row.unit].named is None
    ]


def become(read: Iterable[ReadPerson], units: Mapping[str, Whereabouts]) -> list[Problem]:
    """Former units, each once: the rows count in what they became."""
    told: dict[str, Problem] = {}
    for row in read:
        where = units[row.unit] if row.unit else None
        if row.unit and where and where.named and where.counted and where.named != where.counted:
            told.setdefault(
                row.unit, _question(row, "unit-became-another", UNIT_BECAME_ANOTHER, {"now": where.counted.name})
            )
    return list(told.values())


def differing(row: ReadPerson, pairs: Iterable[tuple[str, str]]) -> list[Problem]:
    """What a row says otherwise than the register of the person whose row it is; nothing is overwritten.

    Args:
        row: the row.
        pairs: for each contradiction what the list says and what the register keeps.
    """
    return [
        _question(row, "row-differs", ROW_DIFFERS, {"name": row.name, "value": says, "kept": kept})
        for says, kept in pairs
    ]


def contradicted(row: ReadPerson, pairs: Iterable[tuple[str, str]]) -> list[Problem]:
    """What a row says otherwise than the line that somebody wrote by hand; nothing is overwritten."""
    return [
        _question(row, "line-differs", LINE_DIFFERS, {"name": row.name, "value": says, "kept": kept})
        for says, kept in pairs
    ]


def foreign_half_days(columns: Iterable[HalfDay], there: Collection[tuple[date, DayPart]]) -> list[Problem]:
    """Columns of the roll for half-days that the activity does not have: their marks are not imported."""
    return [
        Problem(
            sheet=column.sheet,
            row=0,
            column=column.column,
            code="half-day-not-in-activity",
            message_id=HALF_DAY_NOT_IN_ACTIVITY,
            facts={"row": 0, "heading": column.words, "value": column.label, "column": column.column},
            value=column.label,
        )
        for column in columns
        if (column.on, column.part) not in there
    ]


def _question(row: ReadPerson, code: str, message_id: str, more: Mapping[str, object]) -> Problem:
    facts = {"row": row.row, "heading": "", "value": row.unit, **more}
    return Problem(row.sheet, row.row, "", code, message_id, facts, value=str(facts["value"] or ""), is_question=True)
