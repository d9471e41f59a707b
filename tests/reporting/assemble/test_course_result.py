"""A course's paper says what its records and figures say, to the reader who may know it."""

import io
from datetime import date, time
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from nepmoi.fieldwork.activities.errors import ActivityUnknown
from nepmoi.fieldwork.activities.rules import Mark, Part
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, pictures, roll
from nepmoi.fieldwork.evidence.rules import Ground
from nepmoi.fieldwork.evidence.services.photographs import NewPhotograph
from nepmoi.fieldwork.training import services as training
from nepmoi.fieldwork.training.rules import SessionForm
from nepmoi.kernel.dates import DayPart
from nepmoi.reporting.assemble import wording
from nepmoi.reporting.assemble.course_result import gather
from nepmoi.reporting.assemble.errors import NotACourse, ResultNotYet
from tests import cast as company
from tests.reporting.assemble.courses import SITE, by_bookmark, cells, held, mark, of_a_commune, said

pytestmark = pytest.mark.django_db

FOUR = {
    "Hồ Thị Một": "xã Hương Liên",
    "Hồ Thị Hai": "xã Hương Liên",
    "Lê Thị Ba": "xã Hương Vĩnh",
    "Trần Thị Bốn": "huyện Hương Khê",
}


def paper_of(cast, uid, viewer=None):
    return gather(viewer=viewer or cast.officer, activity=uid, site=SITE)


def test_the_numbers_are_the_figures(cast):
    marks = {(2, "Hồ Thị Một"): Mark.EXCUSED, (1, "Lê Thị Ba"): Mark.ABSENT, (2, "Lê Thị Ba"): Mark.ABSENT}

    paper = paper_of(cast, held(cast, FOUR, marks=marks))

    found = {name: figure.value for name, figure in by_bookmark(paper).items()}
    assert found["half_days"] == 2
    assert found["training_days"] == 1
    assert found["people_trained"] == found["training_participations"] == found["women_trained"] == 3
    assert found["ethnic_minority_trained"] == 0
    assert found["half_day_presences"] == 5
    assert cells(paper, "by_half_day") == [["Sáng 22/10/2024", 3, 0, 1, 0], ["Chiều 22/10/2024", 2, 1, 1, 0]]
    assert cells(paper, "by_unit") == [
        ["1", "Xã Hương Liên", 2, 2],
        ["2", "Huyện Hương Khê (danh sách không ghi xã)", 1, 1],
    ]


def test_a_link_opens_the_figure_of_this_course_alone(cast):
    uid = held(cast, FOUR)

    figures = by_bookmark(paper_of(cast, uid))

    whole, part = urlsplit(figures["people_trained"].link), urlsplit(figures["people_trained_female"].link)
    assert whole._replace(query="").geturl() == f"{SITE}/figures/people_trained"
    assert parse_qs(whole.query) == {"activity": [str(uid)]}
    assert parse_qs(part.query) == {"activity": [str(uid)], "by": ["sex"], "part": ["female"]}
    places = [parse_qs(urlsplit(f.link).query) for f in figures.values() if "by=commune" in f.link]
    assert {query["map"][0] for query in places} == {"2024-10-22"}


def test_the_list_is_in_official_order_and_each_line_as_written_then(cast):
    uid = held(cast, FOUR, marks={(1, "Lê Thị Ba"): Mark.EXCUSED})

    learners = paper_of(cast, uid).learners

    # The district's own people, then its communes'; in a commune by given name.
    names = ["Trần Thị Bốn", "Hồ Thị Hai", "Hồ Thị Một", "Lê Thị Ba"]
    assert [(one.order, one.name, one.unit) for one in learners] == [
        (order, name, FOUR[name]) for order, name in enumerate(names, 1)
    ]
    assert {(one.sex, one.ethnic_group, one.title, one.birth) for one in learners} == {
        ("Nữ", "Kinh", "Chi hội trưởng", "1980")
    }
    assert [one.half_days_present.value for one in learners] == [2, 2, 2, 1]


def test_a_roll_that_says_nothing_of_somebody_is_not_zero(cast):
    unseen = {(1, "Lê Thị Ba"): None, (2, "Lê Thị Ba"): None}

    paper = paper_of(cast, held(cast, FOUR, marks=unseen))

    figures = by_bookmark(paper)
    assert figures["people_trained"].value == 3
    assert figures["people_trained_not_known"].value == 1
    assert figures["learner_4"].value is None
    assert [row[-1] for row in cells(paper, "by_half_day")] == [1, 1]


def test_what_is_not_confirmed_is_no_result_and_says_so(cast):
    paper = paper_of(cast, held(cast, FOUR, confirm=False))

    assert wording.NOT_CONFIRMED in said(paper)
    assert by_bookmark(paper)["people_trained"].value == 4
    assert {table.name for section in paper.sections for table in section.tables} == {"in_all", "by_half_day"}
    assert "chưa xác nhận" not in said(paper_of(cast, held(cast, {"Phạm Thị Năm": "xã Hương Liên"})))


