"""The heading of a list: which rows it takes, and what each column holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from nepmoi.intake.rosters.rules.grid import Merge, Sheet, as_text
from nepmoi.kernel.text import bare, clean

HEADING_ROWS = 4
LONGEST_ABOVE = 40


class Role(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    NAME = "name"
    FAMILY = "family"
    GIVEN = "given"
    BIRTH = "birth"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    AGE = "age"
    SEX = "sex"
    MEN = "men"
    WOMEN = "women"
    ETHNIC = "ethnic"
    POSITION = "position"
    POSITION_UNIT = "position-unit"
    UNIT = "unit"
    COMMUNE = "commune"
    VILLAGE = "village"
    ADDRESS = "address"
    PHONE = "phone"
    MARK = "mark"
    SUBMITTED = "submitted"
    OTHER = "other"


# The first that fits decides. Matched against the heading without marks; `đt` and `năm` need theirs and come first below.
_PATTERNS: tuple[tuple[str, Role], ...] = (
    ("(stt|tt|so tt|so thu tu|s\\.t\\.t|no\\.?|#)$", Role.NUMBER),
    ("(ho dem|ho va dem|ho,? (va )?(ten|chu) dem|ho lot|(chu|ten) (dem|lot)|dem)$", Role.FAMILY),
    ("ten$", Role.GIVEN),
    (
        (
            "ho\\W*(va\\W*|& ?)?(chu )?(dem\\W*)?(va )?ten\\b|ten (hoc vien|dai bieu|can bo|nguoi|thanh vien|hoi vien)"
            "|(hoc vien|dai bieu|thanh vien|nguoi tham du)$"
        ),
        Role.NAME,
    ),
    ("(chuc (vu|danh)|cong viec|nghe nghiep).*(don vi|co quan|noi |dia chi)", Role.POSITION_UNIT),
    ("(do )?tuoi$", Role.AGE),
    ("gioi tinh|g\\.? ?tinh$|gt$|gioi$|phai$|nam ?[/,-] ?nu|nam/ ?nu", Role.SEX),
    (".*(nam sinh|ngay sinh|sinh nam|sinh ngay|ngay,? ?thang,? ?nam|n\\.? ?sinh)|ns$", Role.BIRTH),
    ("dan toc|d\\.? ?toc$", Role.ETHNIC),
    (".*dien thoai|sdt|so dt|di dong|.*lien (he|lac)|(tel|phone)\\b", Role.PHONE),
    ("chuc (vu|danh)|cong viec|nghe nghiep|vai tro|nhiem vu|cong tac$|thanh phan", Role.POSITION),
    ("don vi|co quan|noi (cong tac|lam viec)|to chuc|ten don vi", Role.UNIT),
    ("xa\\b|dia phuong|ten xa", Role.COMMUNE),
    ("(thon|ban|xom|to dan pho|khoi|to)\\b", Role.VILLAGE),
    ("dia chi|(noi|cho) o|thuong tru|dia ban|noi cu tru|que quan", Role.ADDRESS),
    (".*\\b(sang|chieu|buoi|diem danh|hien dien|co mat|tham du)\\b", Role.MARK),
)
# When a web form came in, as Google Forms and KoBoToolbox head the column.
_SUBMITTED = re.compile(
    "(dau thoi gian|timestamp|_?submission[ _]?time|thoi gian (gui|nop|tra loi|dang ky)|ngay (gui|nop|dang ky)|start|end)\\b"
)
# A web form asks; its column is headed by the whole question. The first that is found in it decides.
_QUESTIONS: tuple[tuple[str, Role], ...] = (
    ("ho (va |& ?)?(chu )?(dem (va )?)?ten\\b|ten (day du|cua (anh|chi|co|ba))|ten (anh|chi)\\b", Role.NAME),
    ("dien thoai|\\bsdt\\b|so dt|zalo", Role.PHONE),
    ("gioi tinh|nam hay nu", Role.SEX),
    ("nam sinh|ngay sinh|sinh (nam|ngay)|ngay,? ?thang,? ?nam sinh", Role.BIRTH),
    ("dan toc", Role.ETHNIC),
    ("(chuc (vu|danh)|nghe nghiep|cong viec).*(don vi|co quan|noi cong tac)", Role.POSITION_UNIT),
    ("chuc (vu|danh)|nghe nghiep|cong viec|vai tro|lam nghe", Role.POSITION),
    ("don vi|co quan|noi (cong tac|lam viec)|to chuc nao", Role.UNIT),
    ("\\bthon\\b|\\bban nao|(thon|ban|xom)[/ ,]", Role.VILLAGE),
    ("\\bxa\\b|\\bphuong\\b", Role.COMMUNE),
    ("dia chi|noi o|o dau|cu tru", Role.ADDRESS),
)
_ENGLISH: tuple[tuple[str, Role], ...] = (
    ("(full[ _]?)?name$|participant", Role.NAME),
    ("sex$|gender$", Role.SEX),
    ("(year|date)[ _]of[ _]birth|birth[ _]?(year|date)|dob$", Role.BIRTH),
    ("ethnic", Role.ETHNIC),
    ("position|title$|occupation", Role.POSITION),
    ("unit$|office$|organi[sz]ation", Role.UNIT),
    ("commune$", Role.COMMUNE),
    ("village$", Role.VILLAGE),
    ("phone|mobile|tel\\b", Role.PHONE),
)
LONG_HEADING = 22
_DATE = re.compile(
    "(?<![\\d/])\\d{1,2}\\s*[/.-]\\s*\\d{1,2}(?:\\s*[/.-]\\s*\\d{2,4})?(?![\\d/])|ngày\\s*\\d{1,2}|ngày (thứ|đầu|cuối)",
    re.IGNORECASE,
)
_BELOW_ANOTHER = frozenset({Role.MEN, Role.WOMEN, Role.MARK, Role.DAY, Role.MONTH, Role.YEAR, Role.FAMILY, Role.GIVEN})
NAMES = frozenset({Role.NAME, Role.FAMILY, Role.GIVEN})


@dataclass(frozen=True)
class Column:
    """One column of the list.

    Args:
        index: from 0.
        role: what it holds.
        heading: its texts from the top line of the heading down.
    """

    index: int
    role: Role
    heading: tuple[str, ...]

    @property
    def title(self) -> str:
        """The heading as one text, as the reader sees it."""
        return " – ".join(self.heading)


@dataclass(frozen=True)
class Heading:
    """Rows `top` to `bottom` (from 0, both counted) and the columns that they name."""

    top: int
    bottom: int
    columns: tuple[Column, ...]

    def first(self, *roles: Role) -> Column | None:
        """The first column with one of the roles, in the order of the roles."""
        for role in roles:
            for column in self.columns:
                if column.role == role:
                    return column
        return None

    def all(self, *roles: Role) -> list[Column]:
        """Every column with one of the roles, from left to right."""
        return [column for column in self.columns if column.role in roles]


def role_of(texts: Sequence[str]) -> Role:
    """What a column holds by its heading, the texts of its lines from the top down."""
    if not texts:
        return Role.OTHER
    marked = clean(texts[-1]).lower().strip(" .:*()")
    above = bare(" ".join(texts[:-1]))
    if (below := _role_below(marked, above)) is not None:
        return below
    if re.match("đt\\b|đ\\.? ?thoại", marked):
        return Role.PHONE
    if marked == "họ":  # with its mark: Hồ is a family name
        return Role.FAMILY
    plain = bare(marked)
    if any(word in plain for word in ("sinh", "ns")) and (sex := _sex_in(marked)):
        return sex
    if plain == "ghi chu" or re.match(
        "ghi chu|nhan xet|ket qua|trinh do|so tien|cccd|so cccd|so buoi|tong|cong\\b", plain
    ):
        return Role.OTHER
    role = _role_by_words(marked, plain)
    if role is None and (_DATE.search(marked) or re.search("diem danh", above)):
        role = Role.MARK
    return role or (role_of(texts[:-1]) if len(texts) > 1 else Role.OTHER)


def _role_by_words(marked: str, plain: str) -> Role | None:
    """The role of a heading in words, also one that asks a question, in Vietnamese or in a form's English."""
    plain = re.sub("^(cau )?\\d{1,2}[a-z]?\\s*[.):]\\s*", "", plain)
    if _SUBMITTED.match(plain):
        return Role.SUBMITTED
    role = next((role for pattern, role in _PATTERNS if re.match(pattern, plain)), None)
    if role in {None, Role.MARK} and _is_question(marked):
        role = _role_of_question(plain)
    return role or next((role for pattern, role in _ENGLISH if re.match(pattern, plain)), None)


