"""`nepmoi roster read`: for machines, for people, and what is no list."""

from pathlib import Path

import pytest

LISTS = Path(__file__).parents[1] / "rosters"


def test_a_list_is_read_aloud(console):
    lines = console.text("roster", "read", LISTS / "huong-khe-45.xlsx").splitlines()

    assert len(lines) == 45
    assert all(len(line.split("\t")) == 6 for line in lines)


@pytest.mark.parametrize(
    ("content", "name"), [(b"not a list", "list.xlsx"), (b"", "list.docx"), (b"STT,Ten", "list.csv")]
)
def test_a_file_that_is_no_list_is_refused_in_both_languages(console, tmp_path, content, name):
    file = tmp_path / name
    file.write_bytes(content)

    said = [console.refusal("--language", language, "roster", "read", file, "--json") for language in ("vi", "en")]

    assert all(name in sentence for sentence in said)
    assert said[0] != said[1]


@pytest.mark.parametrize("name", ["no.xlsx", ""])
def test_a_file_that_is_not_there_is_one_sentence(console, tmp_path, name):
    sentence = console.refusal("--language", "en", "roster", "read", tmp_path / name, "--json")

    assert sentence.startswith("There is no file")
