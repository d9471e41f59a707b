"""The people and the roll of an activity, taken away: as the page shows them, with numbers that are the API's."""

from collections import Counter
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from nepmoi.core.accounts.models import Account
from nepmoi.core.audit.models import Reading
from nepmoi.fieldwork.activities.models import Activity, Participation, Presence
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import roll
from nepmoi.intake.rosters import selectors as lists
from nepmoi.intake.rosters import services as intake
from nepmoi.kernel.dates import DayPart, PartialDate
from nepmoi.registry.people import services as people_services
from nepmoi.registry.people.models import EthnicGroup, Person, Post
from nepmoi.registry.people.rules.persons import Sex
from tests import cast as company
from tests.cast import CONSOLE, DOOR
from tests.reporting.assemble.courses import held, mark, of_a_commune
from tests.reporting.render import opening
from tests.web.desk import page, queries

pytestmark = pytest.mark.django_db

DAY = date(2024, 10, 22)
SLOTS = tuple((day, part) for day in (DAY, date(2024, 10, 23)) for part in DayPart)
PEOPLE = {"Hồ Thị Một": "xã Hương Liên", "Lê Thị Hai": "xã Hương Xuân", "Hồ Thị Ba": "xã Hương Liên"}
READ = {"xlsx": opening.sheet, "csv": opening.of_csv}
HALVES = ["Sáng 22/10/2024", "Chiều 22/10/2024", "Sáng 23/10/2024", "Chiều 23/10/2024"]


