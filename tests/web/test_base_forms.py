"""What every form says: a day as offices write it, and what was left out by its name."""

from datetime import date

import pytest
from django import forms
from django.urls import get_resolver
from django.utils.translation import override

from nepmoi.web.forms import DayField, HouseForm, read_day

TAUGHT_ON = date(2024, 10, 22)


class Asked(HouseForm):
    name = forms.CharField(label="Name of the course")
    code = forms.CharField(label="ID number")
    sex = forms.ChoiceField(label="Sex", choices=[("f", "woman")])
    day = DayField(label="First day", help_text="A working day.")
    paper = forms.CharField(label="Paper", error_messages={"required": "Name the paper."})


@pytest.mark.parametrize(
    "written", ["22/10/2024", "22-10-2024", "22.10.2024", "22102024", "2024-10-22", " 22/10/2024 ", "22/10/2024\n"]
)
def test_a_day_is_read_however_it_is_written(written: str) -> None:
    assert read_day(written) == TAUGHT_ON


@pytest.mark.parametrize(
    "written", ["", "10/22/2024", "31/02/2024", "2024", "10/2024", "20241022", "22/10/0224", "22/10/24", "mai", None]
)
def test_what_is_no_day_is_not_guessed(written: str | None) -> None:
    assert read_day(written) is None


def test_a_day_is_shown_as_it_is_written_in_both_languages() -> None:
    for language in ("vi", "en"):
        with override(language):
            drawn = str(Asked({"day": "2024-10-22"})["day"])
            assert 'value="22/10/2024"' in drawn
            assert 'type="text"' in drawn
            assert 'inputmode="numeric"' in drawn
            assert 'value="22/10/2024"' in str(Asked(initial={"day": TAUGHT_ON})["day"])
    assert 'value="hôm qua"' in str(Asked({"day": "hôm qua"})["day"])


def test_a_wrong_day_is_refused_with_an_example_and_the_hint_stays() -> None:
    with override("en"):
        form = Asked({"day": "10/22/2024"})
        assert form.errors["day"] == ["This is no day. Write day, month and year, as 22/10/2024."]
        assert str(form["day"].help_text) == "As 22/10/2024. A working day."


def test_what_was_left_out_is_named() -> None:
    with override("en"):
        said = dict(Asked({}).errors)
    assert said == {
        "name": ["Not entered yet: name of the course."],
        "code": ["Not entered yet: ID number."],
        "sex": ["Not chosen yet: sex."],
        "day": ["Not entered yet: first day."],
        "paper": ["Name the paper."],
    }


def kinds(of: type[forms.Form]) -> set[type[forms.Form]]:
    below = set(of.__subclasses__())
    return below.union(*(kinds(one) for one in below))


def test_every_form_stands_on_the_house_s_own() -> None:
    assert get_resolver().url_patterns  # the pages' modules are loaded
    own = {one for one in kinds(forms.Form) if one.__module__.startswith("nepmoi.")}
    assert len(own) > 5
    assert [one for one in own if not issubclass(one, HouseForm)] == []
    fields = [field for one in own for field in one.base_fields.values()]
    assert [field for field in fields if type(field) is forms.DateField] == []
