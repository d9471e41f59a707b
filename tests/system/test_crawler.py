"""As each role, from the first page: every link opens, every page is whole, every figure ends at its evidence."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, Final
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.accounts.models import Account
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation.rules import Standing
from tests.conftest import ON_POSTGRESQL, PASSWORD
from tests.journeys.crawling import Reading, Visit, kind, read, shape, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_case")]

ACCOUNTS: Final = ("tinh", "phuctrach", "huongxuan", "raotre", "hocvien", "kiemtra", "quantri")
OFFICER: Final = "tinh"

# Of alike addresses so many are opened: for the officer of each set of words in the query, for others of each template. On
# PostgreSQL two of each template: what a page asks of the database is asked, what it shows was seen on SQLite.
ALIKE: Final = 2 if ON_POSTGRESQL else 3

CLICKS: Final = 4

NO_LINK: Final = {
    "web:sign_in": "the first page of whoever is not signed in",
    "web:walk_in": "by a button of the roll, which saves the roll on the way",
    "web:sign_out": "a button, it writes",
    "web:language": "a button, it writes",
    "web:theme": "a button, it writes",
    "web:activity_held": "a button, it writes",
    "web:activity_confirm": "by a link of a course that is held and not confirmed; the case has none",
    "web:activity_postpone": "by a link of a course that is planned; the case has none",
    "web:activity_cancel": "by a link of a course that is planned; the case has none",
    "web:activity_void": "by a link of a course that is not confirmed; the case has none",
    "web:activity_again": "by a link of a course that is postponed or cancelled; the case has none",
    "web:equipment_edit": "by a link of a group's equipment; the case has none",
    "web:step_back": "by a link of a step that an office wrote down; the case has none",
    "web:line_back": "by a link of a line that was taken off a list; the case has none",
    "web:lists_import": "a button, it writes",
    "web:list_import": "a button, it writes",
    "web:list_settle": "a button, it writes",
    "web:list_undo": "a button, it writes",
    "web:village_add": "a form, it writes",
    "web:upload": "a page's script, it writes",
    "web:photograph_arrives": "a page's script, it writes",
    "web:photograph_to_tray": "a page's script, it writes",
    "web:photograph_shows": "a form, it writes",
    "web:photograph_alike": "by a link of a photograph that looks like an older one; the case has none",
    "web:tray_add": "a form, it writes",
    "web:paper": "by a link of an activity that has a paper; the case has none",
    "web:paper_history": "by a link of a paper; the case has none",
    "web:paper_file": "by a button of a paper; the case has none",
    "web:paper_edit": "by a button of a paper; the case has none",
    "web:paper_void": "a form, it writes",
    "web:group_photograph_arrives": "a page's script, it writes",
    "web:article_copy": "by a button of an article of which a copy was kept; the case has none",
    "web:pair": "by a link of two records that may be one person; the case has none",
    "web:pair_merge": "by a form of such a pair",
    "web:pair_apart": "by a form of such a pair",
    "web:pair_again": "by a form of a pair said to be two people; the case has none",
    "web:merger": "by a link of a person of whom records were merged; the case has none",
    "web:merger_undo": "by a form of such a merger",
}
IT_WRITES: Final = {name for name, reason in NO_LINK.items() if reason.endswith("it writes")}

# Files that pages load: the server hands them out, no view of ours does.
STATIC: Final = "/static/"


def sit(username: str) -> Client:
    client = Client()
    answer = client.post("/sign-in", {"username": username, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client


def opened(client: Client, address: str) -> tuple[int, str, str]:
    """Status, kind and text of an address, redirects followed inside the site."""
    answer = client.get(address, follow=True)
    told = answer.headers.get("Content-Type", "")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, told, content.decode() if told.startswith("text/html") else ""


def walked(username: str) -> list[Visit]:
    client = sit(username)
    by = shape if username == OFFICER and not ON_POSTGRESQL else kind
    return list(walk(lambda address: opened(client, address), alike=ALIKE, by=by))


def route(address: str) -> str:
    """The name of the view that answers; empty where none does."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


@pytest.fixture(scope="module")
def walks(the_case: None, django_db_blocker: Any) -> dict[str, list[Visit]]:
    """What each account of the case finds; reading leaves nothing behind but the sessions."""
    with django_db_blocker.unblock():
        return {username: walked(username) for username in ACCOUNTS}


