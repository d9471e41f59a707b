"""What the pages load: little, readable by old phones, with every letter of a name, from nowhere else."""

import gzip
import re
import unicodedata
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from fontTools.ttLib import TTFont

import nepmoi.web

WEB = Path(nepmoi.web.__file__).parent
STATIC = WEB / "static"
TEMPLATES = sorted(WEB.rglob("templates/**/*.html"))
STYLE = (STATIC / "app.css").read_text("utf-8")

# Kinh, and the letters with which names of the Ê Đê, Gia Rai, Ba Na, Xơ Đăng, Chăm and others are written.
VOWELS = "aăâeêioôơuưy"
LETTERS = {
    *"abcdefghijklmnopqrstuvwxyzđčñƀĕĭŏŭ0123456789",
    *(f"{vowel}{tone}" for vowel in VOWELS for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")),
}


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


def test_a_first_visit_fits_into_100_kib(db: None) -> None:
    page = Client().get("/sign-in").content
    loaded = {path: STATIC / path for path in re.findall(r'"/static/([^"]+)"', page.decode())}
    assert {Path(path).suffix for path in loaded} == {".css", ".js", ".svg", ".woff2"}
    fonts = sum(file.stat().st_size for file in loaded.values() if file.suffix == ".woff2")
    rest = sum(packed(file.read_bytes()) for file in loaded.values() if file.suffix != ".woff2")
    assert packed(page) <= 10 * 1024
    assert fonts <= 52_000
    assert packed(page) + fonts + rest <= 100 * 1024


def test_our_own_styles_and_script_stay_small() -> None:
    assert packed(STYLE.encode()) <= 7_000
    assert (STATIC / "app.js").stat().st_size <= 7_000
    assert (STATIC / "roll.js").stat().st_size <= 3_800


def test_pages_are_packed_on_the_way(db: None) -> None:
    answer = Client().get("/sign-in", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"<h1>" in gzip.decompress(answer.content)


@pytest.mark.parametrize("weight", [400, 600])
def test_the_font_has_every_letter_of_a_name(weight: int) -> None:
    font = TTFont(STATIC / "fonts" / f"be-vietnam-pro-{weight}.woff2")
    has = font.getBestCmap()
    wanted = {c for letter in LETTERS for case in (letter, letter.upper()) for c in unicodedata.normalize("NFC", case)}
    assert sorted(c for c in wanted if ord(c) not in has) == []
    assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"mark", "kern"} <= {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}


def test_collected_files_carry_their_hash_and_come_packed(tmp_path: Path) -> None:
    with override_settings(STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    hashed = next(name for name in names if re.fullmatch(r"app\.[0-9a-f]{12}\.css", name))
    assert {f"{hashed}.gz", f"{hashed}.br"} <= names
    assert re.search(r'url\("fonts/be-vietnam-pro-400\.[0-9a-f]{12}\.woff2"\)', (tmp_path / hashed).read_text("utf-8"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_a_template_has_nothing_inline_and_nothing_from_elsewhere(template: Path) -> None:
    text = template.read_text("utf-8")
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)|hx-on|hx-vals=.js:", text) == []
    assert re.findall(r"""(?:src|href|action|hx-\w+)=["']?(?:https?:)?//""", text) == []


def test_styles_and_scripts_load_nothing_from_elsewhere() -> None:
    for file in (STATIC / "app.css", STATIC / "app.js"):
        assert re.findall(r"""(?<!xmlns=')https?://|url\(["']?//|@import""", file.read_text("utf-8")) == []


def test_old_phones_read_the_nesting() -> None:
    # Chrome 119 drops a nested rule whose selector begins with an element's name.
    text = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", STYLE, flags=re.DOTALL)
    open_rules: list[str] = []
    wrong: list[str] = []
    for token in re.finditer(r"([^{};]*)\{|\}", text):
        if token[0] == "}":
            open_rules.pop()
            continue
        selector = token[1].strip()
        if not selector.startswith("@") and any(not rule.startswith("@") for rule in open_rules):
            wrong += [part for part in re.split(r",(?![^(]*\))", selector) if "&" not in part]
        open_rules.append(selector)
    assert open_rules == []
    assert wrong == []
    assert "light-dark(" not in text