def _is_question(text: str) -> bool:
    return "?" in text or len(text) > LONG_HEADING


def _role_of_question(plain: str) -> Role | None:
    return next((role for pattern, role in _QUESTIONS if re.search(pattern, plain)), None)


def _role_below(marked: str, above: str) -> Role | None:
    """The role of a short second line, which only the first line explains: `Nam` and `Nữ`, `S` and `C`, `Ngày`, `Tháng`, `Năm`."""
    if re.fullmatch("nam|\\(?nam\\)?( giới)?", marked):
        return Role.MEN
    if re.fullmatch("nữ( giới)?|nu|nữ? ?[(:-]? ?(đánh |ghi )?(dấu )?x\\)?|là nữ", marked):
        return Role.WOMEN
    if marked in {"s", "c"} and (_DATE.search(above) or re.search("ngay|diem danh|buoi|ky", above)):
        return Role.MARK
    if "sinh" in above and marked in {"ngày", "tháng", "năm"}:
        return {"ngày": Role.DAY, "tháng": Role.MONTH, "năm": Role.YEAR}[marked]
    return None


def _sex_in(marked: str) -> Role | None:
    """Men or women where one line says it all: `Năm sinh (Nữ)`."""
    words = set(re.findall("\\w+", marked))
    if {"nam", "nữ"} <= words:
        return None
    if "nữ" in words:
        return Role.WOMEN
    return Role.MEN if "nam" in words and "năm" in words else None


