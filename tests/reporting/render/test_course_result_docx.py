from datetime import date
from itertools import chain

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from nepmoi.reporting.document.parts import Issuer, Section
from nepmoi.reporting.render.docx import render
from nepmoi.reporting.render.sample import SAMPLE_MARK
from tests.reporting.render.paper import figure, paper
from tests.reporting.render.reading import body_text, figures_in, opened, text_of


def test_every_figure_is_found_by_its_bookmark_with_its_number_and_its_list(template):
    document = paper()

    found = figures_in(opened(render(document, template)))

    expected = {f.bookmark: f for f in document.figures()}
    assert expected.keys() <= found.keys()
    assert found["people_trained"] == ("1.521", expected["people_trained"].link)
    assert found["learner_45"] == ("4", expected["learner_45"].link)
    assert {name: address for name, (_, address) in found.items() if name in expected} == {
        name: f.link for name, f in expected.items()
    }


def test_a_figure_that_stands_twice_has_two_bookmarks(template):
    found = figures_in(opened(render(paper(), template)))

    assert found["people_trained_2"] == found["people_trained"]


def test_a_number_that_is_not_there_is_not_zero(template):
    found = figures_in(opened(render(paper(), template)))

    assert found["ethnic_minority_trained"][0] == "chưa có số liệu"


@pytest.mark.parametrize("header", ["header", "first_page_header"])
def test_sample_data_says_so_on_every_page(template, header):
    marked = opened(render(paper(sample=True), template)).sections[0]
    real = opened(render(paper(sample=False), template)).sections[0]

    assert SAMPLE_MARK in text_of(getattr(marked, header)._element)
    assert SAMPLE_MARK not in text_of(getattr(real, header)._element)


def test_an_edited_template_cannot_drop_the_sample_mark(edited):
    def add_even_pages(page):
        page.settings.odd_and_even_pages_header_footer = True
        page.sections[0].header.paragraphs[0].clear()

    section = opened(render(paper(), edited(add_even_pages))).sections[0]

    for header in (section.header, section.first_page_header, section.even_page_header):
        assert SAMPLE_MARK in text_of(header._element)


