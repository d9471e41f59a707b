"""Which line of a list is a person, and which a section, a count, an ending or nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nepmoi.intake.rosters.rules import words
from nepmoi.intake.rosters.rules.grid import Sheet, as_text
from nepmoi.intake.rosters.rules.headings import NAMES, Heading, Role
from nepmoi.kernel.text import clean

_PREFIX = (
    "(?:(?P<prefix>[IVXL]+|[A-ZĐ]|\\d{1,3}(?:\\.\\d{1,2})?|[*+•–-])\\s*(?:[.):/–-]+|(?=[*+•–-]))\\s*|[*+•–-]\\s*)?"
)
_COUNT = "(?:\\s*[(\\[:;,–-]?\\s*(?:có |gồm |số lượng:? ?)?(?P<count>\\d{1,4})\\s*(?:đồng chí|đ/?c|người|học viên|đại biểu|hv|cán bộ|chị|thành viên)\\W*)"
_SECTION = re.compile(f"{_PREFIX}(?P<body>.*?\\w.*?){_COUNT}?[\\s:.;,]*", re.IGNORECASE)
_ROMAN = re.compile("[IVXL]+\\W*|[A-HĐ]\\W*")
_LETTERS = re.compile("[^\\W\\d_]{2}|[^\\W\\d_]$")


LONGEST_SECTION = 120


class Kind(StrEnum):
    """What a line is."""

    BLANK = "blank"
    PERSON = "person"
    NAMELESS = "nameless"  # the data of a person without the name
    SECTION = "section"
    COUNT = "count"
    ENDING = "ending"
    LONE = "lone"  # a name, it seems, without anything else
    OTHER = "other"


@dataclass(frozen=True)
class Line:
    """One row of the table.

    Args:
        row: from 0.
        texts: what is written, by column; merged ranges stand in their first column.
        number: the text of the column of numbers.
        name: the name, family and given name joined.
        fields: how many other columns of the person are filled.
        spread: whether a text is merged over the name and beyond.
    """

    row: int
    texts: Mapping[int, str]
    number: str
    name: str
    fields: int
    spread: bool


@dataclass(frozen=True)
class Section:
    """The heading of a part of the list.

    Args:
        unit: the unit of those below, None when the section is a group of another kind.
        count: how many it says there are.
    """

    unit: str | None
    count: int | None


def line_of(sheet: Sheet, heading: Heading, row: int, spread: Mapping[int, int]) -> Line:
    """The row with what its columns mean.

    Args:
        sheet: the sheet.
        heading: its columns.
        row: from 0.
        spread: by column, the last column of a merged range that begins in this row.
    """
    texts = {index: text for index, value in enumerate(sheet.rows[row]) if (text := clean(as_text(value)))}
    names = [column.index for column in heading.columns if column.role in NAMES]
    aside = {Role.OTHER, Role.NUMBER, Role.SUBMITTED, *NAMES}
    fields = [c.index for c in heading.columns if c.role not in aside]
    number = heading.first(Role.NUMBER)
    first = names[0]
    return Line(
        row,
        texts,
        texts.get(number.index, "") if number else "",
        " ".join(texts[index] for index in names if index in texts),
        sum(index in texts for index in fields),
        any(left <= first and right > names[-1] + 1 for left, right in spread.items() if left in texts),
    )


def kind_of(line: Line, *, has_numbers: bool, ended: bool) -> Kind:
    """What the line is.

    Args:
        line: the line.
        has_numbers: the list has a column of numbers (STT).
        ended: notes or signatures have begun.
    """
    if not line.texts:
        return Kind.BLANK
    whole = " ".join(line.texts.values())
    numbered = line.number.rstrip(".)/").isdecimal()
    is_named = bool(_LETTERS.search(line.name))
    if _is_person(line, numbered=numbered and is_named, is_named=is_named, ended=ended):
        return Kind.PERSON
    if words.stated_count(whole) is not None or words.is_total(whole):
        return Kind.COUNT
    if words.ends_the_list(whole) or any(map(words.ends_the_list, line.texts.values())):
        return Kind.ENDING
    if ended:
        return Kind.OTHER
    if section_of(line) is not None:
        return Kind.SECTION
    return _unnamed(line, numbered=numbered, is_named=is_named, has_numbers=has_numbers)


def _is_person(line: Line, *, numbered: bool, is_named: bool, ended: bool) -> bool:
    if not is_named or line.spread:
        return False
    if (words.is_total(line.name) and not numbered) or words.stated_count(line.name) is not None:
        return False
    if line.fields == 0 or (line.fields == 1 and not numbered):
        # Little to go by: `1 | Xã Lũng Cú` is a section, `1 | Giàng A Pó` a person.
        is_sure = numbered and not words.starts_as_unit(line.name)
        return (
            is_sure and not ended
            if line.fields == 0
            else not ended and section_of(line) is None and not words.ends_the_list(line.name)
        )
    return numbered or (not (ended and line.fields < 2) and not words.ends_the_list(line.name))


def _unnamed(line: Line, *, numbered: bool, is_named: bool, has_numbers: bool) -> Kind:
    if is_named and line.fields == 0 and not line.spread and looks_like_name(line.name):
        return Kind.LONE if has_numbers else Kind.PERSON
    if (
        not is_named
        and line.fields > (0 if numbered else 1)
        and not all(len(text.strip("()")) < 3 for text in line.texts.values())
    ):
        return Kind.NAMELESS
    return Kind.OTHER


def looks_like_name(text: str) -> bool:
    """Whether the text could be a person's name: two to six words without digits, each with a capital."""
    parts = text.split()
    return (
        2 <= len(parts) <= 6
        and not re.search("[\\d:;()/]", text)
        and all(part[0].isupper() or part[0] in "'’" for part in parts)
    )


def section_of(line: Line) -> Section | None:
    """The section that the line begins, or None when it begins none."""
    whole = " ".join(line.texts.values())
    if len(line.texts) > 3 or len(whole) > LONGEST_SECTION:
        return None
    found = _SECTION.fullmatch(whole)
    if found is None:
        return None
    body = found["body"].strip(" .:")
    count = int(found["count"]) if found["count"] else None
    in_number_column = bool(_ROMAN.fullmatch(line.number)) or line.number.rstrip(".)/").isdecimal()
    if in_number_column and found["prefix"] is None:
        body = " ".join(text for text in line.texts.values() if text != line.number)
        body = re.sub(f"{_COUNT}$", "", body, flags=re.IGNORECASE).strip(" .:(")
    begins = words.starts_as_unit(body) or words.is_group(body)
    is_marked = count is not None or line.spread or bool(_ROMAN.fullmatch(found["prefix"] or line.number))
    if not (begins or is_marked) or (line.fields > 1) or not _LETTERS.search(body):
        return None
    body = words.in_ordinary_case(body, proper=True)
    return Section(None if words.is_group(body) else body[:1].upper() + body[1:], count)