def whole(visit: Visit) -> Iterator[str]:
    """What is wrong with a page as a page."""
    page = visit.page
    if page is None:
        return
    if page.headings != 1:
        yield f"{page.headings} h1"
    if not page.title.partition("·")[0].strip():
        yield "no title"
    if page.lang != "vi":
        yield f"lang {page.lang!r}"
    if "Dữ liệu mẫu" not in page.text:
        yield "no sample mark"
    yield from (
        f"names {address}, which nothing answers"
        for address in sorted(page.named)
        if not urlsplit(address).netloc
        and urlsplit(address).scheme in {"", "http"}
        and not urlsplit(address).path.startswith(STATIC)
        and not route(address)
        and urlsplit(address).path != visit.address
    )


@pytest.mark.parametrize("username", ACCOUNTS)
def test_every_link_that_is_shown_opens(walks: dict[str, list[Visit]], username: str) -> None:
    found = walks[username]
    assert len(found) > 1, "nothing to follow"
    assert [
        f"{visit.address}: {visit.status}, linked from {visit.came_from}" for visit in found if visit.status != 200
    ] == []


@pytest.mark.parametrize("username", ACCOUNTS)
def test_every_page_is_whole(walks: dict[str, list[Visit]], username: str) -> None:
    pages = [visit for visit in walks[username] if visit.page is not None]
    assert pages
    assert [f"{visit.address}: {fault}" for visit in pages for fault in whole(visit)] == []


@pytest.mark.parametrize("username", ACCOUNTS)
def test_every_link_into_a_page_finds_its_part(walks: dict[str, list[Visit]], username: str) -> None:
    pages = {visit.address: visit.page for visit in walks[username] if visit.page is not None}
    into = [
        (address, *link.partition("#")[::2])
        for address, page in pages.items()
        for link in page.links
        if "#" in link and link.partition("#")[0] in pages
    ]
    assert into
    assert [f"{address}: #{part} of {to}" for address, to, part in into if part not in pages[to].ids] == []


def test_every_address_is_reached_in_four_clicks(walks: dict[str, list[Visit]]) -> None:
    from nepmoi.web.urls import urlpatterns  # noqa: PLC0415 - the addresses load every view

    nearest: dict[str, int] = {}
    for visit in (visit for found in walks.values() for visit in found):
        for name, clicks in [
            (route(visit.address), visit.clicks),
            *((route(address), visit.clicks) for address in (visit.page.asked if visit.page else ())),
        ]:
            nearest[name] = min(clicks, nearest.get(name, clicks))
    loaded = {route(address) for found in walks.values() for v in found if v.page for address in v.page.loaded}
    names = {f"web:{pattern.name}" for part in urlpatterns for pattern in getattr(part, "url_patterns", [part])}
    assert names - nearest.keys() - loaded - NO_LINK.keys() == set()
    assert {name: clicks for name, clicks in nearest.items() if clicks > CLICKS} == {}
    assert NO_LINK.keys() & nearest.keys() == set(), "reached by a link, so its reason is no longer true"
    assert NO_LINK.keys() <= names


def test_what_writes_is_no_page(walks: dict[str, list[Visit]]) -> None:
    forms = {
        route(form.action): (username, form.action)
        for username, found in walks.items()
        for visit in found
        if visit.page
        for form in visit.page.forms
        if form.method == "post"
    }
    answered = {name: sit(forms[name][0]).get(forms[name][1]).status_code for name in forms.keys() & IT_WRITES}
    assert answered
    assert answered == dict.fromkeys(answered, 405)


@pytest.mark.parametrize("address", ["/sign-in", "/no-such-page", "/activities/01900000-0000-7000-8000-000000000000"])
def test_pages_outside_the_way_are_whole_too(address: str) -> None:
    client = Client() if address == "/sign-in" else sit(OFFICER)
    answer = client.get(address)
    page = read(address, answer.content.decode())
    assert answer.status_code == (200 if address == "/sign-in" else 404)
    assert list(whole(Visit(address, answer.status_code, 0, "", page))) == []


# --- Guard 6: every figure opens -------------------------------------------------------------------------------------

