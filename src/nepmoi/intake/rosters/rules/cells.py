"""The cells of one person's row: merged cells and ditto marks resolved, broken formulas reported."""

from dataclasses import dataclass, field

from nepmoi.intake.rosters.rules import words
from nepmoi.intake.rosters.rules.grid import Sheet, Value, as_text, letters
from nepmoi.intake.rosters.rules.headings import Column
from nepmoi.intake.rosters.rules.people import Problem
from nepmoi.intake.rosters.rules.problems import problem
from nepmoi.kernel.text import clean


@dataclass
class Cells:
    """Reads the cells of a table from the top down and remembers what stands above.

    Args:
        sheet: the sheet.
        problems: where problems are added.
    """

    sheet: Sheet
    problems: list[Problem]
    _above: dict[int, Value] = field(default_factory=dict)
    _tall: dict[tuple[int, int], Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Spread the value of each cell that is merged downwards."""
        height = len(self.sheet.rows)
        for merge in self.sheet.merges:
            if merge.left != merge.right or merge.top == merge.bottom or merge.left >= self.sheet.width:
                continue
            for row in range(merge.top + 1, min(merge.bottom + 1, height)):
                self._tall[row, merge.left] = self.sheet.rows[merge.top][merge.left]

    def tell(self, code: str, row: int, column: Column | None, **facts: object) -> None:
        """Add a problem of a cell, or of a row when there is no column."""
        where = letters(column.index) if column else ""
        heading = column.title if column else ""
        self.problems.append(problem(code, self.sheet.name, row + 1, where, heading=heading, **facts))

    def value(self, row: int, column: Column | None) -> Value:
        """What the cell means: its own value, that of its merged cell, or what it says "as above" of; None when blank."""
        if column is None:
            return None
        if fault := self.sheet.faults.get((row, column.index)):
            self.tell("formula-error" if fault == "error" else "formula-not-computed", row, column)
            return None
        value = self._tall.get((row, column.index), self.sheet.rows[row][column.index])
        text = clean(as_text(value))
        if not text:
            return None
        if words.is_ditto(text):
            if column.index not in self._above:
                self.tell("nothing-above", row, column, value=text)
            return self._above.get(column.index)
        self._above[column.index] = value
        return value

    def text(self, row: int, column: Column | None) -> str:
        """The same as text, cleaned; empty when blank."""
        return clean(as_text(self.value(row, column)))

    def above(self, column: Column) -> str:
        """What was last written in the column."""
        return clean(as_text(self._above.get(column.index)))
