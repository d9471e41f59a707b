"""Who asks decides whether a figure is shown and whether names are; rows are never left out."""

from datetime import date
from uuid import UUID

import pytest

from nepmoi.analytics.facts import current
from nepmoi.analytics.figures import answers, records
from nepmoi.analytics.figures import selectors as figures
from nepmoi.analytics.figures.errors import PartTooSmall
from nepmoi.core.audit import selectors as audit
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, roll
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.geography.errors import PlaceAmbiguous
from nepmoi.registry.organisation.errors import OutsideArea, RoleMayNot
from tests.cast import CONSOLE, DOOR, Cast, course

pytestmark = pytest.mark.django_db

PEOPLE = {f"Hồ Thị {n}": "xã Hương Liên" for n in "ABCDEF"} | {
    "Lê Văn G": "xã Hương Vĩnh",
    "Lê Văn H": "huyện Hương Khê",
}


@pytest.fixture
def held(cast: Cast) -> UUID:
    """Six of Hương Liên (now Phúc Trạch), one of Hương Vĩnh (now Hương Xuân), one of the district; all were there."""
    uid = course(cast, PEOPLE)
    known = activities.activity(CONSOLE, uid)
    for slot in activities.half_days(known.id):
        marks = {line.uid: Mark.PRESENT for line in activities.roster(CONSOLE, known.id)}
        roll.record_attendance(by=CONSOLE, door=DOOR, activity=uid, half_day=slot.uid, marks=marks)
    life.mark_held(by=CONSOLE, door=DOOR, activity=uid)
    life.confirm(by=CONSOLE, door=DOOR, activity=uid)
    return uid


def answer_unseeing(asked: figures.Question) -> figures.Answer:
    """What somebody is told who may see figures and no persons; no role of today is so."""
    with current.reading(asked.maps()) as reader:
        return answers.read(asked, reader, sees_people=False)


def rows_unseeing(asked: figures.Question) -> figures.Rows:
    with current.reading(asked.maps()) as reader:
        return records.read(asked, reader, (0, None), sees_people=False)


def ask(**words: object) -> figures.Question:
    return figures.question(code="people_trained", **words)


@pytest.mark.usefixtures("held")
def test_without_a_place_the_viewers_area_is_meant(cast: Cast) -> None:
    values = {name: figures.answer(ask(), getattr(cast, name)).value for name in ("officer", "chair", "neighbour")}
    assert values == {"officer": 8, "chair": 6, "neighbour": 1}
    assert figures.answer(ask(), CONSOLE).value == 8
    assert figures.answer(ask(), cast.chair).question.place == geography.by_id(cast.chair.area_unit_id or 0)


@pytest.mark.usefixtures("held")
def test_a_predecessor_of_the_area_is_inside_it_and_a_neighbour_is_not(cast: Cast) -> None:
    former = ask(place="xã Hương Liên")
    assert figures.answer(former, cast.chair).value == 6
    for outside in ("xã Hương Vĩnh", "huyện Hương Khê", "tỉnh Hà Tĩnh"):
        with pytest.raises(OutsideArea):
            figures.answer(ask(place=outside), cast.chair)
        with pytest.raises(OutsideArea):
            figures.rows(ask(place=outside), cast.chair)


@pytest.mark.usefixtures("held")
def test_a_role_without_figures_gets_none(cast: Cast) -> None:
    with pytest.raises(RoleMayNot):
        figures.answer(ask(), cast.learner)
    with pytest.raises(RoleMayNot):
        figures.rows(ask(), cast.learner)


@pytest.mark.usefixtures("held")
def test_names_are_for_those_who_may_see_persons(cast: Cast) -> None:
    seen, masked = figures.rows(ask(), cast.inspector), rows_unseeing(ask())
    assert {row.label.vi for row in seen.rows} == set(PEOPLE)
    assert masked.adds == seen.adds == len(masked.rows)
    assert {row.label.vi for row in masked.rows} == {"Không hiện tên"}
    assert {row.label.en for row in masked.rows} == {"Name not shown"}
    assert {(row.person, *(line.title for line in row.opens)) for row in masked.rows} == {(None, "")}


