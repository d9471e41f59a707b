"""The words of Vietnamese offices by which a list is understood: units, posts, counts, signs of an ending."""

import re

from nepmoi.kernel.text import bare, clean, title_name

# Kinds of units, the largest first; a village stands below a commune.
_LARGE = "tỉnh|thành phố|quận|huyện|thị xã|thị trấn|phường|xã|đặc khu"
_SMALL = "thôn|bản|buôn|plei|làng|xóm|ấp|sóc|khóm|khu phố|khối phố|khối|tổ dân phố|tiểu khu"
_UNIT_START = re.compile(f"(?:{_LARGE}|{_SMALL}|tp\\.?|tt\\.?|tx\\.?)\\s+[\\w’']", re.IGNORECASE)
_SMALL_START = re.compile(f"(?:{_SMALL})\\s+[\\w’']", re.IGNORECASE)
_UNIT_INSIDE = re.compile(f"\\b({_LARGE})((?:\\s+(?:[A-ZĐÀ-Ỹ][\\w’']*|\\d+))+)\\s*$")
_UNIT_KIND = re.compile(f"\\b(?:{_LARGE}|{_SMALL})\\b", re.IGNORECASE)
# Groups that a list is cut into and that are no unit.
_GROUP = re.compile(
    "(cac )?(cap|khoi|dai bieu|thanh phan|giang vien|bao cao vien|ban to chuc|hoc vien|nhom|lop|can bo|khach moi|doi tuong)\\b"
)

_PEOPLE = "(?:nguoi|dong chi|d/?c|hoc vien|dai bieu|can bo|thanh vien|hoi vien|chi|hv|phu nu|hoc sinh)"
_STATED = re.compile(
    f"(?:an dinh|danh sach (?:nay |tren |co |gom |bao gom )*|tong(?: so| cong)?|^cong\\b|gom co)\\D{{0,40}}?(\\d{{1,5}})\\s*(?:\\([^)]*\\)\\s*)?{_PEOPLE}\\b"
)
_STATED_BARE = re.compile("(?:an dinh|^tong(?: so| cong)?|^cong)\\D{0,40}?(\\d{1,5})\\W*$")
_TITLE_COUNT = re.compile(f"danh sach (\\d{{1,5}}) {_PEOPLE}\\b")
# With its mark: Tống is a family name.
_TOTAL = re.compile("\\W*(tổng|cộng)\\b")
_ENDING = re.compile(
    "\\W*(ghi chu\\b|chu thich|ky hieu|quy uoc|noi nhan|nguoi lap|nguoi tong hop|nguoi diem danh|can bo lap|xac nhan|tm\\b|t/m|kt\\b|k/t|tl\\b"
    "|thu truong|chu tich$|pho chu tich$|truong ban$|giang vien$|lop truong$|an dinh|danh sach|luu y|luu:|ky ten|\\(?ky,|.{0,30}ngay .{0,4} ?thang .{0,4} ?nam)"
)
_DITTO = re.compile('\\W*(nt|n\\.t\\.?|nhu tren|n/t)\\W*|[-\\s]*("|\'\'|″|〃|""|”|“|´´|//|/\\s*/)[-\\s]*')

_ACRONYMS = frozenset(
    """LHPN UBND HĐND MTTQ UBMTTQ UBMT MT BCH BTV BTC CLB THCS THPT TH MN DTTS DTNT DTBT LĐ TB&XH LĐTB&XH TBXH LĐTBXH VH XH VHXH VHTT TTCĐ CCB NCT BCHQS
    CA GD ĐT GDĐT DS KHHGĐ TNCS HCM TN PTDTBT PTDTNT TDP HTX ND CTXH BHXH HLHPN BTG BCĐ TT TP TX VHTT&DL KT QS BĐBP PCT CT UV""".split()  # noqa: SIM905
)
_PHRASES = (
    "Chi hội trưởng", "Chi hội phó", "Chi hội", "Hội Liên hiệp Phụ nữ", "Hội Phụ nữ", "Hội Nông dân", "Hội Cựu chiến binh", "Hội", "Chủ tịch", "Bí thư", "Đoàn", "Đảng ủy", "Trưởng Ban", "Phó Ban",
    "Phó Trưởng ban", "Ban Công tác Mặt trận", "Công tác Mặt trận", "Mặt trận Tổ quốc", "Mặt trận", "Văn hóa - Xã hội", "Văn hóa - Thông tin",
    "Phòng", "Tổ truyền thông", "Thường vụ", "Ban Chấp hành", "Ban Thường vụ", "Ủy ban", "Trạm Y tế", "Đồn Biên phòng",
    "Trường", "Hội đồng",
)  # fmt: skip
_AFTER_UNIT_STOPS = {"-", "–", ",", "(", ";"}