PLACE: Final = "huyện Hương Khê"
YEAR: Final = 2024
LIST: Final = re.compile(r'<section[^>]*aria-labelledby="list".*?</section>', re.DOTALL)
ROW: Final = re.compile(r'<(?:tr|li)\b(?:(?!</(?:tr|li)>).)*?<a\b[^>]*href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """A row as a figure's page shows it."""

    label: str
    href: str


class Reader:
    """Somebody who opens pages, each once."""

    def __init__(self, username: str) -> None:
        self.client, self.pages = sit(username), dict[str, str]()
        account = Account.objects.get(username=username)
        standing = organisation.standing(account.pk)
        assert standing is not None
        self.standing: Standing = standing

    def html(self, address: str) -> str:
        if address not in self.pages:
            status, _, self.pages[address] = opened(self.client, address)
            assert status == 200, address
        return self.pages[address]

    def page(self, address: str) -> Reading:
        return read(address, self.html(address))

    def rows(self, address: str) -> list[Shown]:
        """The rows of a figure's page and of the pages that follow."""
        found = LIST.search(self.html(address))
        assert found, address
        shown = [Shown(read("", label).text, unescape(href)) for href, label in ROW.findall(found[0])]
        onward = re.search(r'<a\b[^>]*rel="next" href="([^"]+)"', found[0])
        return shown + (self.rows(urljoin(address, unescape(onward[1]).partition("#")[0])) if onward else [])


@pytest.fixture
def reader(the_case: None) -> Reader:
    return Reader(OFFICER)


def splits_of(code: str) -> list[str]:
    able = {str(split) for split in figures.definition(code).splits()}
    return [by for by in ("sex", "commune") if by in able or (by == "commune" and "place" in able)]


CODES: Final = [definition.code for definition in figures.catalogue()]


@pytest.mark.parametrize("code", CODES)
def test_every_row_of_a_figure_opens_its_record_and_its_evidence(code: str, reader: Reader) -> None:
    question = figures.question(code=code, place=PLACE, year=YEAR)
    answer = figures.answer(question, reader.standing)
    behind = figures.rows(question, reader.standing)
    if code in NOT_IN_THE_CASE:
        # Nobody printed when a group was set up or how many women are in it; the case invents nothing.
        assert not answer.value
        return
    assert answer.value, "the case has something to count"
    assert sum(row.adds for row in behind.rows) == answer.value
    shown = reader.rows(f"/figures/{code}?year={YEAR}")
    assert [row.label for row in shown] == [row.label.vi for row in behind.rows]
    for row in shown:
        record = reader.page(row.href)
        assert row.label in record.text, row.href
        pictures = [link for link in record.links if route(link) == "web:photograph"]
        if route(row.href) == "web:group":
            # The case has no photographs of teams and clubs; what shows them is the source that names them.
            assert "Báo Hà Tĩnh" in record.text
            continue
        if route(row.href) == "web:article":
            # An article is evidence itself: its address, and what it is about.
            assert "baohatinh.vn" in record.text
            assert "web:activity" in {route(link) for link in record.links if link.startswith("/")}
            continue
        assert pictures, f"{row.href} leads to no photograph"
        assert "http" not in pictures[0]
        assert opened(reader.client, next(iter(loaded_pictures(reader.page(pictures[0])))))[0] == 200


NOT_IN_THE_CASE = {
    "trusted_addresses_kept_up",
    "groups_set_up",
    "groups_consolidated",
    "groups_stopped",
    "group_women_counted",
    "group_minority_counted",
    "group_meetings",
    "communication_sessions",
    "heads_reached",
    "women_reached",
    "minority_reached",
    "minority_women_reached",
    "children_reached",
}


def loaded_pictures(page: Reading) -> list[str]:
    return [address for address in page.loaded if route(address) == "web:photograph_shown"]


@pytest.mark.parametrize("code", CODES)
def test_every_part_of_a_figure_opens_its_rows(code: str, reader: Reader) -> None:
    whole = {row.uid for row in figures.rows(figures.question(code=code, place=PLACE, year=YEAR), reader.standing).rows}
    opening = Counter[str]()
    for by in splits_of(code):
        question = figures.question(code=code, place=PLACE, year=YEAR, by=by)
        answer = figures.answer(question, reader.standing)
        links = reader.page(f"/figures/{code}?year={YEAR}&by={by}").links
        for part in answer.parts:
            asked = figures.question(code=code, place=PLACE, year=YEAR, by=by, part=part.key)
            behind = figures.rows(asked, reader.standing)
            assert sum(row.adds for row in behind.rows) == part.value, (by, part.key)
            assert {row.uid for row in behind.rows} <= whole, (by, part.key)
            if not part.value:
                continue
            href = next(link for link in links if dict(parse_qsl(urlsplit(link).query)).get("part") == part.key)
            first_page = reader.rows(href.partition("#")[0])
            assert [row.label for row in first_page] == [row.label.vi for row in behind.rows], (by, part.key)
            opening[by] += 1
    assert set(opening) == (set() if code in NOT_IN_THE_CASE else set(splits_of(code)))
