"""One cell's meaning: a sex, a birth, a phone number, a name."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from nepmoi.intake.rosters.rules.grid import Value, as_text
from nepmoi.intake.rosters.rules.people import Sex
from nepmoi.kernel.text import bare, clean, title_name

# The register refuses who would be above 120; every list of this programme is younger than 2021.
EARLIEST_BIRTH = 1910
OLDEST = 120
# Two digits above this are rather the end of a year: hardly anybody of that age is sent on a course.
LIKELY_AGE = 75
# A year typed into a cell that Excel shows as a date is a day of 1905; nobody on a list of today was born then.
_EXCEL_DAY_ZERO = date(1899, 12, 30)

_MEN = frozenset({"nam", "ong", "anh", "male", "trai", "nam gioi", "m"})
_WOMEN = frozenset({"nu", "ba", "chi", "co", "female", "gai", "nu gioi", "phu nu", "f"})
_TITLE = re.compile("(ông|anh|chú|bà|chị|cô|em|cụ|bác)(?: (?:ông|bà))?[.:]? +(?=\\w+\\W+\\w)", re.IGNORECASE)
_TITLES: dict[str, Sex] = {"ông": "Nam", "anh": "Nam", "chú": "Nam", "bà": "Nữ", "chị": "Nữ", "cô": "Nữ"}
# Sinh and Năm in capitals are names.
_BORN = re.compile(
    "[\\s,;(–-]+(?:(?:năm sinh|sinh năm|sinh ngày|sn|ns|(?-i:sinh|năm))\\s*[:.]?\\s*)?"
    "((?:\\d{1,2}\\s*[/.-]\\s*){0,2}(?:19|20)\\d{2})\\s*\\)?[\\s.]*$",
    re.IGNORECASE,
)
_SIGNS = frozenset("xX×✓✔√+☑*vV1") | {"x)", "(x)"}
_COMRADE = re.compile("^(đ/c|đc\\.|đồng chí|đ\\.c\\.?)\\s*[:.]?\\s*", re.IGNORECASE)
_MISTYPED = str.maketrans(
    {"o": "0", "O": "0", "l": "1", "I": "1", "i": "1", "|": "1", "S": "5", "B": "8", " ": None, ".": None, ",": None}
)


@dataclass(frozen=True)
class Birth:
    """When somebody was born as far as the cell says, or why that cannot be read.

    Args:
        fault: code of the problem, None when all is well; a year can be known although the day is impossible.
        proposal: the year or date that may have been meant.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    fault: str | None = None
    proposal: str | None = None


def read_birth(value: Value, on: date) -> Birth:
    """A year or date of birth.

    Args:
        value: the cell.
        on: the day by which everybody on the list was born.
    """
    if isinstance(value, date):
        return _from_date(value, on)
    text = as_text(value)
    plain = re.sub(
        "^(năm sinh|sinh năm|sinh ngày|ngày sinh|sinh|năm|sn|ngày|ns)\\s*[:.]?\\s*", "", clean(text).lower()
    ).strip(" .;")
    plain = re.sub("[\\s,]*(tháng|năm)\\s*", "/", plain).strip("/ ")
    if plain.isdecimal():
        return _from_number(int(plain), plain, on)
    if iso := re.fullmatch("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?: 00:00:00)?", plain):
        return _from_parts(int(iso[1]), int(iso[2]), int(iso[3]), on)
    if local := re.fullmatch("(?:(\\d{1,2})\\s*[/.-]\\s*)?(\\d{1,2})\\s*[/.-]\\s*(\\d{4})", plain):
        return _from_parts(int(local[3]), int(local[2]), int(local[1]) if local[1] else None, on)
    if short := re.fullmatch("(\\d{1,2})\\s*[/.-]\\s*(\\d{1,2})\\s*[/.-]\\s*['’]?(\\d{2})", plain):
        return _of_short_year(int(short[1]), int(short[2]), int(short[3]), on)
    return Birth(fault="not-a-year", proposal=_likely_year(text, on))


def _is_birth_year(year: int, on: date) -> bool:
    return EARLIEST_BIRTH <= year <= on.year


def _of_short_year(day: int, month: int, two_digits: int, on: date) -> Birth:
    """`1/5/80`: read where only one century is possible, asked where two are."""
    years = [year for year in (1900 + two_digits, 2000 + two_digits) if _is_birth_year(year, on)]
    if len(years) == 1:
        return _from_parts(years[0], month, day, on)
    return Birth(fault="not-a-year", proposal=f"{day}/{month}/{_century(two_digits, on)}")


def read_serial(value: Value, on: date) -> Birth | None:
    """A day that Excel counts since 1900 and shows as a number, because the cell lost its form; None when it is none."""
    text = as_text(value)
    if not (text.isdecimal() and len(text) == 5):
        return None
    day = _EXCEL_DAY_ZERO + timedelta(days=int(text))
    return Birth(day.year, day.month, day.day) if _is_birth_year(day.year, on) else None


