"""`nepmoi figure --xlsx --csv`: the list behind a figure as files, the same as from its page."""

import pytest

from nepmoi.core.audit.models import Reading
from tests.reporting.render import opening

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_case")]

ASKED = ("figure", "people_trained", "--place", "huyện Hương Khê", "--year", 2024)


def test_both_files_hold_the_rows_of_the_figure(console, tmp_path):
    files = tmp_path / "ds.xlsx", tmp_path / "ds.csv"
    answer = console.json(*ASKED, "--rows", "--json")
    console.text(*ASKED, "--xlsx", files[0], "--csv", files[1])

    for found in (opening.sheet(files[0].read_bytes()), opening.of_csv(files[1].read_bytes())):
        assert [int(row[found.columns[-1]]) for row in found.rows] == [row["adds"] for row in answer["rows"]]
        assert [row[found.columns[1]] for row in found.rows] == [row["label"] for row in answer["rows"]]
        assert answer["value"] == 45
    [left] = Reading.objects.filter(deed="exported")
    assert (left.matter, left.people, left.account_id) == ("figure", 45, None)


def test_what_is_not_known_can_be_taken_alone(console, tmp_path):
    file = tmp_path / "ds.xlsx"
    answer = console.json(*ASKED, "--of", "unconfirmed", "--rows", "--json")
    console.text(*ASKED, "--of", "unconfirmed", "--xlsx", file)

    assert len(opening.sheet(file.read_bytes()).rows) == len(answer["rows"])


def test_a_file_that_is_there_is_left_as_it_is(console, tmp_path):
    file = tmp_path / "ds.csv"
    file.write_text("của người khác")

    code, _, err = console.call(*ASKED, "--csv", file)

    assert (code, file.read_text()) == (1, "của người khác")
    assert str(file) in err
