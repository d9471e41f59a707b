"""`nepmoi figure`: the question and the answer of the page, on the command line."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_case")]

SHAPE = "code sample value unit unknown unconfirmed basis over overlap map parts rows".split()
DISTRICT = "huyện Hương Khê"


def test_a_figure_is_its_rows(console):
    answer = console.json("figure", "people_trained", "--place", DISTRICT, "--year", 2024, "--rows", "--json")

    assert list(answer) == SHAPE
    assert (answer["code"], answer["value"], answer["unit"]) == ("people_trained", 45, "người")
    assert (answer["unknown"], answer["unconfirmed"], answer["overlap"], answer["parts"]) == (0, 0, 0, [])
    assert answer["map"] == "2024-12-31"
    assert sum(row["adds"] for row in answer["rows"]) == answer["value"]
    assert len({row["uid"] for row in answer["rows"]}) == 45


def test_people_and_participations_are_other_figures(console):
    period = ("--place", DISTRICT, "--from", "2022-01-01", "--to", "31/12/2024", "--json")

    assert console.json("figure", "people_trained", *period)["value"] == 96
    participations = console.json("figure", "training_participations", *period)
    assert (participations["value"], participations["unit"]) == (115, "lượt người")
    assert "rows" not in participations


def test_on_the_later_map_none_is_lost_and_none_twice(console):
    on_map = ("--place", DISTRICT, "--year", 2024, "--by", "place", "--map", "2025-07-01")
    answer = console.json("figure", "people_trained", *on_map, "--json")

    assert all(list(part) == ["key", "label", "value"] for part in answer["parts"])
    placed = {part["label"]: part["value"] for part in answer["parts"] if "not-assignable" not in part["key"]}
    [loose] = [part for part in answer["parts"] if "not-assignable" in part["key"]]
    assert (len(placed), sum(placed.values()), loose["value"], answer["overlap"]) == (7, 40, 5, 0)
    assert "tỉnh Hà Tĩnh" in loose["label"]


def test_one_course_by_sex_for_people_to_read(console):
    uid = console.text("course", "list", "--year", 2024).split()[0]

    head, *lines = console.text("figure", "people_trained", "--course", uid, "--by", "sex", "--rows").splitlines()

    assert head.endswith("45 người")
    assert [line.split()[-1] for line in lines[:2]] == ["33", "12"]
    assert len(lines) == 2 + 45


def test_every_figure_is_listed(console):
    codes = [line.split()[0] for line in console.text("figures").splitlines()]

    assert {"courses", "people_trained", "training_participations", "half_day_presences"} <= set(codes)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "là tên của nhiều đơn vị"),
        (("--language", "vi"), "là tên của nhiều đơn vị"),
        (("--language", "en"), "can be several places"),
    ],
)
def test_a_name_of_several_places_is_refused_with_all_of_them(console, options, words):
    sentence = console.refusal(*options, "figure", "people_trained", "--place", "Hương Khê")

    assert words in sentence
    assert "huyện Hương Khê" in sentence
    assert "thị trấn Hương Khê" in sentence
    assert "30/6/2025" in sentence


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nonsense",), "There is no figure nonsense"),
        (("people_trained", "--by", "shoe-size"), "cannot be split by shoe-size"),
        (("people_trained", "--course", "the last one"), "the last one is no course's id"),
        (("people_trained", "--from", "2024-10-23", "--to", "2024-10-22"), "The period ends on 22/10/2024"),
        (("people_trained", "--year", 2024, "--to", "2024-10-22"), "Give either a year"),
    ],
)
def test_a_question_that_cannot_be_answered_is_one_sentence(console, arguments, words):
    assert words in console.refusal("--language", "en", "figure", *arguments)


@pytest.mark.parametrize("arguments", [("--year", "0"), ("--year", "last"), ("--from", "2024-02-30"), ("--nonsense",)])
def test_a_wrong_call_is_told_from_a_refusal(console, arguments):
    code, out, err = console.call("figure", "people_trained", *arguments)

    assert (code, out) == (2, "")
    assert arguments[0] in err
