"""An office's list of teams and clubs: the table as text, and what each of its rows says.

The office's own columns: TT, name, village, commune, decision No. and date, day of launching, members (all, women, ethnic
minority), newly set up or kept up. A list is read from its text, so that what is wrong can be mended where it stands.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from typing import Final, Literal

from nepmoi.intake.rosters import errors
from nepmoi.intake.rosters.rules import containers, documents, texts, workbooks
from nepmoi.intake.rosters.rules.codes import in_unicode
from nepmoi.intake.rosters.rules.grid import Merge, Sheet, as_text, letters
from nepmoi.kernel.dates import PartialDate
from nepmoi.kernel.errors import gettext_noop
from nepmoi.kernel.text import bare, clean

Role = Literal["number", "name", "village", "commune", "decision", "launched", "total", "women", "minority", "begun"]
Begun = Literal["set_up", "consolidated", "kept_up", ""]

LOOKED_AT: Final = 20
HEADING_ROWS: Final = 3
LEAST: Final = 3

# The first that fits decides; matched without marks against the lines of a column's heading, the lowest first.
_PATTERNS: Final[Sequence[tuple[str, Role]]] = (
    (r"(stt|tt|so tt|so thu tu|no\.?|#)$", "number"),
    (r"(trong do:? *)?(so )?nu( gioi)?$|thanh vien nu|so nu\b", "women"),
    (r"(trong do:? *)?(so )?(nguoi )?(dtts|dan toc)", "minority"),
    (r"tong( so)?$|so (luong )?thanh vien|so nguoi|thanh vien$|si so", "total"),
    (r"(so |ngay )?(qd|quyet dinh)|so,? ?ngay", "decision"),
    (r"ngay (ra mat|thanh lap|di vao hoat dong)|ra mat|thoi gian thanh lap", "launched"),
    (r"thanh lap moi|duy tri|cung co|hinh thuc|tinh trang", "begun"),
    (r"ten\b|mo hinh|(to|clb|cau lac bo)\W+(to|clb|cau lac bo)|cau lac bo|clb", "name"),
    (r"xa\b|phuong\b|xa, ?phuong|dia ban xa", "commune"),
    (r"(thon|ban|xom|to dan pho|khoi)\b|dia ban|dia diem|noi\b", "village"),
)
_DATE = re.compile(r"(?:(\d{1,2})\s*[/.-]\s*)?(\d{1,2})\s*[/.-]\s*(\d{4})|\b(\d{4})\b")
_NUMBER = re.compile(r"\d+\s*/\s*[A-Za-zĐđ][\w/&-]*")
_TOTALS = re.compile(r"(tong( cong| so)?|cong)\b")

SENTENCES: Final[Mapping[str, str]] = {
    "missing-name": gettext_noop("Row %(row)d has no name of a group."),
    "missing-place": gettext_noop("Row %(row)d says neither village nor commune."),
    "not-a-date": gettext_noop("Row %(row)d, column %(column)s: %(value)s is no date."),
    "not-a-number": gettext_noop("Row %(row)d, column %(column)s: %(value)s is no number."),
    "more-than-all": gettext_noop("Row %(row)d, column %(column)s: %(value)s is more than all members."),
    "twice": gettext_noop("Row %(row)d: %(value)s stands in the list twice for this place."),
}


@dataclass(frozen=True)
class Trouble:
    """What is wrong in a cell, or in a row when the column is empty."""

    code: str
    row: int
    column: str = ""
    value: str = ""

    def facts(self) -> dict[str, object]:
        """What its sentence names."""
        return {"row": self.row, "column": self.column, "value": self.value}


@dataclass(frozen=True)
class ReadGroup:
    """A row as the office meant it; what the list does not say is None or empty."""

    row: int
    name: str
    village: str
    commune: str
    decision_number: str
    decided: PartialDate | None
    issuer: str
    launched: PartialDate | None
    total: int | None
    women: int | None
    minority: int | None
    begun: Begun


@dataclass
class GroupReading:
    """The groups of a list and what is wrong with it."""

    groups: list[ReadGroup] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def as_table(data: bytes, filename: str) -> str:
    """The sheet or table of a file that lists groups, as text: a line a row, a tab between cells, rows numbered as there.

    Raises:
        errors.NotAList and the others of a file that cannot be opened.
        errors.ListWithoutHeading: when no table has a heading that names groups.
    """
    container = containers.opened(data, filename)
    reader = {"docx": documents.sheets, "text": texts.sheets}.get(container.kind, workbooks.sheets)
    for sheet in map(in_unicode, reader(container, filename)):
        rows = _texts(sheet)
        if _heading(rows) is not None:
            return "\n".join("\t".join(row) for row in rows)
    raise errors.ListWithoutHeading(filename=filename)


def _texts(sheet: Sheet) -> list[list[str]]:
    """The cells as text; a merged heading stands in each of its cells."""
    rows = [[clean(as_text(value)) for value in row] for row in sheet.rows]
    for merge in sheet.merges:
        _spread(rows, merge)
    return rows


def _spread(rows: list[list[str]], merge: Merge) -> None:
    value = rows[merge.top][merge.left]
    for row in rows[merge.top : min(merge.bottom, LOOKED_AT) + 1]:
        for column in range(merge.left, min(merge.right + 1, len(row))):
            row[column] = row[column] or value


def read_table(text: str, filename: str = "") -> GroupReading:
    """What a list says.

    Args:
        text: a line a row; tabs between cells, or semicolons where there is no tab.
        filename: of the list, for what is said about it.

    Raises:
        errors.ListWithoutHeading: when no line names the columns of a list of groups.
    """
    mark = "\t" if "\t" in text else ";"
    rows = [[clean(cell) for cell in row] for row in _cut(text, mark)]
    width = max((len(row) for row in rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    found = _heading(rows)
    if found is None:
        raise errors.ListWithoutHeading(filename=filename)
    bottom, columns = found
    reading = GroupReading()
    seen: set[tuple[str, str, str]] = set()
    for number in range(bottom + 1, len(rows)):
        group = _Row(rows[number], number + 1, columns, reading.troubles).read()
        if group is None:
            continue
        key = (bare(group.name), bare(group.village), bare(group.commune))
        if key in seen:
            reading.troubles.append(Trouble("twice", group.row, "", group.name))
        seen.add(key)
        reading.groups.append(group)
    reading.troubles.sort(key=lambda one: (one.row, one.column))
    return reading


def _cut(text: str, mark: str) -> list[list[str]]:
    """The cells; one in quotes may hold a line's end, as Excel pastes it, and quotes that are part of a name stay."""
    try:
        return list(csv.reader(StringIO(text), delimiter=mark, strict=True))
    except csv.Error:
        return [line.split(mark) for line in text.splitlines()]


