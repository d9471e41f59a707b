"""An office's list of teams and clubs, with the headings that offices write."""

import pytest

from nepmoi.intake.rosters import errors
from nepmoi.intake.rosters.rules.groups import GroupReading, as_table, read_table
from nepmoi.kernel.dates import PartialDate
from tests.intake.rosters.papers import one_sheet

TWO_LINES = """DANH SÁCH TỔ TRUYỀN THÔNG CỘNG ĐỒNG, CLB
TT\tTên tổ/CLB\tThôn/bản\tXã\tQĐ số, ngày\tNgày ra mắt\tSố thành viên\t\t\tThành lập mới/duy trì
\t\t\t\t\t\tTổng\tNữ\tDTTS\t
1\tTổ TTCĐ bản Rào Tre\tRào Tre\tHương Liên\t27/QĐ-UBND ngày 15/3/2022 của UBND xã Hương Liên\t20/03/2022\t8\t5\t8\tThành lập mới
2\tCLB Thủ lĩnh\t\tHương Liên\tQĐ 12/QĐ-THCS\t2023\t21\t-\t\tDuy trì
3\tTổ bản Giàng\tGiàng\tHương Vĩnh\t\t\t\t\t\tCủng cố, kiện toàn
\tTổng cộng\t\t\t\t\t29
"""


def codes(reading: GroupReading) -> list[tuple[str, int, str]]:
    return [(one.code, one.row, one.column) for one in reading.troubles]


def test_a_heading_of_two_lines() -> None:
    reading = read_table(TWO_LINES)
    first, second, third = reading.groups
    assert codes(reading) == []
    assert (first.row, first.name, first.village, first.commune) == (4, "Tổ TTCĐ bản Rào Tre", "Rào Tre", "Hương Liên")
    assert (first.decision_number, first.decided, first.issuer) == (
        "27/QĐ-UBND",
        PartialDate(2022, 3, 15),
        "UBND xã Hương Liên",
    )
    assert (first.launched, first.total, first.women, first.minority) == (PartialDate(2022, 3, 20), 8, 5, 8)
    assert [one.begun for one in reading.groups] == ["set_up", "kept_up", "consolidated"]
    assert (second.decision_number, second.decided, second.launched) == ("12/QĐ-THCS", None, PartialDate(2023))
    assert (second.women, second.minority, third.total, third.launched) == (None, None, None, None)


def test_what_is_wrong_is_said_by_row_and_column() -> None:
    rows = [
        "STT;Mô hình;Địa bàn;Ngày thành lập;Số thành viên;Nữ",
        "1;;Rào Tre;1/1/2023;5;2",
        "2;Tổ A;;hôm nọ;năm;2",
        "3;Tổ B;Rào Tre;30/2/2023;5;6",
        "4;Tổ C;Rào Tre;;5 người;5",
        "5;tổ c;rao tre;;5;5",
    ]
    reading = read_table("\n".join(rows))
    assert codes(reading) == [
        ("missing-name", 2, ""),
        ("missing-place", 3, ""),
        ("not-a-date", 3, "D"),
        ("not-a-number", 3, "E"),
        ("not-a-date", 4, "D"),
        ("more-than-all", 4, "F"),
        ("twice", 6, ""),
    ]
    assert [one.name for one in reading.groups] == ["Tổ A", "Tổ B", "Tổ C", "tổ c"]


@pytest.mark.parametrize("name", ['CLB "Thủ lĩnh của sự thay đổi"', '"Thủ lĩnh" CLB', 'CLB 5"', '"Tổ'])
def test_quotes_in_a_name_stay(name: str) -> None:
    data = one_sheet(("TT", "Tên CLB", "Xã"), (1, name, "Hương Liên"), (2, "Tổ", "Hương Liên"))
    assert [group.name for group in read_table(as_table(data, "clb.xlsx")).groups] == [name, "Tổ"]


def test_a_pasted_cell_of_two_lines_is_one_cell() -> None:
    text = 'TT\tTên tổ\tXã\tQĐ số\r\n1\tTổ A\tHương Liên\t"27/QĐ-UBND\nngày 15/3/2022"\r\n2\tTổ B\tHương Liên\t\r\n'
    first, second = read_table(text).groups
    assert (first.decision_number, first.decided) == ("27/QĐ-UBND", PartialDate(2022, 3, 15))
    assert (second.row, second.name) == (3, "Tổ B")


def test_a_list_of_something_else_is_refused() -> None:
    for text in ("", "Họ và tên\tNăm sinh\nHồ Kính\t1970"):
        with pytest.raises(errors.ListWithoutHeading):
            read_table(text)
    with pytest.raises(errors.NotAList):
        as_table(b"\x00\x01khong phai", "a.bin")


def test_a_workbook_becomes_text_with_its_own_rows() -> None:
    head = ("TT", "Tên tổ", "Thôn", "Xã", "Tổng số")
    data = one_sheet(head, (1, "Tổ truyền thông", "Rào Tre", "Hương Liên", 8))
    text = as_table(data, "to.xlsx")
    [group] = read_table(text).groups
    assert (group.name, group.village, group.commune, group.total) == ("Tổ truyền thông", "Rào Tre", "Hương Liên", 8)
    assert text.splitlines()[group.row - 1].startswith("1\t")
