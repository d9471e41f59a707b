"""Places through time on their pages: found by any name, with what became of them; offices add villages."""

import re
from datetime import date

import pytest

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import RootKind
from nepmoi.registry.geography import selectors as geography
from tests.cast import Cast, unit
from tests.web.desk import page, queries, send, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]
DAY = date(2025, 11, 4)


def address(name: str, on: date | None = None) -> str:
    return f"/places/{geography.by_id(unit(name, on)).uid}"


def found(html: str) -> list[str]:
    return re.findall(r'<h3><a href="/places/[^"]+">([^<]+)</a></h3>', html)


@pytest.mark.parametrize("written", ["huong lien", "Hương Liên", "xã hương liên, huyện Hương Khê", "18559"])
def test_a_former_name_is_found_in_any_spelling(cast: Cast, written: str) -> None:
    html = page(sit("learner"), f"/places?text={written}")
    assert found(html) == ["Xã Hương Liên"]
    assert "until 30/06/2025, first day unknown" in text(html)
    assert "huyện Hương Khê, tỉnh Hà Tĩnh" in text(html)


def test_a_day_narrows_the_search(cast: Cast) -> None:
    client = sit("learner")
    assert len(found(page(client, "/places?text=phúc trạch"))) == 2
    assert "from 01/07/2025" in text(page(client, "/places?text=phúc trạch&on=2025-08-01"))
    assert len(found(page(client, "/places?text=phúc trạch&on=2025-08-01"))) == 1


def test_words_that_name_nothing_are_told(cast: Cast) -> None:
    html = page(sit("learner"), "/places?text=Atlantis")
    assert found(html) == []
    assert "No place is called so" in text(html)


def test_without_words_stand_the_own_area_and_the_provinces(cast: Cast) -> None:
    html = page(sit("chair"), "/places")
    assert found(html) == ["Xã Phúc Trạch"]
    assert ">Tỉnh Hà Tĩnh</a>" in html


def test_a_place_that_is_gone_says_where_it_went(cast: Cast) -> None:
    said = text(page(sit("learner"), address("xã Hương Liên")))
    assert "No longer there" in said
    assert "Xã Hương Liên lay on 30/06/2025 in huyện Hương Khê (until 30/6/2025)" in said
    assert "On 04/11/2025 its land belongs to Xã Phúc Trạch" in said
    assert "What became of it Xã Phúc Trạch On 01/07/2025: merged whole" in said


def test_the_day_of_the_map_can_be_chosen(cast: Cast) -> None:
    said = text(page(sit("learner"), f"{address('xã Hương Liên')}?on=2024-10-22"))
    assert "Xã Hương Liên lay on 22/10/2024 in huyện Hương Khê" in said
    assert "its land belongs to" not in said
    assert "Xã Hương Liên lay on 30/06/2025" in text(page(sit("learner"), f"{address('xã Hương Liên')}?on=nonsense"))


def test_a_place_names_what_it_was_made_of_and_what_lies_in_it(cast: Cast) -> None:
    html = page(sit("learner"), address("xã Phúc Trạch", DAY))
    assert sorted(found(html.split('id="made"')[1])) == ["Xã Hương Liên", "Xã Hương Trạch", "Xã Phúc Trạch"]
    assert ">Xã Phúc Trạch</a>" in page(sit("learner"), address("tỉnh Hà Tĩnh")).split('id="inside"')[1]


def test_an_office_adds_a_village_of_its_area(cast: Cast) -> None:
    client, commune = sit("chair"), unit("xã Phúc Trạch", DAY)
    here = address("xã Phúc Trạch", DAY)
    answer = send(client, here, f"{here}/villages", type="bản", name="Thử", since="")
    assert (answer.status_code, answer.headers["Location"]) == (302, here)
    [village] = geography.children(commune)
    assert (village.name, village.valid_from) == ("Bản Thử", None)
    assert audit.entries_of(RootKind.UNIT, village.id)[0].by == "chair (mẫu)"
    html = page(client, here)
    assert ">Bản Thử</a>" in html
    assert "Bản Thử was added." in text(html)


def test_the_same_form_twice_adds_one_village(cast: Cast) -> None:
    client, here = sit("chair"), address("xã Phúc Trạch", DAY)
    once = {"type": "bản", "name": "Thử", "since": "", "request": "01a20c3c-0000-7000-8000-000000000001"}
    assert [client.post(f"{here}/villages", once).status_code for _ in range(2)] == [302, 302]
    assert len(geography.children(unit("xã Phúc Trạch", DAY))) == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"type": "bản", "name": " "}, "Not entered yet: name"),
        ({"type": "bản", "name": "Thử", "since": "2025-06-30"}, "from 01/07/2025"),
        ({"type": "phố", "name": "Thử"}, "phố"),
    ],
)
def test_a_village_that_cannot_be_is_told_at_the_form(cast: Cast, sent: dict[str, str], words: str) -> None:
    client, here = sit("chair"), address("xã Phúc Trạch", DAY)
    answer = client.post(f"{here}/villages", sent)
    assert answer.status_code == 422
    assert words in text(answer.content.decode())
    assert "<details open>" in answer.content.decode()
    assert geography.children(unit("xã Phúc Trạch", DAY)) == []


@pytest.mark.parametrize("username", ["collaborator", "inspector", "neighbour", "learner"])
def test_nobody_else_adds_a_village_there(cast: Cast, username: str) -> None:
    client, here = sit(username), address("xã Phúc Trạch", DAY)
    assert "Add a village" not in page(client, here)
    assert client.post(f"{here}/villages", {"type": "bản", "name": "Thử"}).status_code == 403
    assert geography.children(unit("xã Phúc Trạch", DAY)) == []


def test_a_long_list_takes_no_more_questions(cast: Cast) -> None:
    client = sit("officer")
    few, many = "/places?text=hương liên", "/places?text=h"
    assert (len(found(page(client, few))), len(found(page(client, many)))) == (1, 15)
    assert queries(client, few) == queries(client, many)
    assert "1–15 of" in text(page(client, many))
