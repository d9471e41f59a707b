"""Made-up people with the habits of Vietnamese names, and lists that write them as offices do: whose row is whose is known.

The habits of names and lists: few surnames, Thị and Văn that come and go, marks lost or
placed in the old way, i for y, initials, years off by one, telephone numbers of before 2018, communes by their name of today,
minorities with one surname in a village, women who are called by a child's name.
"""

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nepmoi.kernel.dates import PartialDate
from nepmoi.kernel.text import bare
from nepmoi.registry.people.rules.persons import Sex

SURNAMES = {
    "Nguyễn": 340, "Trần": 110, "Lê": 95, "Phạm": 70, "Hoàng": 51, "Phan": 45, "Võ": 39, "Đặng": 21, "Bùi": 20, "Hồ": 13,
    "Dương": 10, "Đinh": 10, "Cao": 9, "Đào": 8, "Hà": 8, "Thái": 7, "Lưu": 6, "Mai": 6, "Tô": 5, "Trịnh": 5, "Lý": 5, "Chu": 5,
    "Đoàn": 5, "Ngô": 13, "Đỗ": 14, "Vũ": 10, "Kiều": 3, "Từ": 3, "Quách": 2, "Tống": 2, "La": 2, "Biện": 2, "Uông": 1,
}  # fmt: skip
MIDDLES = (
    "Thanh",
    "Kim",
    "Ngọc",
    "Hồng",
    "Minh",
    "Thu",
    "Bích",
    "Diệu",
    "Xuân",
    "Phương",
    "Quỳnh",
    "Hoài",
    "Mỹ",
    "Cẩm",
)
MEN = ("Văn", "Văn", "Văn", "Hữu", "Quốc", "Xuân", "Đức", "Đình", "Công", "Bá", "Trọng", "Sỹ", "Viết", "Anh")
GIVEN = [
    "Hoa",
    "Hương",
    "Lan",
    "Mai",
    "Nga",
    "Hà",
    "Thủy",
    "Hằng",
    "Hiền",
    "Hạnh",
    "Thu",
    "Loan",
    "Liên",
    "Huệ",
    "Hòa",
    "Thúy",
    "Lý",
    "Vân",
    "Yến",
    "Oanh",
    "Nhung",
    "Trang",
    "Linh",
    "Phượng",
    "Tuyết",
    "Sâm",
    "Lài",
    "Tình",
    "Thương",
    "Xuân",
    "Nguyệt",
    "Dung",
    "Giang",
    "Thảo",
    "Ngân",
    "Cúc",
    "Đào",
    "Lựu",
    "Nhàn",
    "Bình",
    "An",
    "Tâm",
    "Minh",
    "Hải",
    "Sơn",
    "Hùng",
    "Dũng",
    "Cường",
    "Tuấn",
    "Anh",
    "Nam",
    "Kiên",
    "Long",
    "Đức",
    "Thắng",
    "Quang",
    "Trung",
    "Thành",
    "Lộc",
    "Phúc",
    "Thọ",
    "Hậu",
    "Chiến",
    "Kỳ",
    "Quý",
    "Tài",
    "Vinh",
    "Hiếu",
    "Tiến",
    "Toàn",
    "Bảo",
    "Khánh",
    "Lâm",
    "Phong",
    "Tùng",
    "Hưng",
    "Thìn",
    "Tý",
    "Sửu",
    "Dần",
    "Mão",
    "Tỵ",
    "Ngọ",
    "Mùi",
    "Thân",
    "Dậu",
    "Tuất",
    "Hợi",
    "Năm",
    "Bảy",
    "Mười",
    "Luyến",
    "Mận",
    "Mơ",
    "Na",
    "Lê",
    "Chanh",
    "Cam",
    "Quế",
    "Trà",
    "Sen",
    "Súng",
    "Bé",
    "Út",
    "Lành",
    "Hiếm",
]
CHUT = [
    "Kính",
    "Păn",
    "Dương",
    "Sâm",
    "Nam",
    "Xuân",
    "Thành",
    "Hải",
    "Phương",
    "Lan",
    "Hà",
    "Ky",
    "Búc",
    "Viên",
    "Tiến",
    "Sơn",
    "Bắc",
    "Pắc",
    "Hiên",
    "Thiu",
    "Ngọc",
    "Son",
    "Miên",
    "Lai",
    "Tình",
]
_OLD_CODES = {"038": "0168", "037": "0167", "083": "0123", "070": "0120", "078": "0128", "039": "0169"}
_OLD_PLACES = {"òa": "oà", "óa": "oá", "ủy": "uỷ", "úy": "uý", "ùy": "uỳ", "ỏe": "oẻ"}