class _Lines:
    """A sheet's texts near a heading, merged ranges filled."""

    def __init__(self, sheet: Sheet) -> None:
        self._rows = sheet.rows
        self._merges = sheet.merges
        self.width = sheet.width
        self.height = len(sheet.rows)

    def merge_at(self, row: int, column: int) -> Merge | None:
        return next((m for m in self._merges if m.top <= row <= m.bottom and m.left <= column <= m.right), None)

    def text(self, row: int, column: int) -> str:
        merge = self.merge_at(row, column)
        value = (
            self._rows[merge.top][merge.left]
            if merge and merge.top < self.height and merge.left < self.width
            else self._rows[row][column]
        )
        return clean(as_text(value))

    def begins(self, row: int, column: int) -> bool:
        """Whether a text begins in this row: not blank, and no merged cell from above."""
        merge = self.merge_at(row, column)
        return bool(self.text(row, column)) and (merge is None or merge.top == row)


def find_headings(sheet: Sheet) -> Iterator[Heading]:
    """Every heading of the sheet from the top down: a second table has its own, a printed list repeats it on each page."""
    lines = _Lines(sheet)
    row = 0
    while row < lines.height:
        heading = _heading_at(lines, row) if _names_people(sheet, row) else None
        if heading is not None:
            yield heading
        row = heading.bottom + 1 if heading else row + 1


def _names_people(sheet: Sheet, row: int) -> bool:
    """Whether some cell of the row could be the heading over the names; quick, for rows are many and headings few."""
    return any(isinstance(value, str) and len(value) < 90 and _is_over_names(value) for value in sheet.rows[row])