def _heading(rows: Sequence[Sequence[str]]) -> tuple[int, dict[Role, int]] | None:
    """The last row of the heading and the column of each role; none when no line names a group and two things more."""
    best: tuple[int, dict[Role, int]] | None = None
    for top in range(min(len(rows), LOOKED_AT)):
        for bottom in range(top, min(top + HEADING_ROWS, len(rows))):
            if any(re.fullmatch(r"\d+", cell) for cell in rows[bottom]):
                break
            columns = _columns(rows[top : bottom + 1])
            if "name" in columns and len(columns) >= LEAST and (best is None or len(columns) > len(best[1])):
                best = bottom, columns
    return best


def _columns(lines: Sequence[Sequence[str]]) -> dict[Role, int]:
    found: dict[Role, int] = {}
    for index in range(len(lines[0])):
        texts = dict.fromkeys(bare(line[index]) for line in reversed(lines) if line[index])
        role = next((role for text in texts for pattern, role in _PATTERNS if re.match(pattern, text)), None)
        if role is not None:
            found.setdefault(role, index)
    return found


class _Row:
    """One row of the list."""

    def __init__(self, cells: Sequence[str], number: int, columns: Mapping[Role, int], troubles: list[Trouble]) -> None:
        self._cells, self._number, self._columns, self._troubles = cells, number, columns, troubles

    def read(self) -> ReadGroup | None:
        """What it says; none for a blank row, one that numbers the columns, a total, or one without a name."""
        name = self._text("name")
        said = [cell for cell in self._cells if cell]
        first = bare(said[0]) if said else ""
        if (
            not said
            or _TOTALS.match(first)
            or (len(said) > LEAST and all(re.fullmatch(r"\(?\d+\)?", one) for one in said))
        ):
            return None
        if not name or _TOTALS.match(bare(name)):
            if not name and len(said) > 1:
                self._tell("missing-name")
            return None
        if not (self._text("village") or self._text("commune")):
            self._tell("missing-place")
        decision = self._text("decision")
        number = _NUMBER.search(decision)
        total = self._count("total", None)
        return ReadGroup(
            row=self._number,
            name=name,
            village=self._text("village"),
            commune=self._text("commune"),
            decision_number=re.sub(r"\s", "", number.group()) if number else "",
            decided=_date_in(decision[number.end() :] if number else decision),
            issuer=_issuer(decision),
            launched=self._date(),
            total=total,
            women=self._count("women", total),
            minority=self._count("minority", total),
            begun=_begun(self._text("begun")),
        )

    def _text(self, role: Role) -> str:
        index = self._columns.get(role)
        return "" if index is None else self._cells[index]

    def _tell(self, code: str, role: Role | None = None, value: str = "") -> None:
        column = letters(self._columns[role]) if role else ""
        self._troubles.append(Trouble(code, self._number, column, value))

    def _date(self) -> PartialDate | None:
        text = self._text("launched")
        found = _date_in(text)
        if text and found is None:
            self._tell("not-a-date", "launched", text)
        return found

    def _count(self, role: Role, total: int | None) -> int | None:
        text = self._text(role)
        if not text or text in {"-", "–"}:
            return None
        number = re.fullmatch(r"(\d+)(?: *(?:người|nguoi|tv|thành viên))?", text.lower())
        if number is None:
            self._tell("not-a-number", role, text)
            return None
        count = int(number.group(1))
        if total is not None and count > total:
            self._tell("more-than-all", role, text)
        return count


def _date_in(text: str) -> PartialDate | None:
    found = _DATE.search(text)
    if found is None:
        return None
    day, month, year, alone = found.groups()
    try:
        return PartialDate(int(year or alone), int(month) if month else None, int(day) if day else None)
    except ValueError:
        return None


def _issuer(decision: str) -> str:
    found = re.search(r"\bcủa\s+(.+)$", decision)
    return clean(found.group(1)) if found else ""


def _begun(text: str) -> Begun:
    said = bare(text)
    if re.search(r"cung co|kien toan", said):
        return "consolidated"
    if re.search(r"\bmoi\b", said):
        return "set_up"
    return "kept_up" if "duy tri" in said else ""


def since(group: ReadGroup, on: date) -> date:
    """The day for which the list says that a group is there: its founding when that is whole, else the list's own day."""
    launched = group.launched or group.decided
    return min(launched.first_day(), on) if launched and launched.day else on
