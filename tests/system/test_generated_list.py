"""No case is built in: a list made from the commit's own number goes through the import, and the figures know it."""

import io
import random
import subprocess
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, roll
from nepmoi.intake.rosters import services as rosters
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.levels import UnitView
from tests import cast as company
from tests.system.layout import ROOT

pytestmark = pytest.mark.django_db

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Lò", "Quàng", "Cầm")
MIDDLE = ("Thị", "Văn", "Thu", "Minh", "Ngọc", "Quang", "Hồng", "Đức")
GIVEN = ("An", "Bình", "Chi", "Dung", "Giang", "Hà", "Khánh", "Linh", "Mai", "Nga", "Oanh", "Phúc", "Quý", "Sơn", "Yến")
GROUPS = ("Kinh", "Kinh", "Kinh", "Thái", "Mường", "Chứt", "Lào")


@dataclass(frozen=True)
class Row:
    """A line of the made list and what became of her in the course."""

    name: str
    born: int
    sex: str
    ethnic: str
    unit: str
    marks: tuple[bool, bool]


@pytest.fixture(scope="module")
def chance() -> random.Random:
    """The same for one commit, another for the next; the number is in the failure's name."""
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    return random.Random(head.stdout.strip() or "without git")


def made_list(chance: random.Random, units: list[str]) -> list[Row]:
    """Between twenty and ninety people, no two alike, some of them never there."""
    names = [f"{family} {middle} {given}" for family in FAMILY for middle in MIDDLE for given in GIVEN]
    return [
        Row(
            name=name,
            born=chance.randint(1955, 2004),
            sex=chance.choice(("Nam", "Nữ", "Nữ")),
            ethnic=chance.choice(GROUPS),
            unit=chance.choice(units),
            marks=(chance.random() < 0.8, chance.random() < 0.7),
        )
        for name in chance.sample(names, chance.randint(20, 90))
    ]


def as_workbook(rows: list[Row]) -> bytes:
    """In the layout that most offices use: the year of birth stands under the sex."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    sheet.append(["DANH SÁCH HỌC VIÊN"])
    sheet.append([])
    sheet.append(["STT", "Họ và tên", "Năm sinh", None, "Dân tộc", "Chức vụ", "Đơn vị"])
    sheet.append([None, None, "Nam", "Nữ", None, None, None])
    for number, row in enumerate(rows, 1):
        man = row.born if row.sex == "Nam" else None
        woman = row.born if row.sex == "Nữ" else None
        sheet.append([number, row.name, man, woman, row.ethnic, "Chi hội trưởng", row.unit])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def held(cast: Any, chance: random.Random, rows: list[Row], district: UnitView) -> None:
    """A course on some day of 2024 with the list imported, the roll called and the result confirmed."""
    day = date(2024, 1, 8) + timedelta(days=chance.randrange(300))
    slots = ((day, DayPart.MORNING), (day, DayPart.AFTERNOON))
    plan = company.plan(cast, first_day=day, last_day=day, half_days=slots, venue_unit_id=district.id)
    course = life.plan(by=cast.officer, door=company.DOOR, plan=plan)
    data = as_workbook(rows)
    received = rosters.receive(by=cast.officer, door=company.DOOR, activity=course, filename="made.xlsx", data=data)
    assert rosters.import_list(by=cast.officer, door=company.DOOR, received_list=received).enrolled == len(rows)
    view = activities.activity(cast.officer, course)
    listed = {line.name_as_written: line.uid for line in activities.roster(cast.officer, view.id)}
    for index, slot in enumerate(activities.half_days(view.id)):
        marks = {listed[row.name]: Mark.PRESENT if row.marks[index] else Mark.ABSENT for row in rows}
        roll.record_attendance(by=cast.officer, door=company.DOOR, activity=course, half_day=slot.uid, marks=marks)
    life.mark_held(by=cast.officer, door=company.DOOR, activity=course)
    life.confirm(by=cast.officer, door=company.DOOR, activity=course)


def test_the_figures_are_those_of_the_list(cast: Any, chance: random.Random) -> None:
    day = date(2024, 6, 30)
    districts = [
        unit for unit in places.children(company.unit("tỉnh Hà Tĩnh", day), day) if "Hương Khê" not in unit.name
    ]
    district = chance.choice(districts)
    communes = {unit.name: unit.uid for unit in places.children(district.id, day)}
    rows = made_list(chance, list(communes))
    held(cast, chance, rows, district)
    there = [row for row in rows if any(row.marks)]

    def ask(code: str, **more: Any) -> Any:
        asked = figures.question(code=code, place=str(district.uid), year=2024, **more)
        return figures.answer(asked, cast.officer)

    assert ask("people_trained").value == len(there)
    assert ask("women_trained").value == sum(row.sex == "Nữ" for row in there)
    assert ask("ethnic_minority_trained").value == sum(row.ethnic != "Kinh" for row in there)
    assert ask("half_day_presences").value == sum(sum(row.marks) for row in rows)
    by_place = {part.key: part.value for part in ask("people_trained", by="commune", map=day).parts if part.value}
    assert by_place == Counter(str(communes[row.unit]) for row in there)
