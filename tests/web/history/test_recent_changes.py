"""The area's recent changes: all of its writes and nothing of another area's, found by who, kind and day."""

import re
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from nepmoi.fieldwork.activities.services import life, pictures, roll
from nepmoi.fieldwork.community.rules import GroupKind
from nepmoi.fieldwork.community.services import evidence, groups
from nepmoi.fieldwork.evidence.services.press import Article
from nepmoi.kernel import clock
from nepmoi.registry.organisation.rules import Standing
from nepmoi.registry.people import services as people
from nepmoi.registry.people.rules.persons import Sex
from tests.cast import CONSOLE, DOOR, MORNING, Cast, course, held, plan, unit
from tests.fieldwork.evidence.test_photographs import new as photograph
from tests.fieldwork.evidence.test_photographs import picture
from tests.web.desk import page, queries, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

OLD = date(2024, 10, 22)
HERE, THERE = "xã Hương Liên", "xã Hương Xuân"


def planned(cast: Cast, name: str, place: str = HERE, by: Standing | None = None, at: datetime | None = None) -> UUID:
    with clock.stopped_at(at or clock.now()):
        facts = plan(cast, name=name, venue_unit_id=unit(place, OLD))
        return life.plan(by=by or cast.officer, door=DOOR, plan=facts)


def test_a_write_is_told_in_words_and_leads_to_its_record(cast: Cast) -> None:
    one = course(cast, {"Hồ Thị Một": HERE})
    held(cast.officer, one)
    html = page(sit("officer"), "/changes")
    assert "State held → confirmed" in text(html)
    assert "officer (mẫu) , Hội LHPN tỉnh Hà Tĩnh" in text(html)
    assert f'href="/activities/{one}"' in html
    assert "04/11/2025" in text(html)


def test_home_leads_there_in_one_click(cast: Cast) -> None:
    for name, leads in (("officer", True), ("chair", True), ("inspector", True), ("collaborator", False)):
        assert ('href="/changes"' in page(sit(name), "/")) is leads


def test_nothing_of_another_area_is_shown(cast: Cast) -> None:
    planned(cast, "Lớp của xã mình")
    planned(cast, "Lớp của xã bên", THERE, by=cast.neighbour)
    html = page(sit("chair"), "/changes")
    mine, theirs = text(html), text(page(sit("neighbour"), "/changes"))
    # Not even that something was written, and by whom: her own course, and what made her commune.
    assert "neighbour" not in html
    assert html.count('id="entry-') == 2
    assert "Lớp của xã mình" in mine
    assert "Lớp của xã bên" not in mine
    assert "Lớp của xã bên" in theirs
    assert "Lớp của xã mình" not in theirs


def test_of_a_write_that_touches_two_areas_each_is_told_her_own(cast: Cast) -> None:
    new = [people.NewPerson(name, Sex.FEMALE, None, None) for name in ("Hồ Thị Nhà", "Hồ Thị Bên")]
    both = people.register(by=CONSOLE, door=DOOR, people=new)
    course_here = planned(cast, "Lớp chung", "huyện Hương Khê")
    lines = [
        roll.Enrolment(one, name, "Hội viên", unit(place, OLD), place, None)
        for one, name, place in zip(both, ("Hồ Thị Nhà", "Hồ Thị Bên"), (HERE, THERE), strict=True)
    ]
    roll.enrol(by=cast.officer, door=DOOR, activity=course_here, enrolments=lines)
    posts = [
        people.NewPost(one, "Hội viên", unit(place, OLD), place, OLD)
        for one, place in zip(both, (HERE, THERE), strict=True)
    ]
    people.note_posts(by=cast.officer, door=DOOR, posts=posts)
    mine, theirs = text(page(sit("chair"), "/changes")), text(page(sit("neighbour"), "/changes"))
    assert "Hồ Thị Nhà" in mine
    assert "Hồ Thị Bên" not in mine
    assert "Hồ Thị Bên" in theirs
    assert "Hồ Thị Nhà" not in theirs


def test_evidence_is_told_by_what_it_was_put_to_and_of_what_lies_elsewhere_only_that_it_does(cast: Cast) -> None:
    def club(name: str, place: str) -> UUID:
        host, kind = cast.phuc_trach, GroupKind.LEADERS_CLUB
        new = groups.NewGroup(kind=kind, name=name, unit_id=unit(place, OLD), host=host, known_since=OLD)
        return groups.enter_group(by=CONSOLE, door=DOOR, new=new)

    mine, theirs = club("CLB nhà", HERE), club("CLB bên", THERE)
    said = Article("Báo Hà Tĩnh", "Bài về hai câu lạc bộ", OLD, unit("huyện Hương Khê", OLD), "https://baohatinh.vn/x")
    uid = evidence.add_article(by=cast.officer, door=DOOR, article=said)
    evidence.put_article(by=cast.officer, door=DOOR, article=uid, about=mine)
    evidence.put_article(by=cast.officer, door=DOOR, article=uid, about=theirs)
    entries = re.findall(r'<li id="entry-.*?</li>', page(sit("chair"), "/changes"), re.DOTALL)
    elsewhere, here = (text(one) for one in entries[:2])
    assert "Bài về hai câu lạc bộ Press article About something outside the area assigned to the account" in elsewhere
    assert "CLB bên" not in elsewhere
    assert "CLB nhà" in here
    assert "outside the area" not in here