def test_the_page_has_the_layout_of_the_decree(template):
    page = opened(render(paper(), template))
    section = page.sections[0]

    size = (section.page_width, section.page_height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(length.mm) for length in size] == [210, 297]
    assert [round(length.mm) for length in margins] == [20, 20, 30, 15]
    assert section.different_first_page_header_footer
    assert "PAGE" in "".join(node.text for node in section.header._element.iter(qn("w:instrText")))
    assert not list(section.first_page_header._element.iter(qn("w:instrText")))
    faces = page.styles["Normal"].element.rPr.rFonts
    assert {faces.get(qn(f"w:{face}")) for face in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in body_text(page)
    assert "Tỉnh Mẫu, ngày 05 tháng 02 năm 2031" in body_text(page)


def test_blanks_stay_for_the_pen(template):
    text = body_text(opened(render(paper(number="", issued=None), template)))

    assert "Số: \N{NO-BREAK SPACE}" in text
    assert "ngày \N{NO-BREAK SPACE}" in text


def test_a_table_fits_its_columns_to_its_own_shares(template):
    page = opened(render(paper(), template))

    tables = {t.rows[0].cells[0].text: t for t in page.tables if len(t.rows) > 1}
    by_group = (
        tables["TT"]
        if len(tables["TT"].columns) == 4
        else next(t for t in page.tables if t.rows[0].cells[-1].text == "Thực hiện")
    )
    widths = [column.width.mm for column in by_group.columns]
    assert [cell.text for cell in by_group.rows[0].cells] == ["TT", "Nội dung", "ĐVT", "Thực hiện"]
    assert [round(width) for width in widths] == [11, 88, 33, 33]
    assert [round(cell.width.mm) for cell in by_group.rows[1].cells] == [11, 88, 33, 33]


def test_each_learner_is_a_line_of_the_appendix(template):
    page = opened(render(paper(), template))

    appendix = next(t for t in page.tables if t.rows[0].cells[1].text == "Họ và tên")
    assert len(appendix.rows) == 1 + 45
    assert [cell.text for cell in appendix.rows[45].cells][:3] == ["45", "Nguyễn Thị Mẫu 45", "1980"]


def test_a_reader_who_may_not_see_persons_gets_no_list(template):
    text = body_text(opened(render(paper(learners=()), template)))

    assert "DANH SÁCH HỌC VIÊN" not in text
    assert "Nguyễn Thị Mẫu" not in text


def test_photographs_open_their_pages_and_speak_to_those_who_cannot_see_them(template):
    page = opened(render(paper(), template))

    pictures = list(
        page.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    )
    assert [picture.get("descr") for picture in pictures] == ["Ảnh 1 & lớp", "Ảnh 2 & lớp", "Ảnh 3 & lớp"]
    links = [node.get(qn("r:id")) for picture in pictures for node in picture.iter(qn("a:hlinkClick"))]
    assert [page.part.rels[link].target_ref for link in links] == [
        f"https://nepmoi.example/photographs/{n}" for n in (1, 2, 3)
    ]


def test_what_looks_like_markup_or_a_mark_is_only_text(template):
    said = "A & B <w:p> {{ title }} {% if %} ${x} “dẫn”"
    document = paper(issuer=Issuer("CƠ QUAN", said), sections=(Section("Phần", ((said,),)),))

    assert body_text(opened(render(document, template))).count(said) == 2


def test_what_a_word_file_cannot_hold_is_left_out(template):
    document = paper(sections=(Section("Phần", (("trước\x00\x07\x0c\ud800sau", figure("last", 1)),)),))

    assert "trướcsau1" in body_text(opened(render(document, template)))


def test_no_section_and_no_photograph_leave_no_trace(template):
    text = body_text(opened(render(paper(sections=(), photographs=(), bases=()), template)))

    assert "Hình ảnh" not in text
    assert "II." not in text
    assert "{" not in text


def test_the_file_knows_what_it_is(template):
    about = opened(render(paper(), template)).core_properties

    assert about.title == paper().title
    assert about.author == "BAN THƯỜNG VỤ"
    assert about.language == "vi-VN"
    assert about.created.date() == date(2031, 2, 5)


def test_no_bookmark_has_the_number_of_another(template):
    page = opened(render(paper(), template))

    numbers = [start.get(qn("w:id")) for start in page.element.body.iter(qn("w:bookmarkStart"))]
    assert len(numbers) == len(set(numbers))
    assert len(numbers) == len(list(page.element.body.iter(qn("w:bookmarkEnd"))))


def test_nothing_stands_outside_the_text_width(template):
    page = opened(render(paper(), template))

    for table in page.tables:
        assert sum(column.width for column in table.columns) <= Mm(165.5)
        assert all(len(list(chain(row.cells))) == len(table.columns) for row in table.rows)


def test_a_small_table_stays_on_one_page_and_a_long_one_is_not_torn_at_its_ends(template):
    page = opened(render(paper(), template))

    for table in (one for one in page.tables if one._tbl.tblPr.find(qn("w:tblCaption")) is not None):
        *before, last = table.rows
        kept = [all(p.paragraph_format.keep_with_next for c in row.cells for p in c.paragraphs) for row in before]
        assert all(kept[:2])
        assert all(kept) or len(kept) > 12
        assert not any(p.paragraph_format.keep_with_next for c in last.cells for p in c.paragraphs)


def test_no_row_is_torn_and_the_heads_come_again(template):
    page = opened(render(paper(), template))

    for table in page.tables[1:]:
        assert all(row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    heads = [
        table.rows[0]._tr.trPr.find(qn("w:tblHeader")) for table in page.tables if table.style.name == "Table Grid"
    ]
    assert heads
    assert None not in heads