@pytest.mark.usefixtures("held")
def test_a_part_of_few_people_is_hidden_from_those_who_may_not_see_persons(cast: Cast) -> None:
    asked = ask(by="place", map=date(2025, 7, 1))
    seen = {part.label.vi: part.value for part in figures.answer(asked, cast.officer).parts}
    assert list(seen.values()) == [1, 6, 1]
    assert list(seen) == ["Xã Hương Xuân", "Xã Phúc Trạch", "Chưa xác định được xã (tỉnh Hà Tĩnh)"]
    hidden = {part.label.vi: part.value for part in answer_unseeing(asked).parts}
    assert hidden == {label: value if value == 6 else None for label, value in seen.items()}


@pytest.mark.usefixtures("held")
def test_participations_of_few_people_are_hidden_too(cast: Cast) -> None:
    asked = figures.question(code="half_day_presences", by="place", map=date(2024, 10, 22))
    hidden = [part.value for part in answer_unseeing(asked).parts]
    assert sorted(part.value or 0 for part in figures.answer(asked, cast.officer).parts) == [2, 2, 12]
    assert sorted(hidden, key=str) == [12, None, None]


@pytest.mark.usefixtures("held")
def test_a_small_part_does_not_open_for_them_either() -> None:
    asked = ask(by="place", map=date(2025, 7, 1))
    opened = 0
    for part in answer_unseeing(asked).parts:
        again = ask(by="place", map=date(2025, 7, 1), part=part.key)
        if part.value is None:
            with pytest.raises(PartTooSmall):
                rows_unseeing(again)
        else:
            opened += rows_unseeing(again).adds
    assert opened == 6


def test_every_door_writes_a_figure_down_alike(cast: Cast, held: UUID) -> None:
    asked = ask(by="sex", year=2024, activity=held)
    answer, rows = figures.answer(asked, cast.officer), figures.rows(asked, cast.officer)
    written = figures.as_json(answer, rows, "vi")
    words = "code sample value unit unknown unconfirmed basis over overlap map parts rows"
    assert list(written) == words.split()
    assert (written["code"], written["value"], written["unit"], written["map"]) == (
        "people_trained",
        8,
        "người",
        "2024-12-31",
    )
    assert written["parts"] == [{"key": "female", "label": "Nữ", "value": 8}]
    assert sum(row["adds"] for row in written["rows"]) == 8
    assert {line["activity"] for row in written["rows"] for line in row["opens"]} == {str(held)}
    english = figures.as_json(answer, None, "en")
    assert "rows" not in english
    assert (english["unit"], english["parts"]) == ("people", [{"key": "female", "label": "Female", "value": 8}])


def test_the_rows_of_people_stand_in_the_order_of_given_names(cast: Cast, held: UUID) -> None:
    rows = figures.rows(ask(), cast.officer).rows
    keys = [row.person.sort_key for row in rows if row.person]
    assert keys == sorted(keys)
    assert len(keys) == len(PEOPLE)


def test_a_figure_says_up_to_which_write_it_goes(cast: Cast, held: UUID) -> None:
    assert figures.answer(ask(), cast.officer).seq == audit.last_entry()[0]


def test_a_name_of_several_units_is_refused_with_all_of_them(cast: Cast) -> None:
    with pytest.raises(PlaceAmbiguous) as refused:
        figures.question(code="courses", place="Hương Khê")
    assert {choice.uid for choice in refused.value.choices} == {
        figures.question(code="courses", place=name).place.uid
        for name in ("huyện Hương Khê", "thị trấn Hương Khê", "xã Hương Khê")
    }
    assert "30/6/2025" in str(refused.value.choices)


@pytest.mark.usefixtures("held")
def test_a_list_too_long_to_be_sorted_by_name_comes_in_pages_too(cast: Cast) -> None:
    whole = figures.rows(ask(), cast.officer)
    asked = ask()
    with current.reading(asked.maps()) as reader:
        pages = [records.read(asked, reader, (first, 3), sees_people=True, sort_up_to=3) for first in (0, 3, 6)]
    assert [len(page.rows) for page in pages] == [3, 3, 2]
    assert {row.uid for page in pages for row in page.rows} == {row.uid for row in whole.rows}
    assert {(page.total, page.adds) for page in pages} == {(8, 8)}
