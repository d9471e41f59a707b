"""Hours as programmes on paper write them."""

from datetime import time

import pytest

from nepmoi.web.activities.forms.hours import HourField, read_hour


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("8", time(8)),
        ("8h", time(8)),
        ("8h30", time(8, 30)),
        (" 8 giờ 30 ", time(8, 30)),
        ("08:30", time(8, 30)),
        ("8.30", time(8, 30)),
        ("830", time(8, 30)),
        ("1330", time(13, 30)),
        ("13g15", time(13, 15)),
        ("0:00", time(0)),
        ("24:00", None),
        ("8h60", None),
        ("8h3", None),
        ("sáng", None),
        ("", None),
    ],
)
def test_an_hour_is_read_as_it_is_meant(written: str, meant: time | None) -> None:
    assert read_hour(written) == meant


def test_the_field_shows_an_hour_as_it_is_printed_and_keeps_what_was_typed() -> None:
    field = HourField(required=False)
    assert field.clean("") is None
    assert field.clean("8h30") == time(8, 30)
    assert 'value="08:30"' in field.widget.render("at", time(8, 30))
    assert 'value="25:00"' in field.widget.render("at", "25:00")
