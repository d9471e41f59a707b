"""The facts about one person in one row: sex, birth, group, position, unit, phone, marks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from nepmoi.intake.rosters.rules import words
from nepmoi.intake.rosters.rules.cells import Cells
from nepmoi.intake.rosters.rules.ethnic import EthnicNames
from nepmoi.intake.rosters.rules.grid import as_text
from nepmoi.intake.rosters.rules.headings import Column, Heading, Role
from nepmoi.intake.rosters.rules.marks import read_mark
from nepmoi.intake.rosters.rules.people import HalfDay, Mark, Sex
from nepmoi.intake.rosters.rules.values import (
    Birth,
    is_sign,
    read_birth,
    read_name,
    read_phone,
    read_serial,
    read_sex,
    without_birth,
    without_title,
)
from nepmoi.kernel.text import bare, clean

_WOMENS_POST = re.compile("((pho )?chu tich|chi hoi (truong|pho)|(pho )?hoi truong).*(lhpn|phu nu)")


@dataclass(frozen=True)
class Facts:
    """What a table's rows are read by.

    Args:
        heading: the columns.
        ethnic: names of the groups.
        on: everybody was born by then.
        legend: the file's own signs.
        one_sided: the sex of those whose cell is blank in the only column of sex (`Nữ`, marked with x); None without such a column.
        gives_ages: the column of births holds ages.
        gives_serials: it holds days as Excel counts them.
        half_days: what each column of the roll stands for.
        gives_titles: the names begin with Ông, Bà, Anh, Chị.
    """

    heading: Heading
    ethnic: EthnicNames
    on: date
    legend: Mapping[str, Mark]
    one_sided: Sex | None
    gives_ages: bool
    half_days: tuple[HalfDay, ...] = ()
    gives_serials: bool = False
    gives_titles: bool = False


@dataclass(frozen=True)
class Who:
    """What the cell of a name says: the name, and what some offices write behind or before it."""

    name: str
    sex: Sex | None = None
    birth: Birth = field(default_factory=Birth)
    position: str | None = None
    unit: str | None = None


def read_who(cells: Cells, row: int, facts: Facts, written: str) -> Who:
    """A name with what else stands in its cell: `Bà` before it, the year of birth behind it, the post in a line below it."""
    position = unit = None
    column = facts.heading.first(Role.NAME)
    title = bare(column.title) if column else ""
    if column is not None and re.search("chuc (vu|danh)|cong tac|don vi", title):
        first, _, rest = as_text(cells.sheet.rows[row][column.index]).partition("\n")
        if clean(first) and clean(rest):
            written = clean(first)
            position, unit = _below_name(clean(rest), title)
    sex: Sex | None = None
    if facts.gives_titles:
        sex, written = without_title(written)
    written, birth = without_birth(written, facts.on)
    return Who(read_name(written), sex, birth, position, unit)


def _below_name(text: str, title: str) -> tuple[str | None, str | None]:
    """What stands below a name: the post, the unit, or both, as the heading of the names says."""
    if not re.search("chuc (vu|danh)", title):
        return None, words.in_ordinary_case(text, proper=True)
    found = words.unit_at_end(text) if re.search("cong tac|don vi", title) else None
    return found or (words.in_ordinary_case(text), None)


def read_sex_and_birth(cells: Cells, row: int, facts: Facts, beside_name: Birth) -> tuple[Sex | None, Birth]:
    """Sex and birth together: a birth under `Nam` or `Nữ` says both; one may stand in the cell of the name."""
    heading = facts.heading
    births: list[Birth] = [beside_name]
    filled: set[Sex] = set()
    for column in heading.all(Role.MEN, Role.WOMEN):
        side: Sex = "Nam" if column.role == Role.MEN else "Nữ"
        text = cells.text(row, column)
        if not text or bare(text) in {"0", "khong", "-"}:
            continue
        filled.add(read_sex(text) or side)
        if not is_sign(text) and read_sex(text) is None:
            births.append(_birth(cells, row, column, facts))
    column_birth = heading.first(Role.BIRTH)
    if column_birth is not None and not facts.gives_ages:
        births.append(_birth(cells, row, column_birth, facts))
    births.append(_birth_in_parts(cells, row, facts))
    return _sex(cells, row, facts, filled), _one_birth(cells, row, births)


def _birth(cells: Cells, row: int, column: Column, facts: Facts) -> Birth:
    value = cells.value(row, column)
    if value is None:
        return Birth()
    serial = read_serial(value, facts.on) if facts.gives_serials else None
    birth = serial or read_birth(value, facts.on)
    if birth.fault:
        cells.tell(birth.fault, row, column, value=as_text(value), proposal=birth.proposal)
    return birth


def _birth_in_parts(cells: Cells, row: int, facts: Facts) -> Birth:
    """A birth in three columns: day, month, year."""
    column = facts.heading.first(Role.YEAR)
    if column is None:
        return Birth()
    year = _birth(cells, row, column, facts)
    parts = [cells.text(row, facts.heading.first(role)) for role in (Role.DAY, Role.MONTH)]
    if year.year is None or year.month or not parts[1].isdecimal():
        return year
    written = "/".join([*(part for part in parts if part), str(year.year)])
    birth = read_birth(written, facts.on)
    if birth.fault:
        cells.tell(birth.fault, row, column, value=written, proposal=birth.proposal)
        return year
    return birth


def _one_birth(cells: Cells, row: int, births: list[Birth]) -> Birth:
    known = [birth for birth in births if birth.year is not None]
    if len({birth.year for birth in known}) > 1:
        cells.tell("births-differ", row, None, value=", ".join(str(birth.year) for birth in known))
        return Birth()
    return max(known, key=lambda birth: (birth.day is not None, birth.month is not None), default=Birth())


def _sex(cells: Cells, row: int, facts: Facts, filled: set[Sex]) -> Sex | None:
    if len(filled) > 1:
        cells.tell("sex-in-both-columns", row, facts.heading.first(Role.WOMEN))
        return None
    by_column = filled.pop() if filled else facts.one_sided if facts.heading.first(Role.SEX) is None else None
    column = facts.heading.first(Role.SEX)
    text = cells.text(row, column)
    if not text:
        return by_column or (facts.one_sided if column else None)
    if is_sign(text) and column is not None and facts.one_sided:
        return "Nữ"
    said = read_sex(text)
    if said is None:
        cells.tell("unreadable-sex", row, column, value=text)
        return by_column
    if by_column not in {None, said}:
        cells.tell("sex-differs", row, column, value=said)
        return None
    return said


def read_ethnic(cells: Cells, row: int, facts: Facts) -> str | None:
    """The official name of the ethnic group."""
    column = facts.heading.first(Role.ETHNIC)
    text = cells.text(row, column)
    if not text or not any(letter.isalpha() for letter in text):
        return None
    name = facts.ethnic.official_name(text)
    if name is None:
        cells.tell("unknown-ethnic-group", row, column, value=text, proposal=facts.ethnic.proposal(text))
    return name


def read_position_and_unit(cells: Cells, row: int, facts: Facts, section: str | None) -> tuple[str | None, str | None]:
    """Position and unit; a list may give both in one column, or the unit in the heading of the section."""
    heading = facts.heading
    position = words.in_ordinary_case(cells.text(row, heading.first(Role.POSITION)))
    unit = _unit(cells, row, facts)
    both = heading.first(Role.POSITION_UNIT)
    if both is not None and (text := cells.text(row, both)):
        found = words.unit_at_end(text)
        position = position or (found[0] if found else words.in_ordinary_case(text))
        unit = unit or (found[1] if found else "")
    column = heading.first(Role.UNIT, Role.COMMUNE)
    if not unit and section is None and column is not None and (above := cells.above(column)):
        cells.tell("missing-unit", row, column, proposal=above)
    return position or None, _placed(unit, section) or None


def _unit(cells: Cells, row: int, facts: Facts) -> str:
    heading = facts.heading
    office = cells.text(row, heading.first(Role.UNIT))
    commune = _with_kind(cells.text(row, heading.first(Role.COMMUNE)), heading.first(Role.COMMUNE), "Xã")
    unit = office
    if commune and not office:
        unit = commune
    elif commune and bare(commune) not in bare(office) and not words.starts_as_unit(office):
        unit = f"{office}, {commune}"
    if not unit:
        unit = cells.text(row, heading.first(Role.ADDRESS)) or _with_kind(
            cells.text(row, heading.first(Role.VILLAGE)), heading.first(Role.VILLAGE), "Thôn"
        )
    return words.in_ordinary_case(unit, proper=True)


def _with_kind(text: str, column: Column | None, kind: str) -> str:
    """A bare name under a heading that says the kind: `Lũng Cú` under `Xã` is Xã Lũng Cú."""
    is_only_kind = column is not None and bare(column.heading[-1]) == bare(kind)
    if text and is_only_kind and not words.names_kind_of_unit(text) and not words.starts_as_unit(text):
        return f"{kind} {words.in_ordinary_case(text, proper=True)}"
    return text


def _placed(unit: str, section: str | None) -> str | None:
    """The unit of the row, a village of a section's commune named with it."""
    if not unit:
        return section
    if words.starts_as_unit(unit):
        unit = unit[:1].upper() + unit[1:]
    if (
        words.starts_as_village(unit)
        and section
        and not re.search("\\b(xã|phường|thị trấn|huyện)\\b", unit.lower())
        and not words.starts_as_village(section)
    ):
        return f"{unit}, {section[:1].lower()}{section[1:]}"
    return unit


