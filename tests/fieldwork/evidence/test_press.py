"""A press article: where it stood, under which address; once in a place, counted there on its day, opened from its figure."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.errors import StaleSave
from nepmoi.core.audit.rules import Did, RootKind
from nepmoi.core.files.errors import FileIsProgram
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.selectors.papers import articles_about as about_activity
from nepmoi.fieldwork.activities.services import turns
from nepmoi.fieldwork.community.selectors.evidence import articles_about, open_article
from nepmoi.fieldwork.community.services import evidence as services
from nepmoi.fieldwork.evidence import errors, selectors
from nepmoi.fieldwork.evidence.rules import address_key, web_address
from nepmoi.fieldwork.evidence.services import press
from nepmoi.kernel import clock
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.organisation.errors import OutsideArea, RoleMayNot
from nepmoi.registry.organisation.selectors import area_of
from tests.cast import CONSOLE, DOOR, Cast, course, unit
from tests.web.community.groups import entered, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

DAY = date(2024, 10, 22)
ADDRESS = "https://baohatinh.vn/nang-cao-nang-luc-post275943.html"


def article(**changes: Any) -> press.Article:
    facts = {
        "outlet": "Báo Hà Tĩnh",
        "title": "Nâng cao năng lực",
        "published_on": DAY,
        "unit_id": unit("xã Hương Liên", DAY),
        "address": ADDRESS,
    }
    return press.Article(**(facts | changes))


def keep(cast: Cast, copy: press.Copy | None = None, **changes: Any) -> UUID:
    return press.keep_article(by=cast.officer, door=DOOR, article=article(**changes), copy=copy)


def number(**asked: Any) -> int | None:
    return figures.answer(figures.question(code="press_articles", **asked), CONSOLE).value


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" https://baohatinh.vn/bai.html ", "https://baohatinh.vn/bai.html"),
        ("http://www.vtv.vn:8080/a?b=1#c", "http://www.vtv.vn:8080/a?b=1#c"),
        ("baohatinh.vn/bai.html", "https://baohatinh.vn/bai.html"),
        ("https://báo.vn/bài-viết", "https://báo.vn/bài-viết"),
        ("", ""),
    ],
)
def test_an_address_of_a_page_is_kept_as_it_is(written: str, kept: str) -> None:
    assert web_address(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)//bao.vn",
        "data:text/html,<p>",
        "ftp://bao.vn/a",
        "file:///etc/passwd",
        "https://",
        "https:///bai.html",
        "https://localhost/bai",
        "https://127.0.0.1/bai",
        "https://[::1]/bai",
        "https://bao.vn@evil.example/bai",
        "https://bao.vn/hai dong",
        "https://bao.vn/\nb",
        'https://bao.vn/"onclick=',
        "https://bao.vn:99999/",
        "https://bao.vn/" + "a" * 500,
        "bài trên báo",
        "//bao.vn/a",
    ],
)
def test_what_leads_to_no_page_is_refused(written: str) -> None:
    with pytest.raises(errors.AddressWrong):
        web_address(written)


@pytest.mark.parametrize(
    "other",
    [
        "http://baohatinh.vn/nang-cao-nang-luc-post275943.html",
        "https://www.baohatinh.vn/nang-cao-nang-luc-post275943.html/",
        "https://BAOHATINH.vn:443/nang-cao-nang-luc-post275943.html#binh-luan",
        "https://baohatinh.vn/nang-cao-nang-luc-post275943.html?utm_source=zalo&zarsrc=31&fbclid=x",
    ],
)
def test_one_page_is_known_however_it_is_reached(cast: Cast, other: str) -> None:
    assert address_key(web_address(other)) == address_key(ADDRESS)
    uid = keep(cast)
    with pytest.raises(errors.ArticleKnown) as refused:
        keep(cast, address=other, title="Một tên khác")
    assert (refused.value.uid, refused.value.title, refused.value.outlet) == (uid, "Nâng cao năng lực", "Báo Hà Tĩnh")
    assert number() == 1


@pytest.mark.parametrize("other", [ADDRESS.replace("275943", "275944"), ADDRESS + "?trang=2"])
def test_another_page_is_another_article(cast: Cast, other: str) -> None:
    keep(cast)
    keep(cast, address=other)
    assert number() == 2


def test_an_address_is_entered_once_in_a_place_and_again_when_the_first_was_void(cast: Cast) -> None:
    first = keep(cast)
    keep(cast, unit_id=unit("xã Phúc Trạch", date(2025, 11, 4)))
    second = keep(cast, address=ADDRESS + "?trang=2")
    with pytest.raises(errors.ArticleKnown):
        press.mend_article(by=cast.officer, door=DOOR, uid=second, article=article())
    press.void_article(by=cast.officer, door=DOOR, uid=first, reason="Nhập nhầm")
    press.mend_article(by=cast.officer, door=DOOR, uid=second, article=article())
    assert selectors.article(second).address == ADDRESS


def test_what_was_only_printed_needs_its_copy(cast: Cast) -> None:
    with pytest.raises(errors.AddressOrCopyMissing):
        keep(cast, address="")
    with pytest.raises(FileIsProgram):
        keep(cast, press.Copy(b"MZ\x90\x00" + bytes(200), "bai.pdf"), address="")
    one, other = (
        keep(cast, press.Copy(b"%PDF-1.7\nstartxref\n9\n%%EOF", "bài báo.pdf"), address="", title=title)
        for title in ("Trang 1", "Trang 2")
    )
    found = selectors.article(one)
    assert found.copy is not None
    assert (found.filename, found.copy.media_type) == ("bài báo.pdf", "application/pdf")
    assert one != other
    press.mend_article(by=cast.officer, door=DOOR, uid=one, article=article(address="", title="Trang nhất"))
    mended = selectors.article(one)
    assert (mended.title, mended.filename) == ("Trang nhất", "bài báo.pdf")


def test_what_cannot_be_is_refused_by_its_name(cast: Cast) -> None:
    with pytest.raises(errors.OutletMissing):
        keep(cast, outlet="  ")
    with pytest.raises(errors.ArticleTitleMissing):
        keep(cast, title="")
    with pytest.raises(errors.NotPublishedYet):
        keep(cast, published_on=clock.today() + timedelta(days=1))
    keep(cast, published_on=clock.today())
    assert number() == 1


def test_it_counts_in_its_place_on_its_day_and_opens(cast: Cast) -> None:
    uid = keep(cast)
    keep(cast, published_on=date(2025, 3, 1), address="https://vtv.vn/a")
    keep(cast, published_on=date(2023, 3, 1), address="https://vtv.vn/b", unit_id=unit("xã Hương Vĩnh", DAY))
    taken_out = keep(cast, address="https://vtv.vn/c")
    assert (number(), number(year=2024), number(year=2025)) == (4, 2, 1)
    press.void_article(by=cast.officer, door=DOOR, uid=taken_out, reason="Nhập nhầm")
    here = str(places.by_id(unit("xã Hương Liên", DAY)).uid)
    assert (number(place=here), number(year=2024), number(place=here, year=2023)) == (2, 1, None)
    rows = figures.rows(figures.question(code="press_articles", year=2024), CONSOLE)
    assert [(row.kind, row.uid, row.label.vi, row.day, row.adds) for row in rows.rows] == [
        (figures.RowKind.ARTICLE, uid, "Nâng cao năng lực", DAY, 1)
    ]
    # The commune lives on in the one into which it was merged.
    now = str(places.by_id(unit("xã Phúc Trạch", date(2025, 11, 4))).uid)
    assert number(place=now, map=date(2025, 11, 4)) == 2


def test_a_mended_place_and_day_move_it(cast: Cast) -> None:
    uid = keep(cast)
    assert number(year=2024) == 1
    said = article(published_on=date(2025, 1, 2), unit_id=unit("xã Hương Vĩnh", DAY), author="Hoài Nam")
    press.mend_article(by=cast.officer, door=DOOR, uid=uid, article=said, seen=1)
    assert (number(year=2024), number(year=2025)) == (None, 1)
    found = selectors.article(uid)
    assert (found.author, found.version) == ("Hoài Nam", 2)
    with pytest.raises(StaleSave):
        press.mend_article(by=cast.officer, door=DOOR, uid=uid, article=said, seen=1)


def test_it_is_about_a_course_and_a_team_once_each(cast: Cast) -> None:
    activity, group = course(cast, {}), entered(cast)
    uid = services.add_article(by=cast.officer, door=DOOR, article=article(), about=activity)
    for thing in (group, activity, group):
        services.put_article(by=cast.officer, door=DOOR, article=uid, about=thing)
    found = open_article(cast.officer, uid)
    assert [one.uid for one in found.about.activities] == [activity]
    assert [one.uid for one in found.about.groups] == [group]
    assert [one.uid for one in articles_about(seen(group).id)] == [uid]
    key = activities.activity(CONSOLE, activity).id
    assert [one.uid for one in about_activity(key)] == [uid]
    # What it is about may be taken out; the article was published all the same.
    turns.make_void(by=cast.officer, door=DOOR, activity=activity, reason="Nhập hai lần")
    assert open_article(cast.officer, uid).about.activities == ()
    assert number() == 1


def test_what_it_is_about_must_be_hers_or_nothing_is_entered(cast: Cast) -> None:
    group = entered(cast, unit_id=unit("xã Hương Xuân", date(2025, 11, 4)))
    here = article(unit_id=unit("xã Phúc Trạch", date(2025, 11, 4)))
    with pytest.raises(OutsideArea):
        services.add_article(by=cast.chair, door=DOOR, article=here, about=group)
    assert selectors.articles(area_of(cast.officer)) == []


def test_it_is_read_and_written_where_it_counts(cast: Cast) -> None:
    uid = keep(cast)
    for by in (cast.officer, cast.chair, cast.collaborator, cast.inspector):
        assert open_article(by, uid).article.uid == uid
    assert [open_article(by, uid).may_write for by in (cast.officer, cast.collaborator, cast.inspector)] == [
        True,
        True,
        False,
    ]
    for by in (cast.neighbour, cast.learner):
        with pytest.raises(errors.ArticleUnknown):
            open_article(by, uid)
    told = {by.actor.name: selectors.within(area_of(by))[RootKind.ARTICLE] for by in (cast.chair, cast.neighbour)}
    assert {name: len(found or ()) for name, found in told.items()} == {
        cast.chair.actor.name: 1,
        cast.neighbour.actor.name: 0,
    }
    for by, refusal in ((cast.neighbour, OutsideArea), (cast.inspector, RoleMayNot), (cast.learner, RoleMayNot)):
        with pytest.raises(refusal):
            press.void_article(by=by, door=DOOR, uid=uid, reason="thử")
        with pytest.raises(refusal):
            press.mend_article(by=by, door=DOOR, uid=uid, article=article())
    with pytest.raises(OutsideArea):
        press.keep_article(by=cast.neighbour, door=DOOR, article=article())
    elsewhere = article(unit_id=unit("xã Hương Xuân", date(2025, 11, 4)))
    with pytest.raises(OutsideArea):
        press.mend_article(by=cast.chair, door=DOOR, uid=uid, article=elsewhere)


def test_its_history_says_what_was_said_of_it_and_why_it_went(cast: Cast) -> None:
    uid = keep(cast)
    with pytest.raises(errors.VoidReasonMissing):
        press.void_article(by=cast.officer, door=DOOR, uid=uid, reason=" ")
    found = selectors.article(uid)
    press.mend_article(by=cast.officer, door=DOOR, uid=uid, article=article(title="Tên đúng"))
    press.void_article(by=cast.officer, door=DOOR, uid=uid, reason="Bài của huyện khác")
    entries = audit.entries_of(RootKind.ARTICLE, found.id)
    changes = selectors.article_changes(found.id, [entry.id for entry in entries])
    told = {
        (one.told.name, one.before, one.after)
        for change in changes
        if change.did is Did.CHANGED
        for one in change.differences
    }
    assert told == {("title", "Nâng cao năng lực", "Tên đúng"), ("void_reason", "", "Bài của huyện khác")}
    assert entries[0].reason == "Bài của huyện khác"
    with pytest.raises(errors.ArticleUnknown):
        press.void_article(by=cast.officer, door=DOOR, uid=uid, reason="nữa")
