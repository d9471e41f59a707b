"""What was held but not confirmed, and what a roll does not say, stand beside the figure, not in it."""

import pytest

from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, roll
from tests.cast import DOOR, Cast, course
from tests.web.desk import page, sit, text

pytestmark = pytest.mark.django_db
ADDRESS = "/figures/people_trained?year=2024"


def test_a_plan_is_no_result_and_what_was_held_waits(cast: Cast) -> None:
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên", "Hồ Hai": "xã Hương Liên"})
    client = sit("chair")
    assert "Held, not confirmed: none." in text(page(client, ADDRESS))
    here = activities.activity(cast.officer, uid).id
    [one, _] = activities.roster(cast.officer, here)
    for slot in activities.half_days(here):
        roll.record_attendance(
            by=cast.officer, door=DOOR, activity=uid, half_day=slot.uid, marks={one.uid: Mark.PRESENT}
        )
    life.mark_held(by=cast.officer, door=DOOR, activity=uid)
    said = text(page(client, ADDRESS))
    assert "nothing recorded" in said
    assert "Held, not confirmed: 1 . Open their list" in said
    waiting = text(page(client, f"{ADDRESS}&of=unconfirmed"))
    assert "Held, not confirmed, not in the figure: 1" in waiting
    assert "Hồ Thị Một" in waiting
    assert "Held, not confirmed: 1." in text(page(client, "/figures?year=2024"))
    life.confirm(by=cast.officer, door=DOOR, activity=uid)
    said = text(page(client, ADDRESS))
    assert "1 people" in said
    assert "Unknown: 1 ; there may be so many more. Open their list" in said
    unknown = text(page(client, f"{ADDRESS}&of=unknown"))
    assert "Unknown, not in the figure: 1" in unknown
    assert "Hồ Hai" in unknown
    assert "Hồ Thị Một" not in unknown


@pytest.mark.parametrize(("word", "field"), [("of", "Which number"), ("rule", "Place by"), ("activity", "Activity")])
def test_a_word_of_an_address_that_cannot_be_is_named(cast: Cast, word: str, field: str) -> None:
    html = text(sit("officer").get(f"/figures/people_trained?{word}=nothing").content.decode())
    assert f"{field} :" in html
    assert "UUID" not in html
