"""The paper of the demo's course, downloaded: every number in it is what the API answers at its link."""

from collections import Counter
from io import BytesIO
from urllib.parse import parse_qs, urlencode, urlsplit

import docx
import pytest
from django.test import Client
from django.urls import resolve, reverse

from nepmoi.core.accounts.models import Account
from nepmoi.core.audit.models import Reading
from nepmoi.fieldwork.activities.rules import Wanted
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.kernel import clock
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.organisation.selectors import console
from tests.reporting.render.reading import body_text, figures_in, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_case")]

HEADERS = {"host": "127.0.0.1:8000"}
NO_NUMBER = "chưa có số liệu"


def signed_in(username):
    client = Client(headers=HEADERS)
    client.force_login(Account.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")
    return client


def course(year=2024):
    [found] = activities.in_order(console(), Wanted(year=year), today=clock.today())
    return found


def download(client, year=2024):
    return client.get(reverse("web:course_result", args=[course(year).uid]))


def number(text):
    return None if text == NO_NUMBER else int(text.replace(".", ""))


class Api:
    """What the API answers to the same account, each question asked once."""

    def __init__(self, client):
        self._client, self._known = client, {}

    def get(self, path, query):
        if (path, query) not in self._known:
            response = self._client.get(f"/api/v1{path}?{query}")
            assert response.status_code == 200, (path, query)
            self._known[path, query] = response.json()
        return self._known[path, query]

    def at(self, link, bookmark):
        """The number that a link of the paper opens."""
        address = urlsplit(link)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        part = asked.pop("part", None)
        answer = self.get(address.path, urlencode(asked))
        if bookmark.endswith("_not_known"):
            return answer["unknown"]
        rows = self.get(f"{address.path}/rows", address.query)
        if part is None:
            assert rows["adds"] == (answer["value"] or 0)
            return answer["value"]
        assert rows["adds"] == {one["key"]: one["value"] for one in answer["parts"]}.get(part, 0)
        return rows["adds"]


@pytest.mark.parametrize("username", ["tinh", "phuctrach"])
def test_every_number_is_what_the_api_answers_at_its_link(username):
    client = signed_in(username)
    api = Api(client)

    figures = figures_in(opened(download(client).content))

    of_figures = {name: place for name, place in figures.items() if urlsplit(place[1]).path.startswith("/figures/")}
    assert len(of_figures) > 15
    wrong = {name: text for name, (text, link) in of_figures.items() if number(text) != api.at(link, name)}
    assert wrong == {}


@pytest.mark.parametrize("username", ["tinh", "phuctrach"])
def test_the_roll_and_each_learner_add_up_to_the_presences_of_the_api(username):
    client = signed_in(username)
    api = Api(client)

    figures = figures_in(opened(download(client).content))

    query = urlsplit(figures["half_day_presences"][1]).query
    rows = api.get("/figures/half_day_presences/rows", query)["rows"]
    by_half_day = Counter((row["day"], row["half"] != "morning") for row in rows)
    assert [number(figures[f"half_day_{n}_present"][0]) for n in range(1, len(by_half_day) + 1)] == [
        by_half_day[slot] for slot in sorted(by_half_day)
    ]
    assert number(figures["half_days"][0]) == len(by_half_day)

    lines = Counter(row["uid"] for row in rows)
    people = {
        row["uid"]: row["opens"][0]["participation"] for row in api.get("/figures/people_trained/rows", query)["rows"]
    }
    learners = {link.rpartition("/")[2]: number(text) for name, (text, link) in figures.items() if "learner" in name}
    assert learners == {person: lines[line] for person, line in people.items()}


def test_the_numbers_are_those_of_the_case():
    figures = figures_in(opened(download(signed_in("tinh")).content))

    said = {name: text for name, (text, _) in figures.items()}
    assert (said["people_trained"], said["people_trained_female"], said["people_trained_male"]) == ("45", "33", "12")
    assert (said["training_participations"], said["half_day_presences"], said["half_days"]) == ("45", "177", "4")


@pytest.mark.parametrize("username", ["tinh", "phuctrach"])
def test_every_link_opens_a_page_of_its_reader(username):
    client = signed_in(username)
    page = opened(download(client).content)
    links = {relation.target_ref for relation in page.part.rels.values() if relation.is_external}
    # Of pages that differ only in their question or their person, one of each kind is opened.
    kinds = {}
    for link in sorted(links):
        address = urlsplit(link)
        asked = frozenset(parse_qs(address.query))
        kinds.setdefault((resolve(address.path).view_name, asked), link)

    assert {name for name, _ in kinds} >= {"web:figure", "web:activity", "web:roll", "web:person", "web:photograph"}
    assert {urlsplit(link).netloc for link in links} == {HEADERS["host"]}
    answers = {link: client.get(link.partition(HEADERS["host"])[2], follow=True).status_code for link in kinds.values()}
    assert answers == dict.fromkeys(kinds.values(), 200)


def test_the_file_is_saved_under_a_plain_name_and_kept_by_no_cache():
    response = download(signed_in("tinh"))

    assert response["Content-Type"].endswith("wordprocessingml.document")
    plain = "ket-qua-tap-huan-nang-cao-nang-luc-long-ghep-gioi-nam-2024-huong-khe-2024-10-22.docx"
    assert response["Content-Disposition"] == f'attachment; filename="{plain}"'
    assert "no-store" in response["Cache-Control"]
    assert docx.Document(BytesIO(response.content)).core_properties.title.startswith("Kết quả lớp")


def test_the_three_parts_are_those_of_an_office():
    text = body_text(opened(download(signed_in("tinh")).content))

    for part in ("I. TÌNH HÌNH TỔ CHỨC", "II. KẾT QUẢ", "III. ĐÁNH GIÁ, KIẾN NGHỊ", "[Cán bộ phụ trách ghi: kiến nghị"):
        assert part in text


@pytest.mark.parametrize(
    ("username", "status"), [("hocvien", 403), ("raotre", 200), ("huongxuan", 200), ("quantri", 200)]
)
def test_who_may_have_it(username, status):
    assert download(signed_in(username)).status_code == status


def test_a_stranger_signs_in_first():
    response = download(Client(headers=HEADERS))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("web:sign_in"))


def test_a_course_that_is_not_there_is_said_to_be_unknown():
    assert signed_in("tinh").get(reverse("web:course_result", args=[new_uid()])).status_code == 404


def own_template(folder, change):
    path = folder / "programmes" / "project8" / "templates" / "course_result.docx"
    path.parent.mkdir(parents=True)
    page = docx.Document()
    change(page)
    page.save(str(path))


def test_an_office_s_own_template_wins(settings, tmp_path):
    own_template(tmp_path, lambda page: page.add_paragraph("Mẫu riêng: {{ figures.people_trained }} học viên"))
    settings.DATA = tmp_path

    assert "Mẫu riêng: 45 học viên" in body_text(opened(download(signed_in("tinh")).content))


def test_a_broken_template_is_refused_by_the_field_that_it_names(settings, tmp_path):
    own_template(tmp_path, lambda page: page.add_paragraph("{{ ten_lop }}"))
    settings.DATA = tmp_path

    response = download(signed_in("tinh"))

    assert response.status_code == 422
    assert "ten_lop" in response.content.decode()


def test_whoever_takes_it_is_noted_with_the_people_in_it():
    download(signed_in("phuctrach"))

    [left] = Reading.objects.filter(deed="exported")
    found = course(2024)
    assert (left.matter, left.root_id, left.unit_id) == ("roster", found.id, found.venue_unit_id)
    assert 0 < left.people < found.people
