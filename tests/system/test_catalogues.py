"""The tool that compiles and checks the message catalogues does what GNU gettext does."""

import gettext
import io
import subprocess
from pathlib import Path

import pytest

from tests.system.layout import ROOT
from tools import catalogues

PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=1; plural=0;\n"

#: a.py
msgid "One \"quoted\"\n"
"and long"
msgstr "Một “trích”\n"
"và dài"

msgctxt "half-day"
msgid "morning"
msgstr "buổi sáng"

#, python-format
msgid "%(count)d person"
msgid_plural "%(count)d people"
msgstr[0] "%(count)d người"

#, fuzzy
msgid "Guessed"
msgstr "Đoán"

msgid "Empty"
msgstr ""

#~ msgid "Old"
#~ msgstr "Cũ"
"""


@pytest.fixture
def po(tmp_path: Path) -> Path:
    path = tmp_path / "django.po"
    path.write_text(PO, encoding="utf-8")
    return path


def test_what_is_compiled_is_what_gettext_reads(po: Path) -> None:
    compiled = gettext.GNUTranslations(io.BytesIO(catalogues.binary(catalogues.read(po))))
    assert compiled.gettext('One "quoted"\nand long') == "Một “trích”\nvà dài"
    assert compiled.pgettext("half-day", "morning") == "buổi sáng"
    assert compiled.ngettext("%(count)d person", "%(count)d people", 5) == "%(count)d người"
    assert [compiled.gettext(text) for text in ("Guessed", "Empty", "Old")] == ["Guessed", "Empty", "Old"]


def test_it_compiles_as_msgfmt_does(po: Path) -> None:
    subprocess.run(["msgfmt", "-o", "theirs.mo", po.name], cwd=po.parent, check=True)
    with (po.parent / "theirs.mo").open("rb") as file:
        theirs = gettext.GNUTranslations(file)
    ours = gettext.GNUTranslations(io.BytesIO(catalogues.binary(catalogues.read(po))))
    assert vars(ours)["_catalog"] == vars(theirs)["_catalog"]


def test_a_line_that_is_none_is_named(po: Path) -> None:
    po.write_text(PO + "msgid broken\n", encoding="utf-8")
    with pytest.raises(catalogues.CatalogueError, match=rf"django\.po:{PO.count(chr(10)) + 1}: msgid broken"):
        catalogues.read(po)


@pytest.mark.parametrize(
    ("entry", "finding"),
    [
        ('msgid "New"\nmsgstr ""', "not translated: 'New'"),
        ('#, fuzzy\nmsgid "New"\nmsgstr "Mới"', "fuzzy: 'New'"),
        ('msgid "Gone"\nmsgstr "Mất"', "no longer in the code: 'Gone'"),
        ('msgid "New"\nmsgstr "Mới %(name)s"', "['%(name)s'] do not fit: 'New'"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, entry: str, finding: str) -> None:
    (tmp_path / "words.py").write_text('gettext("New")\n', encoding="utf-8")
    path = catalogues.catalogue("vi", tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{entry}\n', encoding="utf-8")
    assert f"vi: {finding}" in catalogues.problems(tmp_path)


def test_both_languages_are_there() -> None:
    assert [language for language in catalogues.LANGUAGES if not catalogues.catalogue(language).exists()] == []
    assert (ROOT / ".gitignore").read_text(encoding="utf-8").count("*.mo") == 1
