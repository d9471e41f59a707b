"""What must not stand in the repository: a machine's paths, an address of a package index, a text without its newline."""

import re

from tests.system.layout import ROOT, kept_files

TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".html",
    ".css",
    ".js",
    ".po",
    ".yaml",
    ".yml",
    ".csv",
    ".json",
    ".sh",
    ".cfg",
    "",
}

MACHINE = re.compile(r"(?<![\w.~$}>])/(?:home|root|Users|work|mnt)/\w")
INDEX = re.compile(r"--(?:extra-)?index-url|files\.pythonhosted|registry\.npmjs")


def texts() -> dict[str, str]:
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for path in kept_files()
        if path.suffix in TEXT and path.name != "test_words.py"
    }


def found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number} {line.strip()[:100]}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_path_of_a_machine() -> None:
    assert found(MACHINE) == []


def test_no_address_of_an_index() -> None:
    assert found(INDEX) == []


def test_nothing_is_left_for_later() -> None:
    # A mark in the code is a promise that nobody reads; what is missing stands in the changelog or in a test.
    assert [
        line
        for line in found(re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b"))
        if line.startswith(("src", "tests", "dev"))
    ] == []


def test_every_text_ends_with_a_newline() -> None:
    # What others made is kept byte for byte.
    ours = {name: text for name, text in texts().items() if "/vendor/" not in name}
    assert [name for name, text in ours.items() if text and not text.endswith("\n")] == []


def test_what_git_ignores_is_not_kept() -> None:
    assert [path for path in kept_files() if path.suffix in {".mo", ".pyc", ".sqlite3"}] == []