@pytest.mark.parametrize("step", [None, life.mark_held])
def test_a_plan_is_not_a_result(cast, step):
    uid = company.course(cast, FOUR)
    if step is None:
        with pytest.raises(ResultNotYet):
            paper_of(cast, uid)
    else:
        step(by=cast.officer, door=company.DOOR, activity=uid)
        assert by_bookmark(paper_of(cast, uid))["half_day_presences"].value == 0


def test_the_paper_is_for_courses(cast):
    uid = company.course(cast, FOUR, kind="dialogue")

    with pytest.raises(NotACourse):
        paper_of(cast, uid)


def test_who_only_sent_people_reads_of_them_alone(cast):
    uid = held(cast, FOUR, marks={(1, "Hồ Thị Một"): Mark.ABSENT})

    paper = paper_of(cast, uid, cast.chair)

    figures = by_bookmark(paper)
    assert [one.name for one in paper.learners] == ["Hồ Thị Hai", "Hồ Thị Một"]
    assert figures["people_trained"].value == 2
    assert "training_days" not in figures
    assert [row[1:] for row in cells(paper, "by_half_day")] == [[1, 0, 1, 0], [2, 0, 0, 0]]
    assert "chỉ gồm học viên thuộc xã Phúc Trạch" in said(paper)
    [place] = {parse_qs(urlsplit(f.link).query)["place"][0] for f in figures.values() if "/figures/" in f.link}
    assert place
    assert "Lê Thị Ba" not in repr(paper)


def test_who_has_nothing_to_do_with_it_does_not_know_of_it(cast):
    with pytest.raises(ActivityUnknown):
        paper_of(cast, held(cast, {"Hồ Thị Một": "xã Hương Liên"}), cast.neighbour)


def test_guests_count_in_the_result_of_the_commune_that_held_the_course(cast):
    uid = of_a_commune(cast, {"Hồ Thị Sáu": "xã Phúc Trạch", "Hồ Thị Bảy": "xã Hương Xuân"})

    paper = paper_of(cast, uid, cast.chair)

    figures = by_bookmark(paper)
    assert figures["people_trained"].value == 2
    assert parse_qs(urlsplit(figures["people_trained"].link).query)["rule"] == ["venue"]
    assert [one.name for one in paper.learners] == ["Hồ Thị Bảy", "Hồ Thị Sáu"]
    assert "chỉ gồm" not in said(paper)


def test_the_office_lines_are_those_of_the_host(cast):
    of_province = paper_of(cast, held(cast, FOUR))
    of_commune = paper_of(cast, of_a_commune(cast, {"Hồ Thị Sáu": "xã Phúc Trạch"}), cast.chair)

    assert (of_province.issuer.parent, of_province.issuer.name) == ("HỘI LHPN TỈNH HÀ TĨNH", "BAN THƯỜNG VỤ")
    assert (of_commune.issuer.parent, of_commune.issuer.name) == ("HỘI LHPN TỈNH HÀ TĨNH", "HỘI LHPN XÃ PHÚC TRẠCH")
    assert (of_province.place, of_commune.place) == ("Hà Tĩnh", "Phúc Trạch")
    assert "Hội LHPN tỉnh Hà Tĩnh" in of_commune.recipients
    assert of_province.issued is None
    assert of_province.number == ""


def test_the_facts_of_the_course_are_its_records(cast):
    day = date(2024, 10, 22)
    plan = company.plan(
        cast,
        name="Tập huấn thử",
        contents=("nd1", "nd4"),
        opened_by="Bà Mẫu",
        partners={cast.district.id: (Part.ORGANISER, "")},
    )
    session = training.SessionLine(
        day=day, part=DayPart.MORNING, title="Bài một", form=SessionForm.TALK, topic="cd1", trainer="Cô Mẫu"
    )
    uid = training.open_course(
        by=cast.officer,
        door=company.DOOR,
        course=plan,
        sessions=[session],
        trainers=[training.TrainerLine("Cô Mẫu", "Trường Mẫu")],
    )
    life.mark_held(by=cast.officer, door=company.DOOR, activity=uid)

    paper = paper_of(cast, uid)

    assert paper.title == "Kết quả lớp tập huấn thử"
    assert [text.partition(":")[0] for text in paper.course.contents] == ["Nội dung 1", "Nội dung 4"]
    assert paper.course.partners == (cast.district.name,)
    assert paper.course.trainers == ("Cô Mẫu (Trường Mẫu)",)
    assert len(paper.course.topics) == 1
    assert paper.course.opened_by == "Bà Mẫu"
    assert paper.course.place == "huyện Hương Khê, tỉnh Hà Tĩnh"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Tập huấn lồng ghép giới", "Kết quả lớp tập huấn lồng ghép giới"),
        ("Lớp tập huấn lồng ghép giới", "Kết quả lớp tập huấn lồng ghép giới"),
        ("Kỹ năng truyền thông", "Kết quả lớp tập huấn “Kỹ năng truyền thông”"),
    ],
)
def test_a_course_is_called_a_course_once(name, title):
    assert wording.title(name) == title


