"""A list opened again: numbers that are numbers, texts that stay texts, and a mark where the people are made up."""

from datetime import date

import pytest

from nepmoi.reporting.document.sheets import Column, Fact, Kind, Sheet, TakenList
from nepmoi.reporting.render import csv, xlsx
from nepmoi.reporting.render.sample import SAMPLE_MARKS
from tests.reporting.render import opening

EVIL = ('=HYPERLINK("http://a.example","x")', "+1+1", "-2+3", "@SUM(A1)", " =1+1", "\t=1", "＝1+1", "#N/A", "'=1")
LINK = "https://nepmoi.example/figures/people_trained?place=a&year=2024"
COLUMNS = (
    Column("TT", 6, Kind.NUMBER),
    Column("Họ và tên", 28),
    Column("Năm sinh", 12, Kind.DAY),
    Column("Sáng 22/10/2024", 12, Kind.MARK),
    Column("Số buổi", 8, Kind.NUMBER),
)


def taken(*, rows=((1, "Hồ Thị Một", 1980, "x", 1521),), sample=False, language="vi"):
    sheet = Sheet(
        name="Danh sách",
        title="DANH SÁCH",
        facts=(Fact("Nơi", "tỉnh Hà Tĩnh"), Fact("Số liệu", 1521, "người", LINK), Fact("Ngày", date(2024, 10, 22))),
        columns=COLUMNS,
        rows=tuple(rows),
        sums=((None, "Cộng", None, 1, 1521),),
        notes=("Ghi chú.",),
        fixed=2,
    )
    more = Sheet("Cách tính", "C", (), (Column("A", 40),), (("Một câu.",),))
    return TakenList("danh-sach", language, (sheet, more), 1, sample=sample)


def test_numbers_and_days_can_be_reckoned_with():
    rows = ((1, "Hồ Thị Một", 1980, "x", 1521), (2, "Lê Thị Hai", date(1990, 5, 6), None, 0))
    found = opening.sheet(xlsx.render(taken(rows=rows)))

    assert found.columns == [column.title for column in COLUMNS]
    assert found.below[:2] == [list(row) for row in rows]
    assert found.sums == {"Cộng": dict(zip(found.columns, (None, "Cộng", None, 1, 1521), strict=True))}
    assert (found.fact("Nơi"), found.fact("Số liệu"), found.fact("Ngày")) == ("tỉnh Hà Tĩnh", 1521, date(2024, 10, 22))


def test_a_year_has_no_thousands_and_a_sum_has():
    page = opening.book(xlsx.render(taken())).worksheets[0]

    assert [page.cell(6, column).number_format for column in (3, 5)] == ["0", "#,##0"]


def test_the_number_above_the_list_opens_its_own():
    page = opening.book(xlsx.render(taken())).worksheets[0]

    assert {cell.hyperlink.target for row in page.iter_rows() for cell in row if cell.hyperlink} == {LINK}


def test_headings_stay_in_sight_and_are_printed_on_every_page():
    page = opening.book(xlsx.render(taken())).worksheets[0]

    assert [cell.value for cell in page[5]] == [column.title for column in COLUMNS]
    assert (page.freeze_panes, page.print_title_rows, page.auto_filter.ref) == ("C6", "$5:$5", "A5:E6")
    setup = page.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert [page.column_dimensions[letter].width for letter in "ABC"] == [6, 28, 12]


@pytest.mark.parametrize("text", EVIL)
def test_a_text_stays_a_text_in_excel(text):
    page = opening.book(xlsx.render(taken(rows=[(1, text, None, text, 1)]))).worksheets[0]

    for column in (2, 4):
        cell = page.cell(6, column)
        assert (cell.data_type, cell.value) == ("s", text)
        # Going into the cell and out again would make a formula of what begins like one.
        assert cell.quotePrefix == (text.strip(" ")[0] in "=+-@\t＝")


@pytest.mark.parametrize("text", EVIL)
def test_a_text_stays_a_text_in_csv(text):
    found = opening.of_csv(csv.render(taken(rows=[(1, text, None, text, 1)])))

    for said in (found.below[0][1], found.below[0][3]):
        assert said.lstrip(" ")[0] not in "=+-@\t＝"
        assert said.removeprefix("'") == text.removeprefix("'")


def test_what_no_file_can_hold_is_left_out():
    rows = [(1, "Hồ\x00 Thị\x0b Một\x1f", None, None, 1)]

    assert opening.sheet(xlsx.render(taken(rows=rows))).below[0][1] == "Hồ Thị Một"
    assert opening.of_csv(csv.render(taken(rows=rows))).below[0][1] == "Hồ Thị Một"


def test_csv_says_what_excel_reads_in_any_country():
    rows = [(1, "Hồ Thị Một, Hai", date(1990, 5, 6), None, 1521)]
    content = csv.render(taken(rows=rows))

    assert content.startswith("\N{BYTE ORDER MARK}DANH SÁCH\r\n".encode())
    assert '1,"Hồ Thị Một, Hai",1990-05-06,,1521\r\n'.encode() in content
    assert opening.text(content)[-4:] == [[], ["C"], ["A"], ["Một câu."]]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_made_up_people_are_said_to_be_so_on_every_page(language):
    document = taken(sample=True, language=language)
    mark = SAMPLE_MARKS[language]

    for page in opening.book(xlsx.render(document)).worksheets:
        assert (page["A1"].value, page.oddHeader.center.text) == (mark, mark)
    assert opening.text(csv.render(document))[0] == [mark]


def test_of_real_people_nothing_of_that_is_said():
    for page in opening.book(xlsx.render(taken())).worksheets:
        assert (page["A1"].value in SAMPLE_MARKS.values(), page.oddHeader.center.text) == (False, None)
    assert b"SAMPLE" not in csv.render(taken(language="en"))
