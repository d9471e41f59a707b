"""The pages on which a team or club gets its photographs and papers: the same as for an activity, reached from its own page."""

import json
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nepmoi.fieldwork.community.selectors.evidence import open_paper, papers_of, pictures_of
from nepmoi.fieldwork.community.services import groups as services
from nepmoi.fieldwork.evidence.models import Paper, Photograph
from nepmoi.kernel.dates import PartialDate
from tests.cast import CONSOLE, Cast
from tests.web.activities.taught import held
from tests.web.activities.test_photographs_page import picture
from tests.web.community.groups import entered, seen
from tests.web.desk import form_of, page, send, sit, text
from tests.web.evidence.test_by_the_dozen import arrive, camera, have, piece
from tests.web.evidence.test_paper_pages import PDF, file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


def captions(group: UUID) -> list[str]:
    return [one.caption for one in pictures_of(seen(group).id)]


def test_photographs_are_added_from_the_groups_page_and_stand_on_it(cast: Cast) -> None:
    group = entered(cast)
    client, address = sit("officer"), f"/groups/{group}/photographs"
    html = page(client, f"/groups/{group}")
    assert f'href="{address}"' in html
    assert "No photograph yet." in text(html)
    assert "half_day" not in form_of(page(client, address), address)
    answer = send(client, address, pictures=[picture("một.jpg")], caption="CLB ra mắt", shows_children="yes")
    assert answer.status_code == 302, answer.content.decode()
    assert answer.headers["Location"] == f"/groups/{group}"
    html = text(page(client, f"/groups/{group}"))
    assert "CLB ra mắt" in html
    assert "waits for consent" in html
    [shown] = pictures_of(seen(group).id)
    said = text(page(client, f"/photographs/{shown.uid}"))
    for words in ("Câu lạc bộ thử", "Leaders of Change club", "một.jpg", "Is evidence of: Câu lạc bộ thử"):
        assert words in said
    assert "Photograph: CLB ra mắt" in text(page(client, f"/groups/{group}/history"))


def test_a_file_that_is_no_picture_is_named_and_nothing_is_kept(cast: Cast) -> None:
    group = entered(cast)
    wrong = SimpleUploadedFile("danh-sach.jpg", b"PK\x03\x04")
    answer = send(sit("officer"), f"/groups/{group}/photographs", pictures=[picture(), wrong], caption="CLB")
    assert answer.status_code == 422
    assert "danh-sach.jpg is not a photograph" in text(answer.content.decode())
    assert Photograph.objects.count() == 0


def test_a_picture_comes_to_a_group_in_pieces_and_once(cast: Cast) -> None:
    group, client, data, upload = entered(cast), sit("officer"), camera(3), uuid4()
    piece(client, upload, data, 0, 500)
    assert have(client, upload) == 500
    piece(client, upload, data, 500, len(data))
    address = f"/groups/{group}/photographs/{upload}"
    answer = arrive(client, address, data, caption="")
    assert json.loads(answer.content)["kept"] == "now"
    assert json.loads(arrive(client, address, data).content) == {"kept": "before"}
    other = uuid4()
    piece(client, other, data, 0, len(data))
    assert json.loads(arrive(client, f"/groups/{group}/photographs/{other}", data).content)["kept"] == "before"
    assert captions(group) == [""]
    # Its caption is written where the script leads.
    waiting = f"/tray?group={group}"
    assert f'href="{waiting}"' in page(client, f"/groups/{group}/photographs")
    uid = Photograph.objects.get().uid
    filled = form_of(page(client, waiting), waiting) | {f"{uid}-caption": "CLB ra mắt"}
    assert client.post(waiting, filled).status_code == 302
    assert captions(group) == ["CLB ra mắt"]


def test_what_lies_in_the_tray_is_put_to_a_group(cast: Cast) -> None:
    group, activity, client = entered(cast), held(cast), sit("officer")
    client.post("/tray/photographs", {"pictures": [picture("a.jpg")]})
    uid = Photograph.objects.get().uid
    html = page(client, "/tray")
    assert "Câu lạc bộ thử" in html
    client.post("/tray", form_of(html, "/tray") | {"all-activity": str(group), f"{uid}-pick": "on"})
    assert len(captions(group)) == 1
    assert client.post(f"/photographs/{uid}/shows", {"activity": str(activity)}).status_code == 302
    said = text(page(client, f"/photographs/{uid}"))
    assert "Câu lạc bộ thử" in said
    assert "Lớp thử" in said


def test_the_founding_decision_is_offered_with_what_is_known_of_it(cast: Cast) -> None:
    founding = services.Decision("27/QĐ-UBND", PartialDate(2022, 3, 15), "UBND xã Hương Liên")
    group = entered(cast, founding=founding)
    client, address = sit("officer"), f"/groups/{group}/papers"
    html = page(client, f"/groups/{group}")
    assert f'href="{address}?of=founding"' in html
    assert "The founding decision is not kept here yet." in text(html)
    filled = form_of(page(client, f"{address}?of=founding"), address)
    assert (filled["number"], filled["dated_on"], filled["issuer"]) == (
        ["27/QĐ-UBND"],
        ["15/03/2022"],
        ["UBND xã Hương Liên"],
    )
    answer = client.post(address, filled | {"kind": "decision", "file": file()})
    assert answer.status_code == 302, answer.content.decode()
    html = text(page(client, f"/groups/{group}"))
    assert "Decision 27/QĐ-UBND · 15/03/2022 · UBND xã Hương Liên" in html
    assert "The founding decision is not kept here yet." not in html


def kept(client: Client, group: UUID) -> Paper:
    answer = send(client, f"/groups/{group}/papers", file=file(), kind="decision", title="Thành lập CLB")
    assert answer.status_code == 302, answer.content.decode()
    return Paper.objects.get()


def test_a_groups_paper_is_opened_by_whom_the_group_concerns(cast: Cast) -> None:
    group = entered(cast)
    paper = kept(sit("officer"), group)
    said = text(page(sit("chair"), f"/papers/{paper.uid}"))
    assert "Câu lạc bộ thử" in said
    taken = sit("chair").get(f"/papers/{paper.uid}/file")
    assert b"".join(taken.streaming_content) == PDF  # type: ignore[attr-defined]  # a file
    page(sit("collaborator"), f"/papers/{paper.uid}/file", 403)
    for address in (f"/papers/{paper.uid}", f"/papers/{paper.uid}/history", f"/groups/{group}/papers"):
        page(sit("neighbour"), address, 404)
        page(sit("learner"), address, 403)


def test_a_paper_of_the_office_is_put_to_a_group_and_a_course(cast: Cast) -> None:
    first, second, client = entered(cast), entered(cast, "Tổ thứ hai"), sit("officer")
    paper, activity = kept(client, first), held(cast)
    for thing in (second, activity):
        answer = send(
            client, f"/papers/{paper.uid}/edit", title="Thành lập hai tổ", kind="decision", activity=str(thing)
        )
        assert answer.status_code == 302, answer.content.decode()
    found = open_paper(CONSOLE, paper.uid).belongs_to
    assert [one.uid for one in found.groups] == [first, second]
    assert [one.uid for one in found.activities] == [activity]
    assert [one.title for one in papers_of(seen(second).id)] == ["Thành lập hai tổ"]
