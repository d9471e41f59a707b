"""What a template sees: the document's fields by their names, as text that is safe inside a Word file."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from io import BytesIO
from itertools import count, zip_longest
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm
from docxtpl import InlineImage
from markupsafe import escape

from nepmoi.reporting.document.course_result import CourseResult
from nepmoi.reporting.document.parts import Figure, Photograph, Section
from nepmoi.reporting.render import words
from nepmoi.reporting.render.safe import clean

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from docxtpl import DocxTemplate

FIGURE_STYLE = "NMFigure"
PICTURE_WIDTH = Mm(78)
# A value stands inside a run of text; whatever is more than text closes that run and opens another.
_CLOSE, _OPEN = "</w:t></w:r>", '<w:r><w:t xml:space="preserve">'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# Above the ids that Word gave to the template's own bookmarks.
_FIRST_ID = 100_000


class Marks:
    """The bookmarks of one paper: each name once, as Word demands."""

    def __init__(self) -> None:
        self._ids: Iterator[int] = count(_FIRST_ID)
        self._used: dict[str, int] = {}

    def take(self, name: str) -> tuple[int, str]:
        """An id and the name; the second use of a name in a paper is ``name_2``."""
        self._used[name] = times = self._used.get(name, 0) + 1
        return next(self._ids), name if times == 1 else f"{name[:37]}_{times}"


class Linked:
    """A figure in a template: ``{{ figures.people_trained }}`` prints its number, linked to its list and bookmarked."""

    def __init__(self, figure: Figure, template: "DocxTemplate", marks: Marks) -> None:
        self.value, self.unit = figure.value, clean(figure.unit)
        self._figure, self._template, self._marks = figure, template, marks

    def __str__(self) -> str:
        return words.number(self.value)

    def __html__(self) -> str:
        part = self._template.current_rendering_part
        relation = part.relate_to(self._figure.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        number, name = self._marks.take(self._figure.bookmark)
        return (
            f'{_CLOSE}<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
            f'<w:hyperlink xmlns:r="{_RELATIONS}" r:id="{relation}" w:tooltip="{escape(self.unit)}" w:history="1">'
            f'<w:r><w:rPr><w:rStyle w:val="{FIGURE_STYLE}"/></w:rPr><w:t>{escape(str(self))}</w:t></w:r></w:hyperlink>'
            f'<w:bookmarkEnd w:id="{number}"/>{_OPEN}'
        )


class Line:
    """A paragraph of words and figures."""

    def __init__(self, cells: list[Any]) -> None:
        self._cells = cells

    def __str__(self) -> str:
        return "".join(str(cell) for cell in self._cells)

    def __html__(self) -> str:
        return "".join(escape(cell) for cell in self._cells)


class Picture:
    """A photograph in a template, with its caption as the text for those who cannot see it."""

    def __init__(self, photograph: Photograph, template: "DocxTemplate") -> None:
        self._photograph, self._template = photograph, template

    def __html__(self) -> str:
        data = BytesIO(self._photograph.picture)
        image = InlineImage(self._template, data, width=PICTURE_WIDTH, anchor=self._photograph.link)
        return str(image).replace("<wp:docPr ", f'<wp:docPr descr="{escape(clean(self._photograph.caption))}" ')


def view_of(document: CourseResult, template: "DocxTemplate") -> dict[str, object]:
    """The fields of a template, by name: those of the document, and what is worked out from them for print."""
    marks = Marks()
    seen = {field.name: _view(getattr(document, field.name), template, marks) for field in fields(document)}
    pictures: Any = seen["photographs"]
    course: Any = seen["course"]
    course.period = words.period(document.course.first_day, document.course.last_day)
    return seen | {
        "number": clean(document.number) or words.BLANK,
        "issued": words.long_day(document.issued),
        "figures": SimpleNamespace(**{f.bookmark: Linked(f, template, marks) for f in document.figures()}),
        "photograph_pairs": [
            SimpleNamespace(left=left, right=right) for left, right in zip_longest(pictures[::2], pictures[1::2])
        ],
    }


def _view(value: object, template: "DocxTemplate", marks: Marks) -> object:
    match value:
        case str():
            return clean(value)
        case date():
            return words.long_day(value)
        case Figure():
            return Linked(value, template, marks)
        case tuple():
            return [_view(part, template, marks) for part in value]
        case None:
            return ""
        case _ if is_dataclass(value) and not isinstance(value, type):
            return _record(value, template, marks)
    return value


def _record(value: "DataclassInstance", template: "DocxTemplate", marks: Marks) -> SimpleNamespace:
    seen = SimpleNamespace(**{f.name: _view(getattr(value, f.name), template, marks) for f in fields(value)})
    if isinstance(value, Section):
        seen.paragraphs = [Line(cells) for cells in seen.paragraphs]
    elif isinstance(value, Photograph):
        seen.picture = Picture(value, template)
    return seen
