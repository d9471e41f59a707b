"""Dates and numbers as an official paper writes them."""

from datetime import date

from nepmoi.kernel.quantities import grouped

BLANK = "\N{NO-BREAK SPACE}" * 6
NO_VALUE = "chưa có số liệu"
_TWO_DIGIT_MONTHS = 2
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def long_day(day: date | None) -> str:
    """``ngày 05 tháng 02 năm 2026``: by the decree days below 10 and the months 1 and 2 have two digits; None is a blank."""
    if day is None:
        return f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    month = f"{day.month:02d}" if day.month <= _TWO_DIGIT_MONTHS else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def period(first: date, last: date) -> str:
    """One day, or from one to the other."""
    return long_day(first) if first == last else f"từ {long_day(first)} đến {long_day(last)}"


def number(value: int | None) -> str:
    """``1.521``; a number that is not there is said, not written as 0."""
    return NO_VALUE if value is None else grouped(value)


def roman(value: int) -> str:
    """``IV``, for the parts of a paper."""
    written = ""
    for worth, letters in _ROMAN:
        times, value = divmod(value, worth)
        written += letters * times
    return written
