"""What the command does without a data folder, as a process: it reads lists, and says where data would be."""

import json
from pathlib import Path

import pytest

from tests.cli.calling import start

pytestmark = pytest.mark.processes

LISTS = Path(__file__).parents[1] / "rosters"


@pytest.mark.parametrize("name", ["two-days.xlsx", "huong-khe-2023.docx"])
def test_a_list_is_read_without_a_data_folder(tmp_path, name):
    done = start(tmp_path / "none", "roster", "read", LISTS / name, "--json")

    assert (done.returncode, done.stderr) == (0, "")
    read, expected = json.loads(done.stdout), json.loads((LISTS / name).with_suffix(".json").read_text("utf-8"))
    assert list(read) == ["people", "attendance", "problems", "stated_count"]
    assert len(read["people"]) == len(expected["people"])
    # A list's truth holds no sheet and row, and no column that the list does not have.
    pairs = zip(read["people"], expected.pop("people"), strict=True)
    assert [one for one, truth in pairs if {**one, **truth} != one] == []
    assert {**read, **expected} == read
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("language", "words"),
    [("", "không có dữ liệu Nếp Mới"), ("vi", "không có dữ liệu Nếp Mới"), ("en", "There is no Nếp Mới data")],
)
def test_without_a_folder_there_is_no_figure(tmp_path, language, words):
    done = start(tmp_path / "none", "figure", "courses", "--json", language=language)

    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "none").exists()


def test_a_wrong_call_is_told_from_a_refusal(tmp_path):
    done = start(tmp_path / "none", "figure", "--nonsense")

    assert (done.returncode, done.stdout) == (2, "")
    assert "--nonsense" in done.stderr
