"""Make the template of a course's result: a Word file in the layout of Decree 30/2020, which an office then edits.

Run ``python frontend/make_templates.py``. The result is committed, and an office's own copy wins over it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_UNDERLINE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

OUT = Path(__file__).parent.parent / "src" / "nepmoi" / "programmes" / "project8" / "templates" / "course_result.docx"
FONT = "Times New Roman"
TEXT_WIDTH = 165  # millimetres: A4 less 30 on the left and 15 on the right
LEFT, CENTRE, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
BODY, LINE, HEADING, TABLE_TITLE, CELL, CELL_HEAD, LIST_CELL, SMALL = (
    "NM Thân bài",
    "NM Dòng giữa",
    "Heading 1",
    "NM Tên bảng",
    "NM Ô bảng",
    "NM Ô đầu bảng",
    "NM Ô danh sách",
    "NM Nơi nhận",
)


def fonts(style: "ParagraphStyle", size: float, *, bold: bool = False, italic: bool = False) -> None:
    """Set a style's font for all scripts; Word asks for each apart."""
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        faces.attrib.pop(qn(f"w:{theme}"), None)
    for face in ("ascii", "hAnsi", "eastAsia", "cs"):
        faces.set(qn(f"w:{face}"), FONT)


def layout(
    style: "ParagraphStyle", align: WD_ALIGN_PARAGRAPH, *, before: float = 0, after: float = 0, indent: float = 0
) -> None:
    """Set a style's alignment, the space around it in points and its first line in millimetres."""
    form = style.paragraph_format
    form.alignment, form.space_before, form.space_after = align, Pt(before), Pt(after)
    form.first_line_indent = Mm(indent)
    form.line_spacing_rule = WD_LINE_SPACING.SINGLE


