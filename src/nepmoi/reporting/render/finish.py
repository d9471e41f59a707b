"""The last hand on a filled paper: what no template can say, or may forget."""

from copy import deepcopy
from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Emu, Pt, RGBColor

from nepmoi.reporting.document.course_result import CourseResult
from nepmoi.reporting.document.parts import Table
from nepmoi.reporting.render.safe import clean
from nepmoi.reporting.render.sample import SAMPLE_MARK

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import _Header
    from docx.table import Table as WordTable

# A table of so many rows fits on a page with its title; one that is longer is divided where it may be.
_SMALL, _FEW = 12, 2
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def finish(filled: bytes, document: CourseResult) -> bytes:
    """Set the tables' widths, dress the figures like the words around them, mark sample data, name the file."""
    page = docx.Document(BytesIO(filled))
    bookmarks = {figure.bookmark for figure in document.figures()}
    for start in page.element.body.iter(qn("w:bookmarkStart")):
        if start.get(qn("w:name")).rpartition("_")[0] in bookmarks or start.get(qn("w:name")) in bookmarks:
            _dress(start)
    tables = {table.name: table for section in document.sections for table in section.tables}
    for drawn in page.tables:
        name = _alternative_text(drawn)
        if name in tables:
            _set_widths(drawn, tables[name])
            _keep_together(drawn)
    if document.sample:
        _mark_sample(page)
    _name(page, document)
    finished = BytesIO()
    page.save(finished)
    return finished.getvalue()


def _dress(start: "BaseOxmlElement") -> None:
    """Give a figure the font of the run that it stands in, which the insertion cut in two; drop what is left empty."""
    before, link = start.getprevious(), start.getnext()
    after = link.getnext().getnext()
    fonts = before.find(qn("w:rPr")) if before is not None and before.tag == qn("w:r") else None
    if fonts is not None:
        _put_fonts(link.find(qn("w:r")), fonts)
        if after is not None and after.tag == qn("w:r"):
            _put_fonts(after, fonts)
    for run in (before, after):
        if run is not None and run.tag == qn("w:r") and not "".join(run.itertext()) and not _holds_more(run):
            run.getparent().remove(run)


def _put_fonts(run: "BaseOxmlElement", fonts: "BaseOxmlElement") -> None:
    own = run.find(qn("w:rPr"))
    style = own.find(qn("w:rStyle")) if own is not None else None
    if own is not None:
        run.remove(own)
    copied = deepcopy(fonts)
    if style is not None:
        for other in copied.findall(qn("w:rStyle")):
            copied.remove(other)
        copied.insert(0, style)
    run.insert(0, copied)


def _holds_more(run: "BaseOxmlElement") -> bool:
    return any(child.tag not in {qn("w:rPr"), qn("w:t")} for child in run)


def _alternative_text(table: "WordTable") -> str | None:
    """What Word shows as the title of a table's alternative text; the template keeps the table's name there."""
    caption = table._tbl.tblPr.find(qn("w:tblCaption"))  # noqa: SLF001 - the library has no word for it
    return None if caption is None else caption.get(qn("w:val"))


def _set_widths(drawn: "WordTable", table: Table) -> None:
    """Share the table's width among its columns and align their cells."""
    grid = drawn._tbl.tblGrid.gridCol_lst  # noqa: SLF001 - the library has no word for it
    width = sum(column.w or 0 for column in grid)
    shares = sum(column.share for column in table.columns)
    for place, column in enumerate(table.columns):
        part = Emu(width * column.share // shares)
        grid[place].w = part
        for number, row in enumerate(drawn.rows):
            cell = row.cells[place]
            cell.width = part
            for paragraph in cell.paragraphs if number else ():
                paragraph.alignment = _ALIGN[column.align]


def _keep_together(drawn: "WordTable") -> None:
    """Keep a small table on one page; of a long one, its head with the first rows and the last rows with each other."""
    last = len(drawn.rows) - 1
    for number, row in enumerate(drawn.rows):
        if number == last or (last > _SMALL and _FEW <= number < last - _FEW):
            continue
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _mark_sample(page: "Document") -> None:
    """Write the mark into the header of every page: the first, the even ones and the rest."""
    even = page.settings.odd_and_even_pages_header_footer
    for place, section in enumerate(page.sections):
        headers = [section.header]
        headers += [section.first_page_header] if section.different_first_page_header_footer else []
        headers += [section.even_page_header] if even else []
        for header in headers:
            if place == 0 or not header.is_linked_to_previous:
                _write_mark(header)


def _write_mark(header: "_Header") -> None:
    paragraph = header.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.first_line_indent = Pt(0)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(SAMPLE_MARK)
    run.bold = True
    run.font.size = Pt(9.5)
    run.font.color.rgb = RGBColor(0xA0, 0x1A, 0x22)


def _name(page: "Document", document: CourseResult) -> None:
    about = page.core_properties
    about.title = clean(document.title)[:255]
    about.author = about.last_modified_by = clean(document.issuer.name)[:255]
    about.language = "vi-VN"
    if document.issued is not None:
        about.created = about.modified = datetime.combine(document.issued, time(), UTC)
