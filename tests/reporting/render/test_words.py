from datetime import date

import pytest

from nepmoi.reporting.render import words


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2024, 10, 22), "ngày 22 tháng 10 năm 2024"),
    ],
)
def test_a_day_as_the_decree_writes_it(day, written):
    assert words.long_day(day) == written


def test_one_day_is_no_period():
    first, last = date(2024, 10, 22), date(2024, 10, 23)

    assert words.period(first, first) == "ngày 22 tháng 10 năm 2024"
    assert words.period(first, last) == "từ ngày 22 tháng 10 năm 2024 đến ngày 23 tháng 10 năm 2024"


def test_numbers():
    assert [words.number(value) for value in (0, 45, 1521, None)] == ["0", "45", "1.521", "chưa có số liệu"]
    assert [words.roman(value) for value in (1, 2, 4, 9, 14, 18)] == ["I", "II", "IV", "IX", "XIV", "XVIII"]
