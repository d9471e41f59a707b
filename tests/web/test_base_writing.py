"""How pages write dates, numbers, names, states and lists."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from nepmoi.kernel.dates import PartialDate
from nepmoi.web.templatetags import nepmoi as tags


def drawn(source: str, **values: object) -> str:
    with translation.override("en"):
        return Template("{% load nepmoi %}" + source).render(Context(values)).strip()


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("{{ v|day }}", date(2024, 10, 22), "22/10/2024"),
        ("{{ v|day }}", datetime(2024, 10, 22, 18, 0, tzinfo=UTC), "23/10/2024"),
        ("{{ v|day }}", None, "–"),
        ("{{ v|moment }}", datetime(2024, 10, 24, 8, 42, tzinfo=UTC), "24/10/2024 15:42"),
        ("{{ v|partial }}", PartialDate(1985), "1985"),
        ("{{ v|partial }}", None, "unknown"),
        ("{{ v|number }}", 1521, "1.521"),
        ("{{ v|number }}", -1521, "-1.521"),
        ("{{ v|number }}", Decimal("2.50"), "2,50"),
        ("{{ v|number }}", 45.0, "45"),
        ("{{ v|number }}", -0.5, "-0,5"),
        ("{{ v|number }}", None, "–"),
        ("{{ v|percent }}", 0.7333, "73\N{NO-BREAK SPACE}%"),
        ("{{ v|percent:1 }}", Decimal(33) / 45, "73,3\N{NO-BREAK SPACE}%"),
        ("{{ v|percent }}", None, "–"),
        ("{{ v|given_name }}", "Hồ Thị Kiên", "Hồ Thị <b>Kiên</b>"),
        ("{{ v|given_name }}", "Kính", "<b>Kính</b>"),
        ("{{ v|given_name }}", "A <i>", "A <b>&lt;i&gt;</b>"),
        ("{{ v|half_day }}", "morning", "Morning"),
    ],
)
def test_a_value_as_people_write_it(source: str, value: object, expected: str) -> None:
    assert drawn(source, v=value) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2024, 10, 22), None, "22/10/2024"),
        (date(2024, 10, 22), date(2024, 10, 22), "22/10/2024"),
        (date(2024, 10, 22), date(2024, 10, 23), "22–23/10/2024"),
        (date(2024, 9, 30), date(2024, 10, 2), "30/09–02/10/2024"),
        (date(2023, 12, 15), date(2024, 6, 14), "15/12/2023–14/06/2024"),
    ],
)
def test_a_span_of_days_is_as_short_as_it_can_be(first: date, last: date | None, expected: str) -> None:
    assert drawn("{% days a b %}", a=first, b=last) == expected


def test_a_state_is_a_shape_and_a_word() -> None:
    assert drawn('{% state "held" %}') == '<span class="st held">Held</span>'
    assert drawn('{% state "overdue" "4 days late" %}') == '<span class="st late">4 days late</span>'


def test_a_missing_figure_is_drawn_as_missing() -> None:
    page = drawn('{% figure v "gói" label="Gói" measure="people" href="/rows" %}', v=None)
    assert "nothing recorded" in page
    assert 'class="fig off"' in page
    assert "/rows" not in page
    assert 'class="n"' not in page
    assert 'class="n"' in drawn('{% figure v "gói" %}', v=0)


def test_people_and_presences_do_not_look_alike() -> None:
    assert 'class="fig"' in drawn('{% figure 45 "người" %}')
    assert 'class="fig turn"' in drawn('{% figure 177 "lượt" measure="presences" %}')


def test_a_bar_is_as_long_as_its_share_and_a_missing_one_is_an_outline() -> None:
    assert '<rect class="hx" width="75%"' in drawn('{% bar 45 60 "held" %}')
    assert '<rect class="t1" width="100%"' in drawn('{% bar 70 60 "confirmed" %}')
    assert 'class="o"' in drawn("{% bar v 60 %}", v=None)
    assert 'class="t5"' not in drawn("{% bar v 60 %}", v=None)


def test_a_list_says_which_rows_it_shows_and_keeps_its_conditions() -> None:
    request = RequestFactory().get("/people", {"q": "hoa", "page": "2"})
    page = Paginator(range(1530), 15).get_page(2)
    shown = drawn("{% pages page %}", page=page, request=request)
    assert "16–30 of 1.530 rows" in shown
    assert 'href="?q=hoa&amp;page=1"' in shown
    assert 'href="?q=hoa&amp;page=3"' in shown


def test_an_empty_list_has_no_range_of_rows() -> None:
    assert tags.page_range(Paginator([], 15).get_page(1)) == ""
    assert "<a" not in drawn("{% pages page %}", page=Paginator(range(3), 15).get_page(1))


def test_a_note_keeps_what_is_in_it() -> None:
    assert drawn('{% note "wait" role="status" %}<b>{{ v }}</b>{% endnote %}', v="<x>") == (
        '<div class="note wait" role="status"><b>&lt;x&gt;</b></div>'
    )


class Asked(forms.Form):
    """One field of each shape."""

    year = forms.IntegerField(label="Year", help_text="As on the paper")
    phone = forms.CharField(label="Phone", required=False)
    sex = forms.ChoiceField(label="Sex", choices=[("f", "Woman"), ("m", "Man")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Agreed", required=False)


def test_a_form_is_drawn_with_label_hint_and_what_may_be_left_out() -> None:
    with translation.override("en"):
        page = str(Asked())
    assert '<label for="id_year">Year</label>' in page
    assert '<span class="hint" id="id_year_helptext">As on the paper</span>' in page
    assert page.count("(may be left out)") == 1
    assert "<legend>Sex</legend>" in page
    assert page.count('<label class="opt">') == 3
    assert 'role="alert"' not in page


def test_errors_stand_at_their_fields_and_at_the_top_as_links() -> None:
    with translation.override("en"):
        page = str(Asked({"year": "19666x"}))
    assert "2 things to mend" in page
    assert '<a href="#id_year">Year</a>' in page
    assert '<a href="#id_sex">Sex</a>' in page
    assert 'id="id_sex"' in page
    assert '<p class="err" id="id_year_error">' in page
    assert 'aria-describedby="id_year_helptext id_year_error"' in page
