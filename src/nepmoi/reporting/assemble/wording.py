"""The sentences of a course's result. A paper of the Union is in Vietnamese, so these are no message ids."""

from datetime import date
from typing import Final

from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.people.rules.persons import Sex

HALF: Final = {DayPart.MORNING: "sáng", DayPart.AFTERNOON: "chiều"}
SEX: Final = {Sex.FEMALE: "Nữ", Sex.MALE: "Nam"}
MARK: Final = {Mark.PRESENT: "Có mặt", Mark.EXCUSED: "Vắng có phép", Mark.ABSENT: "Vắng không phép"}
NOT_MARKED: Final = "Chưa ghi"

RESULTS: Final = "Kết quả"
ASSESSMENT: Final = "Đánh giá, kiến nghị"

# What the records do not say is left to the officer, between brackets that cannot be overlooked.
BASIS_LEFT_OPEN: Final = "[Căn cứ: ghi số, ngày của kế hoạch, công văn triệu tập]"
CAPACITY_LEFT_OPEN: Final = "[Chức vụ người ký]"
LEFT_OPEN: Final = (
    "[Cán bộ phụ trách ghi: ưu điểm, hạn chế, nguyên nhân.]",
    "[Cán bộ phụ trách ghi: kiến nghị, đề xuất.]",
)

NOT_CONFIRMED: Final = (
    "Lớp đã tổ chức, chưa xác nhận kết quả: các số liệu dưới đây chưa được tính vào kết quả của Dự án 8 và có thể thay "
    "đổi. Số liệu chia theo giới tính, dân tộc, đơn vị có sau khi xác nhận."
)
FEW: Final = "dưới 5"
PEOPLE_UNIT: Final = "người"
HALF_DAYS_UNIT: Final = "buổi"


def confirmed(day: date) -> str:
    """Since when the figures are results."""
    return f"Kết quả của lớp được xác nhận ngày {day:%d/%m/%Y}."


def own_people_only(place: str) -> str:
    """What a reader must know to whom only a part of the list belongs."""
    return f"Số liệu và danh sách dưới đây chỉ gồm học viên thuộc {place}."


def pictures_left_out(number: int) -> str:
    """Why photographs of the course are missing here."""
    return f"Không in {number} ảnh vì chưa ghi căn cứ được phép đăng."


def content(number: int, name: str) -> str:
    """``Nội dung 4: …``."""
    return f"Nội dung {number}: {name}"


def half_day(day: date, part: DayPart) -> str:
    """``sáng 22/10/2024``."""
    return f"{HALF[part]} {day:%d/%m/%Y}"


def no_commune(place: str) -> str:
    """The line of those whose list names something wider than a commune."""
    return f"{place} (danh sách không ghi xã)"


def title(name: str) -> str:
    """What the paper is about: the course's name with the word for a course before it, once."""
    first, _, rest = name.partition(" ")
    if first.lower() == "lớp":
        return f"Kết quả {first.lower()} {rest}"
    if name.lower().startswith("tập huấn"):
        return f"Kết quả lớp {name[0].lower()}{name[1:]}"
    return f"Kết quả lớp tập huấn “{name}”"


def sentence(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]