def picture(colour):
    out = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(out, "JPEG")
    return out.getvalue()


def test_only_photographs_with_a_ground_leave_the_house(cast):
    uid = held(cast, FOUR)
    [slot, _] = activities.half_days(activities.activity(cast.officer, uid).id)
    shown = NewPhotograph(
        data=picture("navy"), filename="a.jpg", caption="Khai mạc", ground=Ground.PUBLIC_EVENT, shows_children=False
    )
    child = NewPhotograph(
        data=picture("red"), filename="b.jpg", caption="Có trẻ em", ground=Ground.PUBLIC_EVENT, shows_children=True
    )
    pictures.add_photographs(
        by=cast.officer, door=company.DOOR, activity=uid, half_day=slot.uid, pictures=[shown, child]
    )

    paper = paper_of(cast, uid)

    assert [(one.caption, one.when) for one in paper.photographs] == [("Khai mạc", "sáng 22/10/2024")]
    with Image.open(io.BytesIO(paper.photographs[0].picture)) as opened:
        assert opened.size == (300, 200)
    assert "Không in 1 ảnh" in said(paper)


def test_a_person_of_unknown_sex_is_neither_a_woman_nor_a_man(cast):
    uid = company.course(cast, {})
    person = company.person("Người Chín", sex=None, ethnic=None)
    line = roll.Enrolment(person, "Người Chín", "", company.unit("xã Hương Liên"), "xã Hương Liên", None)
    roll.enrol(by=cast.officer, door=company.DOOR, activity=uid, enrolments=[line])
    mark(cast.officer, uid)
    life.mark_held(by=cast.officer, door=company.DOOR, activity=uid)
    life.confirm(by=cast.officer, door=company.DOOR, activity=uid)

    paper = paper_of(cast, uid)

    figures = {name: figure.value for name, figure in by_bookmark(paper).items()}
    assert (figures["people_trained"], figures["women_trained"], figures["women_trained_not_known"]) == (1, 0, 1)
    assert figures["people_trained_unknown"] == figures["people_trained_ethnic_unknown"] == 1
    assert (paper.learners[0].sex, paper.learners[0].ethnic_group) == ("", "")


def test_what_was_taught_and_said_stands_in_the_paper(cast):
    uid = held(cast, FOUR)
    trainer = training.TrainerLine("Cô Một", "Tỉnh")
    sessions = [
        training.SessionLine(*company.AFTERNOON, "Thảo luận", SessionForm.GROUP_WORK),
        training.SessionLine(*company.MORNING, "Kỹ năng", SessionForm.TALK, time(8, 30), "cd2", "Cô Một"),
    ]
    of = {"by": cast.officer, "door": company.DOOR, "activity": uid}
    training.keep_timetable(**of, sessions=sessions, trainers=[trainer])
    found = activities.activity(cast.officer, uid)
    slot = activities.half_days(found.id)[1].uid
    members = tuple(line.uid for line in activities.roster(cast.officer, found.id))
    for form, name, result in (
        (SessionForm.EXPERIENCE, "Bản Một", "Kể chuyện"),
        (SessionForm.GROUP_WORK, "Nhóm 1", "1. Chia việc.\n2. Họp tối."),
        (SessionForm.GROUP_WORK, "Nhóm 2", ""),
    ):
        brought = training.Brought(
            half_day=slot, form=form, name=name, subject="Việc nhà?", result=result, members=members
        )
        training.record_exchange(**of, brought=brought)

    paper = paper_of(cast, uid)

    assert cells(paper, "timetable") == [
        ["Sáng 22/10/2024", "08:30", "Kỹ năng", "Cô Một"],
        ["Chiều 22/10/2024", "", "Thảo luận", ""],
    ]
    assert cells(paper, "group_work") == [
        ["Chiều 22/10/2024", "Nhóm 1", "Việc nhà?", "1. Chia việc. 2. Họp tối."],
        ["Chiều 22/10/2024", "Nhóm 2", "Việc nhà?", "Chưa ghi"],
    ]
    assert cells(paper, "experience") == [["Chiều 22/10/2024", "Bản Một", "Việc nhà?", "Kể chuyện"]]
    names = {
        table.name
        for section in paper_of(cast, held(cast, {"Phạm Thị Năm": "xã Hương Liên"})).sections
        for table in section.tables
    }
    assert not names & {"timetable", "group_work", "experience"}