@dataclass(frozen=True)
class Human:
    """Somebody, and the unit that she lives in by its number among the units given."""

    name: str
    sex: Sex | None
    birth: PartialDate | None
    ethnic_code: str | None
    phone: str
    unit: int | None


class Country:
    """People of some units, a few of which are villages of one surname.

    Args:
        units: how many there are.
        seed: of the dice.
    """

    def __init__(self, units: int, seed: int = 8) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - made-up people
        self._units = units
        self._villages = range(0, units, 40)
        self._given = GIVEN[:]
        self._weights = [1 / (rank + 6) for rank in range(len(GIVEN))]
        self._phones = ["0382345678"]

    def human(self) -> Human:
        """Somebody new."""
        dice = self.dice
        unit = dice.randrange(self._units)
        sex = Sex.FEMALE if dice.random() < 0.66 else Sex.MALE
        minority = unit in self._villages and dice.random() < 0.9
        return Human(
            name=self._minority(sex) if minority else self._kinh(sex),
            sex=sex,
            birth=self._birth(),
            ethnic_code="44" if minority else "01",
            phone=self._phone(),
            unit=unit,
        )

    def _kinh(self, sex: Sex) -> str:
        dice = self.dice
        [surname] = dice.choices(list(SURNAMES), list(SURNAMES.values()))
        [given] = dice.choices(self._given, self._weights)
        if sex is Sex.FEMALE:
            drawn = dice.random()
            middle = "Thị" if drawn < 0.6 else f"Thị {dice.choice(MIDDLES)}" if drawn < 0.85 else dice.choice(MIDDLES)
        else:
            middle = dice.choice(MEN)
        return f"{surname} {middle} {given}"

    def _minority(self, sex: Sex) -> str:
        filler = ("Thị " if sex is Sex.FEMALE else "Văn ") if self.dice.random() < 0.6 else ""
        return f"Hồ {filler}{self.dice.choice(CHUT)}"

    def _birth(self) -> PartialDate:
        dice = self.dice
        year, drawn = dice.randint(1950, 2004), dice.random()
        if drawn < 0.6:
            return PartialDate(year)
        return PartialDate(year, 1, 1) if drawn < 0.7 else PartialDate(year, dice.randint(1, 12), dice.randint(1, 28))

    def _phone(self) -> str:
        dice = self.dice
        if dice.random() < 0.6:
            return ""
        if dice.random() < 0.15:
            return dice.choice(self._phones[-200:])  # a family's, or an office's
        self._phones.append(
            f"{dice.choice(('038', '037', '083', '070', '078', '039', '091', '097'))}{dice.randrange(10**7):07d}"
        )
        return self._phones[-1]

    def namesake(self, known: Human) -> Human:
        """Somebody else of the same name, sex and group, and now and then of the same year or unit."""
        other, dice = self.human(), self.dice
        year = known.birth.year if known.birth and dice.random() < 0.3 else dice.randint(1950, 2004)
        unit = known.unit if dice.random() < 0.3 else other.unit
        return replace(
            other, name=known.name, sex=known.sex, ethnic_code=known.ethnic_code, unit=unit, birth=PartialDate(year)
        )

    def written(self, known: Human) -> Human:
        """The same person as another office's list writes her."""
        dice = self.dice
        return Human(
            name=self.respelt(known.name),
            sex=None if dice.random() < 0.1 else known.sex,
            birth=self._reborn(known.birth),
            ethnic_code=None if dice.random() < 0.2 else known.ethnic_code,
            phone=self._rephoned(known.phone),
            unit=self._moved(known.unit),
        )

    def respelt(self, name: str) -> str:
        """A name with none, one or several of the habits of lists."""
        dice = self.dice
        words = name.split()
        if dice.random() < 0.02:
            return f"{words[0]} Thị {dice.choice(GIVEN)}"  # called by a child's or her husband's name
        if dice.random() < (0.3 if len(words) <= 3 and words[0] == "Hồ" else 0.05):
            words = self._with_or_without(words)
        if dice.random() < 0.03:
            words[-1] = _heard(words[-1])
        if dice.random() < 0.06:
            words[-1] = words[-1].translate(str.maketrans("yýỳỷỹỵ", "iíìỉĩị"))
        if dice.random() < 0.04 and len(words) > 2:
            words = [f"{words[0][:2]}.", *(f"{word[0]}." for word in words[1:-1]), words[-1]]
        name = " ".join(words)
        if dice.random() < 0.25:
            for placed, old in _OLD_PLACES.items():
                name = name.replace(placed, old)
        return self._typed(name)

    def _with_or_without(self, words: list[str]) -> list[str]:
        if len(words) == 2:
            return [words[0], self.dice.choice(("Thị", "Văn")), words[1]]
        return [word for place, word in enumerate(words) if place in (0, len(words) - 1) or word not in ("Thị", "Văn")]

    def _typed(self, name: str) -> str:
        drawn = self.dice.random()
        if drawn < 0.12:
            return bare(name)
        if drawn < 0.24:
            return name.upper()
        return unicodedata.normalize("NFD", name) if drawn < 0.3 else name

    def _reborn(self, birth: PartialDate | None) -> PartialDate | None:
        drawn = self.dice.random()
        if birth is None or drawn < 0.03:
            return None
        year = birth.year + self.dice.choice((-1, 1)) if drawn < 0.1 else birth.year
        if birth.day and birth.month and drawn > 0.7:
            if drawn > 0.97 and birth.day <= 12:
                return PartialDate(year, birth.day, birth.month)
            return PartialDate(year, birth.month, birth.day)
        return PartialDate(year)

    def _rephoned(self, phone: str) -> str:
        drawn = self.dice.random()
        if drawn < 0.4:
            return ""
        if drawn < 0.5:
            return self._phone()
        old = _OLD_CODES.get(phone[:3])
        return f"{old} {phone[3:]}" if old and drawn < 0.65 else phone

    def _moved(self, unit: int | None) -> int | None:
        drawn = self.dice.random()
        return None if drawn < 0.05 else self.dice.randrange(self._units) if drawn < 0.1 else unit


def _heard(word: str) -> str:
    pairs = (("S", "X"), ("X", "S"), ("Tr", "Ch"), ("Ch", "Tr"), ("L", "N"), ("D", "Gi"), ("Gi", "D"))
    for said, heard in pairs:
        if word.startswith(said):
            return heard + word[len(said) :]
    return word


def sample(humans: Sequence[Human], country: Country, known: int, others: int) -> list[tuple[Human, int | None]]:
    """A list of rows: some of known people, by their number, some of new ones, of whom a third are namesakes of known ones."""
    dice = country.dice
    rows: list[tuple[Human, int | None]] = [
        (country.written(humans[number]), number) for number in dice.sample(range(len(humans)), known)
    ]
    for other in range(others):
        new = country.human() if other % 3 else country.namesake(dice.choice(humans))
        rows.append((country.written(new), None))
    dice.shuffle(rows)
    return rows
