"""A place is picked by any spelling; of several, one is chosen by a radio button; it works without script."""

import re
from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from nepmoi.registry.geography import selectors as geography
from nepmoi.web.forms import DayField
from nepmoi.web.places.picking import PlaceField, written
from tests.cast import Cast, unit
from tests.web.desk import page, sit, text

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}


class Visit(forms.Form):
    """A form of another room."""

    day = DayField(required=False)
    place = PlaceField(label="Where", on_field="day")
    later = PlaceField(label="Then", required=False)


def visit(**sent: str) -> Visit:
    data = QueryDict(mutable=True)
    data.update(sent)
    return Visit(data)


def offered(html: str) -> list[str]:
    return re.findall(r'type="radio"[^>]*><span>([^<]+)</span>', html)


@pytest.mark.parametrize("words", ["Hương Liên", "huong lien", "xa huong lien", "18559"])
def test_one_place_is_understood_from_its_words(cast: Cast, words: str) -> None:
    form = visit(place=words)
    assert form.is_valid()
    assert form.cleaned_data["place"].id == unit("xã Hương Liên")
    assert form.cleaned_data["later"] is None


def test_of_several_places_one_is_chosen(cast: Cast) -> None:
    with translation.override("en"):
        form = visit(place="Hương Khê")
        assert form.errors["place"] == ["Several places are called so. Choose one of them below."]
        html = form["place"].as_field_group()
    assert len(offered(html)) == 3
    assert "huyện Hương Khê, tỉnh Hà Tĩnh (until 30/6/2025)" in offered(html)
    assert 'aria-invalid="true"' in html
    town = geography.by_id(unit("thị trấn Hương Khê, huyện Hương Khê")).uid
    again = visit(place="Hương Khê", place_was="Hương Khê", place_uid=str(town))
    assert again.is_valid()
    assert again.cleaned_data["place"].uid == town


def test_an_old_choice_does_not_win_over_new_words(cast: Cast) -> None:
    town = geography.by_id(unit("thị trấn Hương Khê, huyện Hương Khê")).uid
    form = visit(place="Hương Liên", place_was="Hương Khê", place_uid=str(town))
    assert form.is_valid()
    assert form.cleaned_data["place"].id == unit("xã Hương Liên")


def test_words_of_no_place_come_back_with_what_is_near(cast: Cast) -> None:
    with translation.override("en"):
        form = visit(place="hương li")
        assert "Is it one of those below?" in form.errors["place"][0]
        html = form["place"].as_field_group()
    assert offered(html) == ["xã Hương Liên, huyện Hương Khê, tỉnh Hà Tĩnh (until 30/6/2025)"]
    assert 'value="hương li"' in html


def test_the_day_of_the_form_decides_between_two_of_one_name(cast: Cast) -> None:
    before, after = visit(place="xã Phúc Trạch", day="2024-10-22"), visit(place="xã Phúc Trạch", day="2025-08-01")
    assert before.is_valid()
    assert after.is_valid()
    assert before.cleaned_data["place"].valid_to == date(2025, 6, 30)
    assert after.cleaned_data["place"].valid_to is None


def test_in_the_place_of_a_unit_that_was_gone_those_that_stood_are_offered(cast: Cast) -> None:
    with translation.override("en"):
        form = visit(place="xã Hương Liên", day="22/10/2025")
        assert "no longer any xã Hương Liên" in form.errors["place"][0]
        html = form["place"].as_field_group()
    assert offered(html) == ["xã Phúc Trạch, tỉnh Hà Tĩnh (from 1/7/2025)"]
    again = visit(
        place="xã Hương Liên",
        day="22/10/2025",
        place_was="xã Hương Liên",
        place_uid=re.findall(r'_uid" value="([^"]+)', html)[0],
    )
    assert again.is_valid()
    assert again.cleaned_data["place"].name == "Xã Phúc Trạch"


def test_a_uid_in_an_address_is_shown_by_its_name(cast: Cast) -> None:
    commune = geography.by_id(unit("xã Hương Liên"))
    sent = written({"place": str(commune.uid)}, "place")
    assert (sent.text, sent.unit()) == ("xã Hương Liên, huyện Hương Khê, tỉnh Hà Tĩnh", commune)


def test_the_form_shows_the_place_that_it_holds(cast: Cast) -> None:
    html = Visit(initial={"place": geography.by_id(unit("xã Hương Liên"))})["place"].as_field_group()
    assert 'value="xã Hương Liên, huyện Hương Khê, tỉnh Hà Tĩnh"' in html
    assert " checked>" in html


def test_the_part_of_the_page_offers_as_one_types(cast: Cast) -> None:
    client = sit("learner")
    query = "name=place&id=id_place&level=&on_name=day&place=huong+khe"
    html = client.get(f"/places/pick?{query}", headers=PART).content.decode()
    assert len(offered(html)) == 3
    assert '<input type="hidden" name="place_was" value="huong khe">' in html
    assert re.search(r'id="id_place_found"[^>]*hx-swap-oob="true">3 places fit<', html)
    on_day = client.get(f"/places/pick?{query}&day=2025-08-01", headers=PART).content.decode()
    assert offered(on_day) == ["xã Hương Khê, tỉnh Hà Tĩnh (from 1/7/2025)"]
    only = client.get("/places/pick?text=huong+khe&level=district", headers=PART).content.decode()
    assert offered(only) == ["huyện Hương Khê, tỉnh Hà Tĩnh (until 30/6/2025)"]


def test_words_of_no_place_are_told_to_readers_of_the_screen(cast: Cast) -> None:
    html = sit("learner").get("/places/pick?text=Atlantis", headers=PART).content.decode()
    assert offered(html) == []
    assert "No place is called so." in text(html)


def test_the_part_opened_as_a_page_is_the_search(cast: Cast) -> None:
    client = sit("learner")
    answer = client.get("/places/pick?text=hương")
    assert answer.status_code == 302
    assert "<h1>" in page(client, answer.headers["Location"])


def test_a_name_that_is_none_never_reaches_the_page(cast: Cast) -> None:
    html = sit("learner").get('/places/pick?text=huong+khe&name="><b>', headers=PART).content.decode()
    assert "<b>" not in html
    assert 'name="place_uid"' in html