def test_what_was_set_up_for_all_is_told_to_no_commune(cast: Cast) -> None:
    told = text(page(sit("neighbour"), "/changes"))
    assert "Hội LHPN xã Phúc Trạch" not in told


def test_it_is_found_by_who_by_kind_and_by_day(cast: Cast) -> None:
    planned(cast, "Lớp của tỉnh", at=datetime(2025, 10, 1, 3, tzinfo=UTC))
    group = groups.enter_group(
        by=cast.chair,
        door=DOOR,
        new=groups.NewGroup(
            kind=GroupKind.LEADERS_CLUB,
            name="Câu lạc bộ thử",
            unit_id=unit("xã Phúc Trạch", date(2025, 7, 1)),
            host=cast.phuc_trach,
            known_since=date(2025, 8, 1),
        ),
    )
    browser = sit("chair")
    html = page(browser, "/changes")
    assert "Lớp của tỉnh" in html
    assert f'href="/groups/{group}"' in html
    [officer] = set(re.findall(r'by=([0-9a-f-]{36})"[^>]*>officer', html))
    assert "Câu lạc bộ thử" not in page(browser, f"/changes?by={officer}")
    assert "Lớp của tỉnh" in page(browser, f"/changes?by={officer}")
    assert "Lớp của tỉnh" not in page(browser, "/changes?kind=group")
    assert "Câu lạc bộ thử" in page(browser, "/changes?kind=group")
    assert "Lớp của tỉnh" in page(browser, "/changes?day=2025-10-01")
    assert "Câu lạc bộ thử" not in page(browser, "/changes?day=2025-10-01")
    assert "No change fits." in page(browser, "/changes?day=2025-10-02")
    assert "Lớp của tỉnh" in page(browser, "/changes?day=x&kind=y&by=z&before=w")
    for far in ("9999-12-31", "0001-01-01"):
        assert "Lớp của tỉnh" in page(browser, f"/changes?day={far}")


def test_an_address_that_names_a_stranger_tells_nothing_of_her(cast: Cast) -> None:
    planned(cast, "Lớp của xã bên", THERE, by=cast.neighbour)
    [neighbour] = set(re.findall(r'value="([0-9a-f-]{36})"[^>]*>neighbour', page(sit("neighbour"), "/changes")))
    html = page(sit("chair"), f"/changes?by={neighbour}")
    assert "neighbour (mẫu)" not in html
    assert "No change fits." in html


def test_pages_go_on_where_the_one_before_ended(cast: Cast) -> None:
    for number in range(45):
        planned(cast, f"Lớp thứ {number:02}")
    browser, address, seen = sit("chair"), "/changes", []
    while address:
        html = page(browser, address)
        seen += re.findall(r"Lớp thứ \d\d(?=</a>)", html)
        older = re.search(r'rel="next" href="([^"]+)"', html)
        address = "/changes" + older[1] if older else ""
    assert seen == [f"Lớp thứ {number:02}" for number in reversed(range(45))]


def test_the_statements_do_not_grow_with_what_is_shown(cast: Cast) -> None:
    def sample(number: int) -> None:
        one = course(cast, {f"Hồ Thị {number}": HERE}, venue_unit_id=unit(HERE, OLD), name=f"Lớp {number}")
        shown = photograph(caption=f"Ảnh {number}", data=picture(size=(300 + number, 200)))
        pictures.add_photographs(by=cast.officer, door=DOOR, activity=one, half_day=None, pictures=[shown])
        held(cast.officer, one)

    sample(1)
    browser = sit("chair")
    few = queries(browser, "/changes")
    for number in (2, 3, 4):
        sample(number)
    assert queries(browser, "/changes") <= few + 2
    assert few < 60


def test_an_entry_of_many_names_a_few_and_says_how_many_more(cast: Cast) -> None:
    new = [people.NewPerson(f"Hồ Thị Lộc {number}", Sex.FEMALE, None, None) for number in range(30)]
    made = people.register(by=cast.officer, door=DOOR, people=new)
    # Without a post nobody knows in whose area they are.
    assert "Hồ Thị Lộc" not in page(sit("chair"), "/changes?kind=person")
    posts = [people.NewPost(one, "Hội viên", unit(HERE, OLD), HERE, OLD) for one in made]
    people.note_posts(by=cast.officer, door=DOOR, posts=posts)
    told = text(page(sit("chair"), "/changes?kind=person"))
    assert len(set(re.findall(r"Hồ Thị Lộc \d+", told))) == 5
    assert told.count("and 25 more people") == 2  # the register's entry, and the posts'


def test_what_was_entered_long_after_its_day_is_marked(cast: Cast) -> None:
    one = course(cast, {"Hồ Thị Một": HERE})
    held(cast.officer, one)
    assert "Entered afterwards : of 22/10/2024, written on 04/11/2025" in text(page(sit("officer"), "/changes"))


def test_a_new_record_says_nothing_of_what_it_is_not(cast: Cast) -> None:
    one = course(cast, {"Hồ Thị Một": HERE}, half_days=(MORNING,))
    for told in (text(page(sit("officer"), "/changes")), text(page(sit("officer"), f"/activities/{one}/history"))):
        assert "Half-day: morning 22/10/2024 · added" in told
        assert not re.search(r"\bno\b", told)


def test_collaborators_trainers_and_learners_have_no_such_page(cast: Cast) -> None:
    for name in ("collaborator", "learner"):
        assert sit(name).get("/changes").status_code == 403
        assert sit(name).get("/changes/readings").status_code == 403
