"""What any paper is made of: figures that open, text, tables, photographs, signature."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

# What Word takes as a bookmark's name: a letter, then letters, digits and underscores, 40 at most.
_BOOKMARK = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")


@dataclass(frozen=True)
class Figure:
    """A number that opens the list behind it.

    Attributes:
        value: the number; None says that there is none yet, which is not 0.
        unit: what is counted: ``người``, ``lượt người``, ``lượt có mặt``.
        link: the absolute address of its list.
        bookmark: the name under which it is found in the paper, such as ``people_trained`` or ``people_trained_female``.

    Raises:
        ValueError: when the bookmark is no name that Word takes, or the link is no absolute web address.
    """

    value: int | None
    unit: str
    link: str
    bookmark: str

    def __post_init__(self) -> None:
        """Refuse a figure that could not be found or opened."""
        address = urlsplit(self.link)
        if address.scheme not in {"http", "https"} or not address.netloc:
            raise ValueError(self.link)
        if not _BOOKMARK.fullmatch(self.bookmark):
            raise ValueError(self.bookmark)


Cell = str | Figure
Text = tuple[Cell, ...]
"""A paragraph: words, with figures between them."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its part of the width beside the other columns' parts, and its alignment."""

    title: str
    share: int
    align: Literal["left", "centre", "right"] = "left"


@dataclass(frozen=True)
class Table:
    """A table; its name is unique in the paper and is not printed.

    Raises:
        ValueError: when a row has more or fewer cells than there are columns.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        """Refuse a row that does not fit the columns."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(row)


@dataclass(frozen=True)
class Section:
    """A numbered part of the body; the template writes the number."""

    heading: str
    paragraphs: tuple[Text, ...] = ()
    tables: tuple[Table, ...] = ()

    def figures(self) -> Iterator[Figure]:
        """Every figure in it, in reading order, paragraphs first."""
        lines = [*self.paragraphs, *(row for table in self.tables for row in table.rows)]
        return (cell for line in lines for cell in line if isinstance(cell, Figure))


@dataclass(frozen=True)
class Photograph:
    """A photograph as it may be shown: the bytes of a JPEG or PNG without the camera's data."""

    picture: bytes
    caption: str
    when: str
    link: str


@dataclass(frozen=True)
class Issuer:
    """The two lines above the number: the office above, and the one that issues the paper."""

    parent: str
    name: str


@dataclass(frozen=True)
class Signatory:
    """Who signs: ``TM. BAN THƯỜNG VỤ``, ``KT. CHỦ TỊCH``, ``PHÓ CHỦ TỊCH``, one line each; an empty name is a blank."""

    capacity: tuple[str, ...]
    name: str