def signed_in(username):
    client = Client()
    client.force_login(Account.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")
    return client


def address(what, uid, ending):
    return reverse(f"web:{what}_{ending}", args=[uid])


def download(username, what, uid, ending="xlsx"):
    answer = signed_in(username).get(address(what, uid, ending))
    assert answer.status_code == 200, answer.content.decode()
    return answer.content


def taken(username, what, uid, ending="xlsx"):
    return READ[ending](download(username, what, uid, ending))


def enrol(cast, uid, name, place="xã Hương Liên", **person):
    """Somebody in the list with all that can be known of her."""
    facts = {"sex": Sex.FEMALE, "birth": PartialDate(1985, 6, 12), "ethnic_code": "21", "phone": "0912345678"}
    new = people_services.NewPerson(name, **(facts | person))
    [person_id] = people_services.register(by=CONSOLE, door=DOOR, people=[new])
    unit = company.unit(place, DAY)
    line = roll.Enrolment(person_id, name, "Chi hội trưởng", unit, place, new.ethnic_code)
    roll.enrol(by=cast.officer, door=DOOR, activity=uid, enrolments=[line], reason="thử")


@pytest.fixture
def course(cast):
    """Four half-days; one person was away twice, of one the third is not marked, and nobody was marked in the last."""
    uid = company.course(cast, PEOPLE, half_days=SLOTS, last_day=SLOTS[-1][0])
    marks = {(1, "Lê Thị Hai"): Mark.EXCUSED, (2, "Lê Thị Hai"): Mark.ABSENT, (3, "Hồ Thị Ba"): None}
    mark(cast.officer, uid, marks | {(4, name): None for name in PEOPLE})
    return uid


@pytest.mark.parametrize("ending", READ)
def test_every_line_stands_there_as_it_was_written(cast, course, ending):
    enrol(cast, course, "Hồ Thị Bốn")
    found = taken("officer", "roster", course, ending)

    assert [row["Họ và tên"] for row in found.rows] == [*PEOPLE, "Hồ Thị Bốn"]
    birth = date(1985, 6, 12)
    assert list(found.rows[-1].values())[1:8] == [
        "Hồ Thị Bốn",
        "Nữ",
        birth if ending == "xlsx" else birth.isoformat(),
        EthnicGroup.objects.get(code="21").name,
        "Chi hội trưởng",
        "xã Hương Liên",
        "0912 345 678",
    ]
    assert found.rows[0]["Năm sinh"] == (1980 if ending == "xlsx" else "1980")
    assert {row["Đơn vị"] for row in found.rows} == {"xã Hương Liên", "xã Hương Xuân"}
    assert int(found.fact("Số người trong danh sách này")) == len(found.rows) == 4
    assert (found.fact("Hoạt động"), found.fact("Thời gian")) == ("Lớp thử", "22/10/2024 đến 23/10/2024")


def walk_in(cast, uid, name, title=""):
    roll.add_walk_in(
        by=cast.officer,
        door=DOOR,
        activity=uid,
        person=people_services.NewPerson(name),
        title=title,
        unit_id=None,
        unit_as_written="bản xa",
        half_day=None,
    )


def test_who_came_as_well_and_whose_unit_nobody_knows_are_marked(cast, course):
    walk_in(cast, course, "Hồ Thị Năm")
    line = roll.Enrolment(company.person("Hồ Thị Sáu"), "Hồ Thị Sáu", "", None, "", None)
    roll.enrol(by=cast.officer, door=DOOR, activity=course, enrolments=[line])
    came, nowhere = taken("officer", "roster", course).rows[-2:]

    assert (came["Đơn vị"], came["Ghi chú"]) == ("bản xa", "Bổ sung tại lớp")
    assert (came["Giới tính"], came["Năm sinh"], came["Dân tộc"], came["Chức vụ"]) == (None,) * 4
    assert (nowhere["Đơn vị"], nowhere["Ghi chú"]) == (None, "Danh sách không ghi đơn vị, tính cho tỉnh Hà Tĩnh")


def test_an_ethnic_group_that_is_known_otherwise_since_stands_beside(cast, course):
    [line, *_] = activities.roster(CONSOLE, activities.activity(CONSOLE, course).id)
    said = people_services.NewPerson(line.person.name, line.person.sex, line.person.birth, "21")
    people_services.mend(by=cast.officer, door=DOOR, person=line.person.uid, said=said, reason="nhầm")

    found = taken("officer", "roster", course)

    assert [row["Dân tộc"] for row in found.rows] == ["Kinh"] * 3
    assert found.rows[0]["Dân tộc theo hồ sơ"] not in ("Kinh", None)
    assert [row["Dân tộc theo hồ sơ"] for row in found.rows[1:]] == ["Kinh"] * 2


@pytest.mark.parametrize(("username", "sees"), [("officer", True), ("inspector", False)])
def test_telephone_numbers_are_for_who_may_call(cast, course, username, sees):
    enrol(cast, course, "Hồ Thị Bốn")
    for ending in READ:
        content = download(username, "roster", course, ending)
        found = READ[ending](content)
        assert ("Điện thoại" in found.columns) is sees
        assert ("345" in str(found.rows)) is sees


def test_a_guest_office_has_her_own_people_and_is_told_so(cast, course):
    for ending, read in READ.items():
        for what in ("roster", "roll"):
            found = read(download("chair", what, course, ending))
            assert [row["Họ và tên"] for row in found.rows] == ["Hồ Thị Một", "Hồ Thị Ba"]
            assert int(found.fact("Số người trong danh sách này")) == 2
            assert "Còn 1 người" in str(found.below)
            assert "Lê Thị Hai" not in str(opening.text(download("chair", what, course, "csv")))


@pytest.mark.parametrize("what", ["roster", "roll"])
@pytest.mark.parametrize("ending", READ)
def test_who_may_not_see_the_activity_gets_nothing(cast, what, ending):
    uid = of_a_commune(cast, {"Hồ Thị Sáu": "xã Phúc Trạch"})

    answers = {name: signed_in(name).get(address(what, uid, ending)).status_code for name in ("neighbour", "learner")}

    assert answers == {"neighbour": 404, "learner": 403}
    assert Client().get(address(what, uid, ending)).status_code == 302


@pytest.mark.parametrize("ending", READ)
def test_the_roll_has_a_line_a_person_and_a_column_a_half_day(course, ending):
    found = taken("officer", "roll", course, ending)

    assert [title for title in found.columns if "/2024" in title] == HALVES
    signs = {row["Họ và tên"]: [row[half] or "" for half in HALVES] for row in found.rows}
    assert signs == {
        "Hồ Thị Một": ["x", "x", "x", ""],
        "Lê Thị Hai": ["P", "K", "x", ""],
        "Hồ Thị Ba": ["x", "x", "", ""],
    }
    assert "x: có mặt; P: vắng có phép; K: vắng không phép" in str(found.below)


def test_its_sums_are_numbers_and_what_nobody_marked_is_not_zero(course):
    found = taken("officer", "roll", course)
    ends = ["Số buổi có mặt", "Số buổi vắng có phép", "Số buổi vắng không phép", "Số buổi chưa ghi"]

    assert {row["Họ và tên"]: [row[end] for end in ends] for row in found.rows} == {
        "Hồ Thị Một": [3, 0, 0, 1],
        "Lê Thị Hai": [1, 1, 1, 1],
        "Hồ Thị Ba": [2, 0, 0, 2],
    }
    assert {title: [line[half] for half in HALVES] for title, line in found.sums.items()} == {
        "Cộng có mặt": [2, 2, 2, None],
        "Cộng vắng có phép": [1, 0, 0, None],
        "Cộng vắng không phép": [0, 1, 0, None],
        "Cộng chưa ghi": [0, 0, 1, 3],
    }
    assert [found.sums[title][end] for title, end in zip(found.sums, ends, strict=True)] == [6, 1, 1, 4]


def test_the_presences_of_the_roll_are_those_of_the_figure(cast):
    uid = held(cast, PEOPLE, half_days=SLOTS, last_day=SLOTS[-1][0], marks={(2, "Lê Thị Hai"): Mark.ABSENT})
    client = signed_in("officer")
    rows = client.get("/api/v1/figures/half_day_presences/rows", {"activity": str(uid)}).json()
    by_half = Counter((row["day"], row["half"]) for row in rows["rows"])

    found = taken("officer", "roll", uid)

    assert [found.sums["Cộng có mặt"][half] for half in HALVES] == [
        by_half[day.isoformat(), part.value] for day, part in SLOTS
    ]
    assert found.sums["Cộng có mặt"]["Số buổi có mặt"] == rows["adds"] == 11
    assert sum(row["Số buổi có mặt"] for row in found.rows) == rows["adds"]


def test_the_pages_offer_both(course):
    client = signed_in("officer")
    activity = page(client, reverse("web:activity", args=[course]))
    [slot, *_] = activities.half_days(activities.activity(CONSOLE, course).id)
    one_roll = page(client, reverse("web:roll", args=[course, slot.uid]))

    for ending in READ:
        assert address("roster", course, ending) in activity
        assert address("roll", course, ending) in activity
        assert address("roll", course, ending) in one_roll


def test_whoever_takes_people_away_is_noted(cast, course):
    client = signed_in("chair")
    found = activities.activity(CONSOLE, course)
    for what in ("roster", "roll"):
        client.get(address(what, course, "xlsx"))
        client.head(address(what, course, "xlsx"))

    left = Reading.objects.filter(deed="exported").order_by("pk")
    kept = [(one.matter, one.root_kind, one.root_id, one.people, one.unit_id) for one in left]
    assert kept == [(what, "activity", found.id, 2, found.venue_unit_id) for what in ("roster", "roll")]
    assert {(one.deed, one.door_detail) for one in left.filter(matter="roll")} == {
        ("exported", address("roll", course, "xlsx"))
    }


def test_they_are_saved_under_a_plain_name(course):
    client = signed_in("officer")
    names = {what: client.get(address(what, course, "csv"))["Content-Disposition"] for what in ("roster", "roll")}

    assert names == {
        "roster": 'attachment; filename="danh-sach-lop-thu-huong-khe-2024-10-22.csv"',
        "roll": 'attachment; filename="diem-danh-lop-thu-huong-khe-2024-10-22.csv"',
    }


@pytest.mark.parametrize("what", ["roster", "roll"])
def test_a_long_list_costs_as_many_questions_as_a_short_one(cast, what):
    short = company.course(cast, {f"Hồ Thị {number}": "xã Hương Liên" for number in "ab"})
    long = company.course(cast, {f"Hồ Thị {number}": "xã Hương Xuân" for number in "abcdefghijklmnopqrst"})
    client = signed_in("officer")

    assert queries(client, address(what, short, "csv")) == queries(client, address(what, long, "csv"))


# --- Sent in again ---------------------------------------------------------------------------------------------------


def records():
    """All that a list could change, as the tables have it."""
    return [list(model.objects.order_by("pk").values()) for model in (Activity, Participation, Person, Post, Presence)]


@pytest.mark.parametrize("what", ["roster", "roll"])
@pytest.mark.parametrize("ending", READ)
def test_what_was_taken_away_and_sent_in_again_changes_nothing(cast, course, what, ending):
    enrol(cast, course, "Hồ Thị Bốn")
    enrol(cast, course, "HỒ THỊ NĂM", birth=PartialDate(1990), sex=None, ethnic_code=None, phone="+84 912 345 679")
    enrol(cast, course, "Hồ Thị Một", birth=PartialDate(1970, 3))
    enrol(cast, course, "=Hồ Thị Sáu", place="xã Hương Xuân", birth=None)
    walk_in(cast, course, "Hồ Thị Bảy", title="- Hội viên")
    line = roll.Enrolment(company.person("Hồ Thị Tám"), "Hồ Thị Tám", "", None, "", None)
    roll.enrol(by=cast.officer, door=DOOR, activity=course, enrolments=[line])
    content = download("officer", what, course, ending)
    before = records()

    received = intake.receive(by=cast.officer, door=DOOR, activity=course, filename=f"danh-sach.{ending}", data=content)
    shown = lists.preview(cast.officer, received)
    assert [line.read.name for line in shown.lines if not line.listed] == []
    assert (shown.open, len(shown.lines)) == ((), 9)
    done = intake.import_list(by=cast.officer, door=DOOR, received_list=received)

    assert (done.enrolled, done.new_people, done.linked_people, done.mended, done.marks) == (0, 0, 0, 0, 0)
    assert done.already_listed == 9
    assert records() == before