def read_phone_of(cells: Cells, row: int, facts: Facts) -> str | None:
    """The telephone number."""
    column = facts.heading.first(Role.PHONE)
    value = cells.value(row, column)
    if value is None:
        return None
    phone = read_phone(value)
    if phone is None:
        cells.tell("unreadable-phone", row, column, value=as_text(value))
    return phone


def read_marks(cells: Cells, row: int, facts: Facts) -> tuple[Mark | None, ...]:
    """One mark for each column of the roll."""
    marks: list[Mark | None] = []
    for column, half in zip(facts.heading.all(Role.MARK), facts.half_days, strict=True):
        text = clean(as_text(cells.sheet.rows[row][column.index]))
        if (row, column.index) in cells.sheet.faults:
            text = cells.text(row, column)
        mark = read_mark(text, facts.legend) if text else None
        if text and mark is None:
            cells.tell("unreadable-mark", row, column, value=text, half_day=half.words)
        marks.append(mark)
    return tuple(marks)


def ask_about_sex(cells: Cells, row: int, name: str, sex: Sex | None, position: str | None) -> None:
    """Questions to the office where sex and name, or sex and post, seldom go together; the reading stays."""
    if sex != "Nam":
        return
    if "Thị" in name.split(" ")[1:-1]:
        cells.tell("sex-and-name", row, None, name=name, value=sex, proposal="Nữ")
    if position and _WOMENS_POST.search(bare(position)):
        cells.tell("man-in-womens-post", row, None, name=name, value=position)
