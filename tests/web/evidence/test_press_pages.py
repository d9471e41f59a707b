"""Press articles on pages: entered from a course, a team or the list, known when they are there already, opened from their figure."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nepmoi.fieldwork.evidence.models import PressArticle
from tests.cast import Cast
from tests.web.activities.taught import held
from tests.web.community.groups import entered
from tests.web.desk import form_of, page, send, sit, text, uid_in
from tests.web.evidence.test_paper_pages import PDF, file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

ADDRESS = "https://baohatinh.vn/nang-cao-nang-luc-post275943.html"


def fill(client: Client, where: str, changes: dict[str, object]) -> Any:
    """Open a page and send its form with what is changed; an article has an address of its own."""
    return client.post(where, form_of(page(client, where), where) | changes)


def enter(client: Client, of: str = "", **changes: object) -> UUID:
    said: dict[str, object] = {
        "outlet": "Báo Hà Tĩnh",
        "title": "Nâng cao năng lực",
        "published_on": "22/10/2024",
        "address": ADDRESS,
    }
    answer = fill(client, f"/articles/new{of}", said | changes)
    assert answer.status_code == 302, answer.content.decode()
    return uid_in(answer.headers["Location"])


def test_it_is_entered_from_a_course_and_stands_on_its_page(cast: Cast) -> None:
    activity, client = held(cast), sit("officer")
    html = page(client, f"/activities/{activity}")
    assert f'href="/articles/new?activity={activity}"' in html
    assert "No press article yet." in text(html)
    uid = enter(client, f"?activity={activity}", author="Hoài Nam", copy=file("bài.pdf"))
    assert f'href="/articles/{uid}"' in page(client, f"/activities/{activity}")
    html = page(sit("inspector"), f"/articles/{uid}")
    assert f'href="{ADDRESS}" rel="noopener noreferrer external"' in html
    for words in (
        "Báo Hà Tĩnh · 22/10/2024",
        "Hoài Nam",
        "bài.pdf",
        "Lớp thử",
        "Is evidence of: Lớp thử",
        "officer (mẫu)",
    ):
        assert words in text(html), words
    assert "Press article: Nâng cao năng lực" in text(page(client, f"/activities/{activity}/history"))


def test_it_is_entered_from_a_team_and_from_the_list(cast: Cast) -> None:
    group, client = entered(cast), sit("officer")
    assert f'href="/articles/new?group={group}"' in page(client, f"/groups/{group}")
    uid = enter(client, f"?group={group}")
    assert "Nâng cao năng lực" in text(page(client, f"/groups/{group}"))
    assert PressArticle.objects.get(uid=uid).unit.name == "Xã Hương Liên"
    other = enter(client, unit="xã Hương Vĩnh", title="Về nơi khác", address="https://vtv.vn/a")
    said = text(page(client, "/articles"))
    assert "2 articles in the area." in said
    assert said.index("Về nơi khác") < said.index("Nâng cao năng lực")
    assert "belongs to nothing yet" in text(page(client, f"/articles/{other}"))
    assert 'href="/articles"' in page(client, "/tray")


def test_the_known_one_is_named_and_led_to(cast: Cast) -> None:
    client, group = sit("officer"), entered(cast)
    uid = enter(client, f"?group={group}")
    again = {"outlet": "Báo khác", "title": "Tên khác", "published_on": "23/10/2024"}
    answer = fill(client, f"/articles/new?group={group}", again | {"address": f"{ADDRESS}?utm_source=zalo"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "This address is already entered for this place: “Nâng cao năng lực”, Báo Hà Tĩnh." in text(html)
    assert f'href="/articles/{uid}"' in html
    assert PressArticle.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"address": "javascript:alert(1)"}, "This is no web address of an article."),
        ({"address": ""}, "or a copy of it when it was only printed."),
        ({"published_on": "01/01/2090"}, "Enter the article once it is published."),
        ({"title": ""}, "Not entered yet: title of the article."),
        ({"unit": "nơi không có"}, "nơi không có"),
        ({"copy": SimpleUploadedFile("bài.pdf", b"MZ" + bytes(99))}, "bài.pdf"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(
    cast: Cast, changes: dict[str, object], words: str
) -> None:
    said: dict[str, object] = {"outlet": "Báo", "title": "Bài", "published_on": "22/10/2024", "address": ADDRESS}
    answer = fill(sit("officer"), "/articles/new", {"unit": "xã Hương Liên"} | said | changes)
    assert answer.status_code == 422
    assert words in text(answer.content.decode())
    assert PressArticle.objects.count() == 0


def test_it_is_mended_by_one_who_saw_what_another_saved(cast: Cast) -> None:
    client = sit("officer")
    uid = enter(client, unit="xã Hương Liên")
    group, address = entered(cast), f"/articles/{uid}/edit"
    mine = form_of(page(client, address), address) | {"title": "Của tôi"}
    assert send(client, address, title="Của chị Nga", activity=str(group)).status_code == 302
    answer = client.post(address, mine)
    assert answer.status_code == 409
    assert "saved now: Của chị Nga typed here: Của tôi" in text(answer.content.decode())
    said = text(page(client, f"/articles/{uid}"))
    assert "Của chị Nga" in said
    assert "Câu lạc bộ thử" in said


def test_it_is_taken_out_with_a_reason(cast: Cast) -> None:
    client = sit("officer")
    uid = enter(client, unit="xã Hương Liên")
    address = f"/articles/{uid}/void"
    assert send(client, address, reason=" ").status_code == 422
    answer = send(client, address, reason="Bài của huyện khác")
    assert answer.headers["Location"] == "/articles"
    page(client, f"/articles/{uid}", 404)
    assert "No press article was entered yet." in text(page(client, "/articles"))
    assert "nothing recorded" in text(page(client, "/figures/press_articles?year=2024")).lower()


def test_its_copy_is_data_and_for_whoever_answers_for_it(cast: Cast) -> None:
    client = sit("officer")
    uid = enter(client, unit="xã Hương Liên", address="", copy=file("bài.pdf"))
    answer = client.get(f"/articles/{uid}/copy")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]  # a file
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "none: it was only printed or broadcast" in text(page(client, f"/articles/{uid}"))
    page(sit("collaborator"), f"/articles/{uid}/copy", 403)
    page(sit("neighbour"), f"/articles/{uid}/copy", 404)
    page(client, f"/articles/{enter(client, unit='xã Hương Vĩnh')}/copy", 404)


def test_its_figure_opens_it(cast: Cast) -> None:
    client = sit("officer")
    uid = enter(client, unit="xã Hương Liên")
    html = page(client, "/figures/press_articles?year=2024&by=commune")
    assert f'href="/articles/{uid}"' in html
    assert "1 article" in text(html)
    told = client.get("/api/v1/figures/press_articles/rows?year=2024").json()
    assert [(row["kind"], row["uid"]) for row in told["rows"]] == [("article", str(uid))]


def test_another_area_knows_nothing_of_it(cast: Cast) -> None:
    uid = enter(sit("officer"), unit="xã Hương Liên")
    neighbour = sit("neighbour")
    for address in (f"/articles/{uid}", f"/articles/{uid}/edit", f"/articles/{uid}/void", f"/articles/{uid}/history"):
        page(neighbour, address, 404)
    assert "Nâng cao năng lực" not in page(neighbour, "/articles")
    page(neighbour, f"/articles/new?activity={uuid4()}", 404)
