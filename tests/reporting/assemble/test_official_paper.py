"""What an office would not sign: a paper to an office that is gone, a list in any order, a name that no folder takes."""

from datetime import date

import pytest

from nepmoi.fieldwork.activities.rules import Involved, Part
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, roll
from nepmoi.registry.organisation import services as offices
from nepmoi.registry.organisation.rules import OfficeKind
from nepmoi.reporting.assemble.course_result import gather
from nepmoi.reporting.assemble.issuing import issuing
from nepmoi.reporting.assemble.ordering import rank
from tests import cast as company
from tests.reporting.assemble.courses import SITE, held, mark

pytestmark = pytest.mark.django_db

PEOPLE = {
    "Lê Thị Ba": "xã Hương Vĩnh",
    "Trần Thị Bốn": "huyện Hương Khê",
    "Hồ Thị Yến": "xã Hương Liên",
    "Hồ Thị Ánh": "xã Hương Liên",
}


def of_province_and_district(cast, partner=None):
    uid = company.course(cast, PEOPLE)
    view = activities.activity(cast.officer, uid)
    involved = [Involved(partner or cast.district, Part.PARTNER, "")]
    return view, involved


def test_a_district_that_is_gone_gives_way_to_the_communes_that_it_became(cast):
    view, involved = of_province_and_district(cast)

    before = issuing(view.host, involved, view.last_day, date(2025, 6, 30)).recipients
    after = issuing(view.host, involved, view.last_day, date(2025, 7, 1)).recipients

    assert before == ("Hội LHPN huyện Hương Khê", "Lưu: VT.")
    assert after == ("Hội LHPN xã Hương Xuân", "Hội LHPN xã Phúc Trạch", "Lưu: VT.")


def test_a_partner_without_an_heir_of_its_kind_receives_nothing(cast):
    front = offices.open_office(
        by=company.CONSOLE,
        door=company.DOOR,
        name="Mặt trận huyện (mẫu)",
        short_name="MTTQ huyện (mẫu)",
        kind=OfficeKind.FRONT,
        unit_id=company.unit("huyện Hương Khê"),
        valid_from=None,
        valid_to=date(2025, 6, 30),
    )
    view, involved = of_province_and_district(cast, front)

    assert "MTTQ huyện (mẫu)" in issuing(view.host, involved, view.last_day, date(2025, 6, 30)).recipients
    assert issuing(view.host, involved, view.last_day, date(2025, 7, 1)).recipients == ("Lưu: VT.",)


def test_the_list_goes_by_unit_then_rank_then_given_name(cast):
    uid = company.course(cast, PEOPLE)
    day = date(2024, 10, 22)
    place = company.unit("xã Hương Liên", day)
    head = roll.Enrolment(company.person("Vi Thị Xuân"), "Vi Thị Xuân", "Chủ tịch Hội LHPN xã", place, "xã", "01")
    roll.enrol(by=cast.officer, door=company.DOOR, activity=uid, enrolments=[head])
    mark(cast.officer, uid)
    life.mark_held(by=cast.officer, door=company.DOOR, activity=uid)

    learners = gather(viewer=cast.officer, activity=uid, site=SITE).learners

    names = ["Trần Thị Bốn", "Vi Thị Xuân", "Hồ Thị Ánh", "Hồ Thị Yến", "Lê Thị Ba"]
    assert [(one.order, one.name) for one in learners] == list(enumerate(names, 1))


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        ("Chủ tịch Hội LHPN xã", "Phó Chủ tịch Hội LHPN xã"),
        ("Phó Chủ tịch UBND xã", "Chuyên viên Phòng Văn hóa"),
        ("Công chức Văn hóa - Xã hội", "Chi hội trưởng phụ nữ bản Rào Tre"),
        ("Bí thư Đoàn xã", "Bí thư chi bộ bản Giàng"),
        ("Trưởng bản", "Người có uy tín"),
    ],
)
def test_ranks(higher, lower):
    assert rank(higher) < rank(lower)


def test_the_file_is_named_after_the_course_its_place_and_its_day(cast):
    paper = gather(viewer=cast.officer, activity=held(cast, PEOPLE, name="Lớp “Bình đẳng giới”/2024"), site=SITE)

    assert paper.file_name == "ket-qua-lop-binh-dang-gioi-2024-huong-khe-2024-10-22.docx"


def test_a_long_name_is_cut_at_a_word_and_a_place_stands_once(cast):
    name = "Tập huấn huyện Hương Khê " + "nâng cao năng lực " * 8
    paper = gather(viewer=cast.officer, activity=held(cast, PEOPLE, name=name), site=SITE)

    assert paper.file_name == ("ket-qua-tap-huan-huyen-huong-khe-nang-cao-nang-luc-nang-cao-nang-luc-2024-10-22.docx")
