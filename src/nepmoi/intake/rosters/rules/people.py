"""What reading a list gives: people as the office meant them, their half-days, and what is not right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from nepmoi.kernel.dates import DayPart
from nepmoi.kernel.errors import gettext_noop

Sex = Literal["Nam", "Nữ"]


class Mark(StrEnum):
    """What a roll says of one person in one half-day; unknown is None."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


@dataclass(frozen=True)
class HalfDay:
    """One column of a roll.

    Args:
        on: its date, None when the list does not say.
        part: morning or afternoon, None when the column stands for the day.
        label: its heading as written.
        sheet: where the column stands first.
        column: its letter there.
    """

    on: date | None
    part: DayPart | None
    label: str
    sheet: str = field(default="", compare=False)
    column: str = field(default="", compare=False)

    @property
    def words(self) -> str:
        """The heading with its date, where it does not say it itself: `Sáng, 22/10/2024`."""
        if self.on is None or f"{self.on.day}/{self.on.month}" in self.label or f"{self.on:%d/%m}" in self.label:
            return self.label
        return f"{self.label}, {self.on:%d/%m/%Y}"


@dataclass(frozen=True)
class ReadPerson:
    """One person of the list; None is "the list does not say, or not readably".

    Args:
        name: as the office meant it: composed, in ordinary case.
        birth_month: given only where a full date or a month is.
        marks: one for each of the reading's half-days, in their order.
        sheet: the sheet of the first row about this person; the number of the table in a Word document.
        row: that row, counted from 1.
        submitted: when a web form came in, as a key that sorts; empty in other lists.
    """

    name: str
    sheet: str
    row: int
    sex: Sex | None = None
    birth_year: int | None = None
    birth_month: int | None = None
    birth_day: int | None = None
    ethnic: str | None = None
    position: str | None = None
    unit: str | None = None
    phone: str | None = None
    marks: tuple[Mark | None, ...] = ()
    submitted: str = field(default="", compare=False)


@dataclass(frozen=True)
class Problem:
    """Something that the office should settle; the value is left out of the reading, never guessed.

    Args:
        code: stable name of the kind of problem.
        message_id: an English sentence with named facts, worded at the door (`sentence`).
        facts: what the sentence needs; always `row` and `heading`, and `value` as written.
        row: 0 when the whole list is meant.
        column: the letter of the column, empty when the row as a whole is meant.
        value: what the cell says.
        proposal: what may have been meant; for the reader to accept or not.
        is_question: nothing is wrong for certain; importing as read is right unless the office says otherwise.
    """

    sheet: str
    row: int
    column: str
    code: str
    message_id: str
    facts: Mapping[str, object] = field(default_factory=dict)
    value: str = ""
    proposal: str | None = None
    is_question: bool = False


@dataclass(frozen=True)
class ReadColumn:
    """What a column of a table was taken for.

    Args:
        sheet: the sheet, or the number of a Word table.
        column: its letter.
        index: from 0.
        heading: as written.
        role: what it holds; a value of ``headings.Role``.
        found_by: its ``heading``, its ``contents``, or that the office ``said`` so.
        filled: how many cells of people hold anything.
        fitting: how many of them read as what the column holds.
        shape: of the table's heading, by which an office's next list is known.
    """

    sheet: str
    column: str
    index: int
    heading: str
    role: str
    found_by: Literal["heading", "contents", "said"]
    filled: int
    fitting: int
    shape: str


@dataclass(frozen=True)
class Reading:
    """A list as read.

    Args:
        half_days: in the order of time, or of the file where it gives no dates.
        in_tables: a Word document: what `sheet` names is the number of a table.
        columns: what the columns of each table were taken for.
    """

    people: tuple[ReadPerson, ...]
    half_days: tuple[HalfDay, ...]
    problems: tuple[Problem, ...]
    stated_count: int | None
    in_tables: bool = False
    columns: tuple[ReadColumn, ...] = ()


def sentence(problem: Problem, translate: Callable[[str], str] = str) -> str:
    """The problem in words, with the proposal as a question after it.

    Args:
        problem: what to word.
        translate: from an English message id to the reader's language; English without it.
    """
    words = translate(problem.message_id) % problem.facts
    if problem.proposal is not None:
        words += " " + translate(PROPOSAL) % {"proposal": problem.proposal}
    return words


PROPOSAL = gettext_noop("Is %(proposal)s meant?")