def starts_as_unit(text: str) -> bool:
    """Whether the text begins with a kind of unit and its name: `Xã Lũng Cú`, `thôn 2`."""
    return bool(_UNIT_START.match(text))


def starts_as_village(text: str) -> bool:
    """Whether the text begins with a unit below the commune."""
    return bool(_SMALL_START.match(text))


def names_kind_of_unit(text: str) -> bool:
    """Whether a kind of unit stands anywhere in the text."""
    return bool(_UNIT_KIND.search(text))


def is_group(text: str) -> bool:
    """Whether a section's heading names a group of people, not a unit."""
    return bool(_GROUP.match(bare(text)))


def unit_at_end(text: str) -> tuple[str, str] | None:
    """Position and unit out of `Chủ tịch Hội LHPN xã Lũng Cú` or `Trưởng thôn, xã Lũng Táo`; None without a unit at the end."""
    found = _UNIT_INSIDE.search(text)
    if found is None:
        return None
    unit = f"{found[1][0].upper()}{found[1][1:]}{found[2]}"
    before = text[: found.start()].rstrip()
    is_apart = not before or before[-1] in ",;-–("
    position = before.rstrip(",;-–( ") if is_apart else f"{before} {found[1]}"
    return position, " ".join(unit.split())


def stated_count(text: str) -> int | None:
    """How many people a closing line says there are."""
    plain = bare(text)
    found = _STATED.search(plain) or _STATED_BARE.search(plain)
    return int(found[1]) if found else None


def count_in_title(text: str) -> int | None:
    """How many people a title says there are: `DANH SÁCH 60 HỌC VIÊN`."""
    found = _TITLE_COUNT.search(bare(text))
    return int(found[1]) if found else None


def is_total(text: str) -> bool:
    """Whether a line adds up what stands above it."""
    return bool(_TOTAL.match(clean(text).lower()))


def ends_the_list(text: str) -> bool:
    """Whether what follows is no longer the list: notes, signatures, who gets a copy."""
    return bool(_ENDING.match(bare(text)))


def is_ditto(text: str) -> bool:
    """Whether the cell says "as above"."""
    return bool(_DITTO.fullmatch(bare(text)))


def in_ordinary_case(text: str, *, proper: bool = False) -> str:
    """A position or unit of an upper-case list as offices write it otherwise; text that is not all upper case stays.

    Args:
        text: cleaned.
        proper: every other word is part of a proper name (a unit), not of a position.
    """
    letters = [letter for letter in text if letter.isalpha()]
    words = text.split(" ")
    if len(words) < 2 or not letters or any(letter.islower() for letter in letters):
        return text
    out: list[str] = []
    naming = False
    at = 0
    while at < len(words):
        naming = naming and words[at] not in _AFTER_UNIT_STOPS
        piece, length, begins_name = _piece(words, at, naming=naming, proper=proper)
        out.append(piece)
        naming = (naming or begins_name) and not words[at + length - 1].endswith((",", ";"))
        at += length
    joined = " ".join(out)
    return joined[:1].upper() + joined[1:]


def _piece(words: list[str], at: int, *, naming: bool, proper: bool) -> tuple[str, int, bool]:
    """The next words in ordinary case, how many they are, and whether the name of a unit follows."""
    if _is_acronym(words[at]):
        return words[at], 1, False
    kind = _unit_kind(words, at)
    if kind and _is_name(words[at + len(kind) :]):
        return " ".join(kind).lower(), len(kind), True
    if not naming and (phrase := _phrase(words, at)):
        return phrase, len(phrase.split(" ")), False
    return title_name(words[at]) if naming or proper else words[at].lower(), 1, False


def _is_acronym(word: str) -> bool:
    parts = [part for part in re.split("[-/,;.()]", word) if part]
    return bool(parts) and all(part in _ACRONYMS or part.isdecimal() for part in parts)


def _unit_kind(words: list[str], at: int) -> list[str] | None:
    for length in (3, 2, 1):
        if re.fullmatch(f"{_LARGE}|{_SMALL}", " ".join(words[at : at + length]).lower()):
            return words[at : at + length]
    return None


def _is_name(following: list[str]) -> bool:
    """Whether a kind of unit is followed by its name: `bản Giàng`, not `thôn bản`."""
    return bool(following) and following[0] not in _AFTER_UNIT_STOPS and _unit_kind(following, 0) is None


def _phrase(words: list[str], at: int) -> str | None:
    for phrase in sorted(_PHRASES, key=len, reverse=True):
        length = len(phrase.split(" "))
        if " ".join(words[at : at + length]).rstrip(",;").lower() == phrase.lower():
            return phrase
    return None
