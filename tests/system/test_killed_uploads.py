"""A photograph that comes in pieces, of a course and of a team: killed at any moment it is whole or not there, and sent on it ends."""

from pathlib import Path

import pytest

from nepmoi.kernel.ids import new_uid
from tests.system.test_real_processes import Workshop, opened, spread  # noqa: F401 - a fixture by its name there

pytestmark = [pytest.mark.processes, pytest.mark.both_databases]

KILLS = 12


@pytest.mark.parametrize("of", ["activity", "group"])
def test_a_killed_upload_is_whole_or_not_there_and_goes_on(workshop: Workshop, tmp_path: Path, of: str) -> None:
    route = {"activity": "web:photograph_arrives", "group": "web:group_photograph_arrives"}[of]
    thing = workshop.do("course", number=1)["course"] if of == "activity" else workshop.do("team")
    first = 1000 if of == "activity" else 2000

    def send(number: int, upload: str, told: Path, kill: int | None = None) -> dict[str, object] | None:
        common = {"to": route, "thing": thing, "upload": upload, "number": number, "acknowledged": str(told)}
        more = {} if kill is None else {"kill": kill}
        return workshop.do("send_picture", **common, **more)  # type: ignore[no-any-return]

    # The first of all looks for no twin among those that are there.
    send(first, str(new_uid()), tmp_path / "first")
    whole = send(first + 100, str(new_uid()), tmp_path / "whole")
    assert whole is not None
    total, size = int(str(whole["points"])), int(str(whole["size"]))
    assert size > 2 * 8 * 1024, "it comes in several pieces"
    outcomes = set()
    for number, kill in enumerate(spread(total, KILLS), start=first + 1):
        upload, told = str(new_uid()), tmp_path / f"{number}"
        send(number, upload, told, kill)
        after = workshop.do("look_at_picture", thing=thing, upload=upload, number=number)
        acknowledged = told.read_text() if told.exists() else "0"
        at = f"killed at {kill} of {total}, told {acknowledged}, found {after}"
        assert after["shown"] == after["photographs"], at
        assert after["photographs"] in {0, 1}, at
        assert after["are_whole"], at
        # What the telephone was told is there, is there.
        assert after["photographs"] == 1 or (acknowledged != "kept" and after["arrived"] >= int(acknowledged)), at
        assert workshop.do("problems") == [], at
        # It sends on when the line is back, under the same id.
        again = send(number, upload, told)
        assert again is not None
        assert again["kept"] == ("before" if after["photographs"] else "now"), at
        ended = workshop.do("look_at_picture", thing=thing, upload=upload, number=number)
        assert (ended["shown"], ended["photographs"], ended["are_whole"]) == (1, 1, True), at
        outcomes.add(bool(after["photographs"]))
    assert outcomes == {True, False}
    assert workshop.do("problems") == []