def _century(two_digits: int, on: date) -> int:
    return 2000 + two_digits if 2000 + two_digits <= on.year - 6 else 1900 + two_digits


def _from_date(value: date, on: date) -> Birth:
    day = date(value.year, value.month, value.day)
    serial = (day - _EXCEL_DAY_ZERO).days
    if _is_birth_year(serial, on):
        return Birth(serial)
    return _from_parts(day.year, day.month, day.day, on)


def _from_number(number: int, written: str, on: date) -> Birth:
    if _is_birth_year(number, on):
        return Birth(number)
    if LIKELY_AGE < number < 100:
        return Birth(fault="not-a-year", proposal=f"19{number}")
    if 0 < number <= OLDEST and not written.startswith("0"):
        return Birth(fault="age-not-year", proposal=str(on.year - number))
    return Birth(fault="not-a-year", proposal=_likely_year(written, on))


def _from_parts(year: int, month: int, day: int | None, on: date) -> Birth:
    if not _is_birth_year(year, on):
        return Birth(fault="not-a-year", proposal=_likely_year(str(year), on))
    try:
        date(year, month, day or 1)
    except ValueError:
        swapped = f"{month:02d}/{day:02d}/{year}" if day and day <= 12 < month <= 31 else None
        return Birth(year, fault="no-such-day", proposal=swapped)
    return Birth(year, month, day)


def _likely_year(written: str, on: date) -> str | None:
    """The one year of birth that a slip of the finger turns into this: a digit too many, O for 0, a blank inside."""
    digits = written.strip().translate(_MISTYPED)
    if not digits.isdecimal():
        # `khoảng 1980`, `1980?`: whoever wrote it was not sure.
        found = re.findall("(?<!\\d)(?:19|20)\\d\\d(?!\\d)", written)
        return found[0] if len(found) == 1 and int(found[0]) <= on.year else None
    near = {digits}
    if len(digits) == 5:
        near = {digits[:at] + digits[at + 1 :] for at in range(5)}
    elif len(digits) == 4 and digits[0] in "02":
        near = {"1" + digits[1:]}
    elif len(digits) == 4 and digits[:2] == "18":
        near = {"19" + digits[2:]}
    years = {year for year in near if len(year) == 4 and 1920 <= int(year) <= on.year}
    return years.pop() if len(years) == 1 else None


def read_sex(text: str) -> Sex | None:
    """Nam or Nữ; None for anything else."""
    plain = bare(text).strip(" .")
    if plain in _MEN:
        return "Nam"
    return "Nữ" if plain in _WOMEN else None


def is_sign(text: str) -> bool:
    """Whether a cell under `Nam` or `Nữ` is only marked: x, ✓, v, or 1 where the column is added up."""
    return text.strip() in _SIGNS


def read_phone(value: Value) -> str | None:
    """The digits of a telephone number, the zero that Excel took put back, the first of several; None when it is none."""
    text = as_text(value)
    return _phone(text) or next(filter(None, map(_phone, _SEVERAL.split(text))), None)


_SEVERAL = re.compile("\\s*[;/,]\\s*|\\s+[-–]\\s+|\\s+hoặc\\s+")


def _phone(text: str) -> str | None:
    digits = re.sub("[\\s.()-]", "", text)
    digits = re.sub("^(\\+84|0084|84(?=\\d{9}$))", "0", digits)
    if re.fullmatch("[1-9]\\d{8}", digits):
        digits = "0" + digits
    return digits if re.fullmatch("0\\d{8,10}", digits) else None


def title_of(text: str) -> str:
    """The title before a name, in small letters: `Bà Hồ Thị Nam`; empty without one. Ông is a family name, too."""
    found = _TITLE.match(clean(text))
    return found[1].lower() if found else ""


def without_title(text: str) -> tuple[Sex | None, str]:
    """The sex that the title before a name says, and the name without it."""
    return _TITLES.get(title_of(text)), _TITLE.sub("", clean(text), count=1)


def without_birth(text: str, on: date) -> tuple[str, Birth]:
    """A name without the year or day of birth that stands behind it in one cell: `Hồ Thị Nam (1980)`."""
    found = _BORN.search(text)
    birth = read_birth(found[1], on) if found else Birth()
    return (text[: found.start()], birth) if found and birth.year and not birth.fault else (text, Birth())


def read_name(text: str) -> str:
    """The name as the office meant it: without `Đ/c`, in ordinary case when the list is all in upper or in lower case."""
    name = _COMRADE.sub("", clean(text)).strip(" .,;:*")
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) > 1 and (name == name.upper() or name == name.lower()):
        return title_name(name)
    return " ".join(_word_of_name(word) for word in name.split(" "))


def _word_of_name(word: str) -> str:
    """A word of a name in mixed case: one in capitals is ordinary; TCVN3 had no capital for a toned vowel."""
    if len(word) > 1 and word.isalpha() and word.isupper():
        return title_name(word)
    if word[:1].islower() and word[0] in "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ":
        return title_name(word)
    return word
