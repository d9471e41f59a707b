"""Every kind of problem that reading a list can find, with its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

from nepmoi.intake.rosters.rules.people import Problem
from nepmoi.kernel.errors import gettext_noop


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its sentence, and whether it is only a question."""

    message_id: str
    is_question: bool = False


KINDS: Mapping[str, Kind] = {
    # a cell
    "not-a-year": Kind(gettext_noop("Row %(row)d, column %(heading)s: %(value)s is not a year of birth. The year is left unknown.")),
    "age-not-year": Kind(gettext_noop("Row %(row)d, column %(heading)s: %(value)s is an age, not a year of birth. The year is left unknown.")),
    "ages-not-years": Kind(gettext_noop("Column %(heading)s gives ages, not years of birth. The years are left unknown.")),
    "no-such-day": Kind(gettext_noop("Row %(row)d, column %(heading)s: there is no day %(value)s. Only the year is kept.")),
    "births-differ": Kind(gettext_noop("Row %(row)d gives two different births, %(value)s. The birth is left unknown.")),
    "unreadable-sex": Kind(gettext_noop("Row %(row)d, column %(heading)s: %(value)s is neither Nam nor Nữ. The sex is left unknown.")),
    "sex-in-both-columns": Kind(gettext_noop("Row %(row)d is filled under both Nam and Nữ. The sex is left unknown.")),
    "sex-differs": Kind(gettext_noop("Row %(row)d: the column of sex says %(value)s, the column that is filled says otherwise. The sex is left unknown.")),
    "sex-and-name": Kind(gettext_noop("Row %(row)d: %(name)s is listed as Nam."), is_question=True),
    "unknown-ethnic-group": Kind(gettext_noop("Row %(row)d, column %(heading)s: %(value)s is none of the 54 ethnic groups. The group is left unknown.")),
    "unreadable-phone": Kind(gettext_noop("Row %(row)d, column %(heading)s: %(value)s is no telephone number and is left out."), is_question=True),
    "unreadable-mark": Kind(gettext_noop("Row %(row)d, the roll's column %(half_day)s: the mark %(value)s is in no legend. Attendance is left unknown.")),
    "nothing-above": Kind(gettext_noop("Row %(row)d, column %(heading)s says “as above”, but nothing stands above it.")),
    "missing-unit": Kind(gettext_noop("Row %(row)d, column %(heading)s: the unit is missing."), is_question=True),
    "formula-error": Kind(gettext_noop("Row %(row)d, column %(heading)s: the formula gives an error. The value is left unknown.")),
    "formula-not-computed": Kind(gettext_noop(
        "Row %(row)d, column %(heading)s: the cell holds a formula whose value was not saved. Open the file in Excel, save it and send it again."
    )),
    # a row
    "missing-name": Kind(gettext_noop("Row %(row)d has no name and is left out.")),
    "unreadable-name": Kind(gettext_noop("Row %(row)d, column %(heading)s: %(value)s is hardly a name."), is_question=True),
    "not-read": Kind(gettext_noop("Row %(row)d holds only %(value)s, without a number. It is not read as a person."), is_question=True),
    "duplicate-person": Kind(gettext_noop("Row %(row)d: %(name)s is already in row %(other)d, with the same unit and birth.")),
    "maybe-same-person": Kind(gettext_noop("Row %(row)d: %(name)s of the same unit is in row %(other)d of %(other_sheet)s, with another birth."), is_question=True),
    "marks-differ": Kind(gettext_noop("Row %(row)d: %(name)s has another mark for the same half-day elsewhere. Attendance is left unknown.")),
    "man-in-womens-post": Kind(gettext_noop("Row %(row)d: %(name)s is listed as Nam and as %(value)s, a post of the Women's Union."), is_question=True),
    "answered-twice": Kind(gettext_noop("Row %(row)d: %(name)s answered again in row %(other)d; the later answer counts."), is_question=True),
    # the list
    "hidden-columns": Kind(gettext_noop("The columns %(value)s are hidden in the file; what stands in them was read."), is_question=True),
    "hidden-rows": Kind(gettext_noop("The rows %(value)s are hidden in the file; they were read."), is_question=True),
    "count-differs": Kind(gettext_noop("The list says %(stated)d people; %(read)d were read.")),
    "section-count-differs": Kind(gettext_noop("Row %(row)d says %(stated)d people in this part; %(read)d were read.")),
    "dates-differ": Kind(gettext_noop("The name of sheet %(value)s and the title above the list give two different dates. The sheet's name was taken."), is_question=True),
}  # fmt: skip


def problem(code: str, sheet: str, row: int, column: str = "", **facts: object) -> Problem:
    """A problem of that kind.

    Args:
        code: its kind.
        sheet: the sheet.
        row: counted from 1.
        column: its letter.
        **facts: what the sentence needs besides `row`; `value` and `proposal` are also the problem's own.
    """
    kind = KINDS[code]
    proposal = facts.pop("proposal", None)
    value = str(facts.get("value", ""))
    return Problem(
        sheet=sheet,
        row=row,
        column=column,
        code=code,
        message_id=kind.message_id,
        facts={"row": row, **facts},
        value=value,
        proposal=None if proposal is None else str(proposal),
        is_question=kind.is_question,
    )