def make_styles(page: "Document") -> None:
    """The styles that an office changes to change the whole paper."""
    fonts(page.styles["Normal"], 14)
    layout(page.styles["Normal"], LEFT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    page.styles["Normal"].element.get_or_add_rPr().append(language)
    new = page.styles.add_style
    for name, size, align, before, after, indent in (
        (BODY, 14, BOTH, 3, 6, 12.7),
        (LINE, 14, CENTRE, 0, 0, 0),
        (TABLE_TITLE, 13, CENTRE, 6, 3, 0),
        (CELL, 12, LEFT, 2, 2, 0),
        (CELL_HEAD, 12, CENTRE, 2, 2, 0),
        (LIST_CELL, 11, LEFT, 2, 2, 0),
        (SMALL, 11, LEFT, 0, 0, 0),
    ):
        style = new(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = page.styles["Normal"], True
        fonts(style, size, bold=name in {TABLE_TITLE, CELL_HEAD})
        layout(style, align, before=before, after=after, indent=indent)
    page.styles[BODY].paragraph_format.line_spacing = 1.1
    page.styles[TABLE_TITLE].paragraph_format.keep_with_next = True
    heading = page.styles[HEADING]
    fonts(heading, 14, bold=True)
    layout(heading, BOTH, before=9, after=3, indent=12.7)
    heading.paragraph_format.keep_with_next = True
    figure = new("NMFigure", WD_STYLE_TYPE.CHARACTER)
    figure.font.underline = WD_UNDERLINE.DOTTED  # printed in black, yet seen to be a link on a screen


def write(
    paragraph: "Paragraph", text: str, size: float = 0, *, bold: bool = False, italic: bool = False
) -> "Paragraph":
    """Add words to a paragraph and return it."""
    run = paragraph.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)
    return paragraph


def rule(paragraph: "Paragraph", width: float, length: float) -> None:
    """Make an empty paragraph into a line of a length in the middle of a width, both in millimetres."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm((width - length) / 2)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    form.space_before, form.space_after = Pt(3), Pt(4)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{key}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - the library draws no borders
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
    )


def grid(page: "Document", rows: int, widths: tuple[float, ...], *, lines: bool, name: str = "") -> "Table":
    """Add a table of fixed widths in millimetres, with or without lines; its name stands in its alternative text."""
    table = page.add_table(rows, len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    if lines:
        table.style = "Table Grid"
    properties = table._tbl.tblPr  # noqa: SLF001 - the library knows no cell margins
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "70" if lines else "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    if name:
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), name)
        properties.append(caption)
    for place, width in enumerate(widths):
        table.columns[place].width = Mm(width)
        for cell in table.columns[place].cells:
            cell.width = Mm(width)
    return table


def fill(cell: "_Cell", text: str, style: str) -> None:
    """Put words into a cell, in a style."""
    cell.paragraphs[0].style = style
    cell.paragraphs[0].add_run(text)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def row_stays(table: "Table", number: int, *, heading: bool = False) -> None:
    """Keep a row on one page; a heading comes again on each page."""
    properties = table.rows[number]._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no word for it
    properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))


def page_number(paragraph: "Paragraph") -> None:
    """The number of the page as a field."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = text
        run._r.append(mark)  # noqa: SLF001 - the library has no fields


def make_page(page: "Document") -> None:
    """A4, the decree's margins, the number in the middle of the top margin from page 2."""
    section = page.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance, section.footer_distance = Mm(8), Mm(8)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    page_number(number)
    section.first_page_header.paragraphs[0].paragraph_format.line_spacing = Pt(2)


def make_head(page: "Document") -> None:
    """Office and number on the left; the state's name, motto, place and date on the right."""
    left, right = 68.0, 97.0
    table = grid(page, 2, (left, right), lines=False)
    office, state, number, day = (cell for row in table.rows for cell in row.cells)
    fill(office, "{{ issuer.parent }}", LINE)
    office.paragraphs[0].runs[0].font.size = Pt(13)
    write(office.add_paragraph(style=LINE), "{{ issuer.name }}", 13, bold=True)
    rule(office.add_paragraph(style=LINE), left, left * 0.4)
    write(state.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True).style = LINE
    write(state.add_paragraph(style=LINE), "Độc lập - Tự do - Hạnh phúc", 14, bold=True)
    rule(state.add_paragraph(style=LINE), right, 63)
    office.vertical_alignment = state.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
    fill(number, "Số: {{ number }}/{{ symbol }}", LINE)
    number.paragraphs[0].runs[0].font.size = Pt(13)
    write(day.paragraphs[0], "{{ place }}, {{ issued }}", 14, italic=True).style = LINE


def make_title(page: "Document") -> None:
    """The kind of paper, its title, a line, the legal bases."""
    kind = write(page.add_paragraph(style=LINE), "BÁO CÁO", 14, bold=True)
    kind.paragraph_format.space_before = Pt(18)
    write(page.add_paragraph(style=LINE), "{{ title }}", 14, bold=True)
    rule(page.add_paragraph(style=LINE), TEXT_WIDTH, 40)
    page.add_paragraph("{%p for basis in bases %}")
    write(page.add_paragraph(style=BODY), "{{ basis }}{% if loop.last %}.{% else %};{% endif %}", italic=True)
    page.add_paragraph("{%p endfor %}")
    write(
        page.add_paragraph(style=BODY),
        "{{ course.host }} báo cáo kết quả lớp tập huấn như sau:",
    )


def make_facts(page: "Document") -> None:
    """What the course was."""
    page.add_paragraph("I. TÌNH HÌNH TỔ CHỨC", style=HEADING)
    for label, text, condition in (
        ("Tên lớp", "{{ course.name }}.", ""),
        ("Thời gian", "{{ course.half_days }} buổi, {{ course.period }}.", ""),
        ("Địa điểm", "{{ course.venue }}{% if course.venue and course.place %}, {% endif %}{{ course.place }}.", ""),
        (
            "Đơn vị tổ chức",
            "{{ course.host }}{% if course.partners %}; phối hợp: {{ course.partners|join('; ') }}{% endif %}.",
            "",
        ),
        ("Khai mạc", "{{ course.opened_by }}.", "course.opened_by"),
        ("Nội dung của Dự án 8", "{{ course.contents|join('; ') }}.", "course.contents"),
        ("Chuyên đề", "{{ course.topics|join('; ') }}.", "course.topics"),
        ("Giảng viên, báo cáo viên", "{{ course.trainers|join('; ') }}.", "course.trainers"),
        ("Nguồn thông tin", "{{ course.source }}.", "course.source"),
    ):
        if condition:
            page.add_paragraph(f"{{%p if {condition} %}}")
        write(write(page.add_paragraph(style=BODY), f"- {label}: "), text)
        if condition:
            page.add_paragraph("{%p endif %}")


def make_sections(page: "Document") -> None:
    """The body: each section with its paragraphs and tables."""
    page.add_paragraph("{%p for section in sections %}")
    page.add_paragraph("{{ (loop.index + 1)|roman }}. {{ section.heading|upper }}", style=HEADING)
    page.add_paragraph("{%p for paragraph in section.paragraphs %}")
    page.add_paragraph("{{ paragraph }}", style=BODY)
    page.add_paragraph("{%p endfor %}")
    page.add_paragraph("{%p for table in section.tables %}")
    page.add_paragraph("{{ table.title }}", style=TABLE_TITLE)
    table = grid(page, 4, (TEXT_WIDTH / 3,) * 3, lines=True, name="{{ table.name }}")
    for row, first, middle, last in (
        (0, "{%tc for column in table.columns %}", "{{ column.title }}", "{%tc endfor %}"),
        (2, "{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"),
    ):
        for cell, text in zip(table.rows[row].cells, (first, middle, last), strict=True):
            fill(cell, text, CELL if row else CELL_HEAD)
    fill(table.rows[1].cells[0], "{%tr for row in table.rows %}", CELL)
    fill(table.rows[3].cells[0], "{%tr endfor %}", CELL)
    row_stays(table, 0, heading=True)
    row_stays(table, 2)
    page.add_paragraph("{%p endfor %}")
    page.add_paragraph("{%p endfor %}")
    closing = write(page.add_paragraph(style=BODY), "Trên đây là báo cáo kết quả lớp tập huấn./.").paragraph_format
    closing.space_before = Pt(9)
    # A signature alone on a page could stand under any text.
    closing.keep_with_next = True


def make_signature(page: "Document") -> None:
    """Recipients on the left, the signatory with room for the seal on the right."""
    table = grid(page, 1, (75.0, 90.0), lines=False)
    row_stays(table, 0)
    recipients, signatory = table.rows[0].cells
    write(recipients.paragraphs[0], "Nơi nhận:", 12, bold=True, italic=True).style = SMALL
    for text in (
        "{%p for recipient in recipients %}",
        "- {{ recipient }}{% if not loop.last %};{% endif %}",
        "{%p endfor %}",
    ):
        recipients.add_paragraph(text, style=SMALL)
    signatory.paragraphs[0].style = LINE
    signatory.paragraphs[0].add_run("{%p for line in signatory.capacity %}")
    write(signatory.add_paragraph(style=LINE), "{{ line }}", 14, bold=True)
    signatory.add_paragraph("{%p endfor %}", style=LINE)
    name = write(signatory.add_paragraph(style=LINE), "{{ signatory.name }}", 14, bold=True)
    name.paragraph_format.space_before = Pt(78)


def make_list(page: "Document") -> None:
    """The appendix with the list of learners."""
    page.add_paragraph("{%p if learners %}")
    title = page.add_paragraph(style=LINE)
    title.paragraph_format.page_break_before = True
    write(title, "Phụ lục", 14, bold=True)
    write(page.add_paragraph(style=LINE), "DANH SÁCH HỌC VIÊN", 14, bold=True)
    note = write(
        page.add_paragraph(style=LINE),
        "(Kèm theo Báo cáo số {{ number }}/{{ symbol }} {{ issued }} của {{ course.host }})",
        14,
        italic=True,
    )
    note.paragraph_format.space_after = Pt(6)
    columns = (
        ("TT", 9, "{{ learner.order }}", CENTRE),
        ("Họ và tên", 38, "{{ learner.name }}", LEFT),
        ("Năm sinh", 12, "{{ learner.birth }}", CENTRE),
        ("Giới tính", 11, "{{ learner.sex }}", CENTRE),
        ("Dân tộc", 13, "{{ learner.ethnic_group }}", CENTRE),
        ("Chức vụ", 40, "{{ learner.title }}", LEFT),
        ("Đơn vị", 29, "{{ learner.unit }}", LEFT),
        ("Buổi có mặt", 13, "{{ learner.half_days_present }}", CENTRE),
    )
    table = grid(page, 4, tuple(width for _, width, _, _ in columns), lines=True)
    for place, (head, _, field, align) in enumerate(columns):
        fill(table.rows[0].cells[place], head, CELL_HEAD)
        fill(table.rows[2].cells[place], field, LIST_CELL)
        table.rows[2].cells[place].paragraphs[0].alignment = align
    fill(table.rows[1].cells[0], "{%tr for learner in learners %}", CELL)
    fill(table.rows[3].cells[0], "{%tr endfor %}", CELL)
    row_stays(table, 0, heading=True)
    row_stays(table, 2)
    page.add_paragraph("{%p endif %}")


def make_photographs(page: "Document") -> None:
    """The photographs, two in a row, with captions."""
    page.add_paragraph("{%p if photographs %}")
    title = write(page.add_paragraph(style=LINE), "Hình ảnh của lớp tập huấn", 14, bold=True)
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(18), Pt(6)
    title.paragraph_format.keep_with_next = True
    table = grid(page, 3, (82.5, 82.5), lines=False)
    fill(table.rows[0].cells[0], "{%tr for pair in photograph_pairs %}", LINE)
    for place, side in enumerate(("left", "right")):
        cell = table.rows[1].cells[place]
        fill(cell, f"{{% if pair.{side} %}}{{{{ pair.{side}.picture }}}}{{% endif %}}", LINE)
        caption = cell.add_paragraph(style=SMALL)
        write(
            caption, f"{{% if pair.{side} %}}{{{{ pair.{side}.caption }}}}, {{{{ pair.{side}.when }}}}{{% endif %}}", 12
        )
        caption.alignment, caption.paragraph_format.space_after = CENTRE, Pt(9)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
    fill(table.rows[2].cells[0], "{%tr endfor %}", LINE)
    row_stays(table, 1)
    page.add_paragraph("{%p endif %}")


def main() -> None:
    """Make the template."""
    page = docx.Document()
    make_styles(page)
    make_page(page)
    make_head(page)
    make_title(page)
    make_facts(page)
    make_sections(page)
    make_signature(page)
    make_list(page)
    make_photographs(page)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    page.save(str(OUT))


if __name__ == "__main__":
    main()
