"""Villages renamed, settled and ended at the command line."""

import pytest
from typer.testing import CliRunner

from nepmoi.cli.app import app
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.levels import Level
from nepmoi.registry.organisation import services as offices
from tests.cast import CONSOLE, DOOR, Cast, unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def village(cast: Cast) -> int:
    facts = {"by": CONSOLE, "door": DOOR, "type": "bản", "name": "Thử", "since": None}
    return offices.add_village(parent_id=unit("xã Hương Liên"), **facts).id  # type: ignore[arg-type]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["place", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output.strip()


def test_a_village_is_renamed_and_found_by_both_names(village: int) -> None:
    assert run("rename-village", "bản Thử", "thôn", "Thử Mới", "01/03/2025").startswith("thôn Thử Mới, xã Hương Liên")
    found = {one.name for one in places.find("thử", level=Level.VILLAGE)}
    assert found == {"Bản Thử", "Thôn Thử Mới"}


def test_a_village_is_settled_in_another_commune(village: int) -> None:
    assert run("settle-village", "bản Thử", "xã Hương Vĩnh", "2025-01-01").startswith("bản Thử, xã Hương Vĩnh")


def test_a_village_ends(village: int) -> None:
    run("end-village", "bản Thử", "2025-01-31")
    assert places.by_id(village).valid_to is not None
