"""Figures and their rows over HTTP, for whom and in which words."""

import pytest

from nepmoi.fieldwork.activities.rules import Mark
from tests.api.asking import FIGURES, signed_in
from tests.reporting.assemble.courses import held, of_a_commune

pytestmark = pytest.mark.django_db

PEOPLE = {
    "Hồ Thị Một": "xã Hương Liên",
    "Hồ Thị Hai": "xã Hương Liên",
    "Lê Thị Ba": "xã Hương Vĩnh",
    "Trần Thị Bốn": "huyện Hương Khê",
}
SHAPE = {"code", "sample", "value", "unit", "unknown", "unconfirmed", "basis", "over", "overlap", "map", "parts"}
ROW = {"kind", "uid", "label", "unit", "day", "half", "adds", "opens"}


@pytest.fixture
def course(cast):
    return held(cast, PEOPLE, marks={(1, "Lê Thị Ba"): Mark.ABSENT})


def asked(username, code, language="vi", **query):
    response = signed_in(username, language).get(f"{FIGURES}/{code}", query)
    assert response.status_code == 200, response.content
    return response.json()


def rows_of(username, code, **query):
    response = signed_in(username).get(f"{FIGURES}/{code}/rows", query)
    assert response.status_code == 200, response.content
    return response.json()


def test_a_figure_has_one_shape(course):
    answer = asked("officer", "people_trained", year=2024)

    assert set(answer) == SHAPE
    assert (answer["code"], answer["value"], answer["unit"], answer["parts"]) == ("people_trained", 4, "người", [])
    assert (answer["unknown"], answer["unconfirmed"], answer["overlap"]) == (0, 0, 0)
    assert answer["map"] == "2024-12-31"


def test_a_figure_is_split_with_keys_that_open_their_rows(course):
    answer = asked("officer", "people_trained", by="commune", map="2024-10-22")

    parts = {part["label"]: part["value"] for part in answer["parts"]}
    assert all(set(part) == {"key", "label", "value"} for part in answer["parts"])
    assert (parts["Xã Hương Liên"], sum(parts.values())) == (2, 4)
    for part in answer["parts"]:
        behind = rows_of("officer", "people_trained", by="commune", map="2024-10-22", part=part["key"])
        assert behind["adds"] == behind["total"] == part["value"]


@pytest.mark.parametrize(
    ("code", "kind", "adds"),
    [
        ("people_trained", "person", 4),
        ("training_participations", "participation", 4),
        ("half_day_presences", "presence", 7),
        ("training_days", "activity", 1),
    ],
)
def test_the_rows_add_up_to_the_figure(course, code, kind, adds):
    behind = rows_of("officer", code, year=2024)

    assert all(set(row) == ROW for row in behind["rows"])
    assert {row["kind"] for row in behind["rows"]} == {kind}
    assert behind["total"] == len(behind["rows"])
    assert sum(row["adds"] for row in behind["rows"]) == behind["adds"] == adds
    assert asked("officer", code, year=2024)["value"] == adds


def test_rows_come_in_pages(course):
    whole = rows_of("officer", "people_trained")["rows"]

    pages = [rows_of("officer", "people_trained", offset=first, limit=3) for first in (0, 3)]

    assert [len(page["rows"]) for page in pages] == [3, 1]
    assert [row for page in pages for row in page["rows"]] == whole
    assert {(page["total"], page["adds"]) for page in pages} == {(4, 4)}


def test_a_row_says_what_it_opens(course):
    [row] = [row for row in rows_of("officer", "people_trained")["rows"] if row["label"] == "Lê Thị Ba"]

    [line] = row["opens"]
    assert (line["activity"], line["name"]) == (str(course), "Lớp thử")
    assert (row["unit"], row["day"], row["half"]) == ("xã Hương Vĩnh", "2024-10-22", None)


def test_what_was_never_recorded_is_not_zero(course):
    assert asked("officer", "people_trained", year=2019)["value"] is None


def test_what_is_held_stands_beside(cast):
    held(cast, PEOPLE, confirm=False)

    answer = asked("officer", "people_trained")

    assert (answer["value"], answer["unconfirmed"]) == (0, 4)


def test_each_sees_her_own_area(course):
    assert asked("chair", "people_trained")["value"] == 2
    assert asked("neighbour", "people_trained")["value"] == 1
    assert {row["label"] for row in rows_of("neighbour", "people_trained")["rows"]} == {"Lê Thị Ba"}


def test_the_place_rule_can_be_asked(cast):
    of_a_commune(cast, {"Hồ Thị Sáu": "xã Phúc Trạch", "Hồ Thị Bảy": "xã Hương Xuân"})

    assert asked("chair", "people_trained")["value"] == 1
    assert asked("chair", "people_trained", rule="venue")["value"] == 2


@pytest.mark.parametrize("username", ["officer", "chair", "collaborator", "inspector", "neighbour"])
def test_roles_that_see_figures(cast, username):
    assert signed_in(username).get(FIGURES).status_code == 200
    assert asked(username, "courses")["code"] == "courses"


def test_words_are_in_the_language_of_the_pages(course):
    english = asked("officer", "people_trained", "en", by="sex")
    vietnamese = asked("officer", "people_trained", by="sex")

    assert (english["unit"], vietnamese["unit"]) == ("people", "người")
    assert [part["label"] for part in english["parts"]] == ["Female"]
    assert [part["key"] for part in english["parts"]] == [part["key"] for part in vietnamese["parts"]] == ["female"]


def test_the_catalogue_says_how_each_figure_is_read(cast):
    listed = signed_in("officer").get(FIGURES).json()

    assert {"people_trained", "training_participations", "half_day_presences"} <= {one["code"] for one in listed}
    assert all(all(one.values()) for one in listed)
    for one in listed:
        assert asked("officer", one["code"])["unit"] == one["unit"]