@lru_cache(maxsize=4096)
def _is_over_names(text: str) -> bool:
    return role_of([text]) in NAMES


def _heading_at(lines: _Lines, row: int) -> Heading | None:
    bottom = row
    while bottom + 1 < min(lines.height, row + HEADING_ROWS) and _goes_on(lines, row, bottom + 1):
        bottom += 1
    top = row
    # `Ngày 22/10` may stand over `Sáng` and `Chiều` in a line of its own, above the names.
    if row > 0 and _is_above(lines, row - 1):
        top = row - 1
    columns = _columns(lines, top, bottom)
    kinds = {column.role for column in columns} - {Role.OTHER}
    named = [column for column in columns if column.role in NAMES]
    return Heading(top, bottom, columns) if named and len(kinds) > 1 and len(named) <= 3 else None


def _goes_on(lines: _Lines, first: int, row: int) -> bool:
    """Whether the row is a further line of the heading that begins at `first`."""
    new = [column for column in range(lines.width) if lines.begins(row, column)]
    if not new:
        # a line in which every cell is merged with the one above
        return any(lines.text(row, column) for column in range(lines.width))
    return (
        all(_is_below(lines, first, row, column) for column in new)
        and len({lines.text(row, column) for column in new}) > 1
    )


def _is_below(lines: _Lines, first: int, row: int, column: int) -> bool:
    """Whether a cell of a further line names part of what stands above it."""
    role = role_of([*_carried(lines, first, row - 1, column), lines.text(row, column)])
    if role in _BELOW_ANOTHER:
        return True
    above = lines.merge_at(row - 1, column)
    return (
        above is not None
        and above.right > above.left
        and role not in NAMES
        and not re.search("\\d{4}", lines.text(row, column))
    )


def _is_above(lines: _Lines, row: int) -> bool:
    """Whether the row above the names only says more of some columns: `Ngày 22/10` over `Sáng` and `Chiều`; no title does."""
    new = [column for column in range(lines.width) if lines.begins(row, column)]
    return len(new) > 0 and all(
        len(lines.text(row, column)) <= LONGEST_ABOVE
        and role_of([lines.text(row, column), lines.text(row + 1, column)]) in {Role.MARK, Role.MEN, Role.WOMEN}
        for column in new
    )


def _carried(lines: _Lines, top: int, bottom: int, column: int) -> list[str]:
    """The texts above a cell; where a line is blank without being merged, the next text to the left stands over it too."""
    texts: list[str] = []
    for row in range(top, bottom + 1):
        text = lines.text(row, column)
        left = column
        while not text and left > 0 and lines.merge_at(row, column) is None:
            left -= 1
            text = lines.text(row, left)
        if text and (not texts or texts[-1] != text):
            texts.append(text)
    return texts


def _columns(lines: _Lines, top: int, bottom: int) -> tuple[Column, ...]:
    columns = []
    for index in range(lines.width):
        own = [lines.text(row, index) for row in range(top, bottom + 1)]
        texts = list(dict.fromkeys(filter(None, own)))
        if texts and not own[0] and role_of(texts) in _BELOW_ANOTHER:
            texts = list(dict.fromkeys([*_carried(lines, top, bottom - 1, index), *texts]))
        columns.append(Column(index, role_of(texts), tuple(texts)))
    return tuple(_settled(columns))


def _settled(columns: list[Column]) -> Iterator[Column]:
    """Family name and given name only as a pair; either alone is the whole name."""
    roles = [column.role for column in columns]
    has_name = Role.NAME in roles
    has_pair = Role.FAMILY in roles and Role.GIVEN in roles
    for column in columns:
        role = column.role
        if role in {Role.FAMILY, Role.GIVEN} and not has_pair:
            role = Role.OTHER if has_name and role == Role.FAMILY else role if has_name else Role.NAME
        elif role == Role.NAME and has_pair:
            role = Role.OTHER
        yield Column(column.index, role, column.heading)
