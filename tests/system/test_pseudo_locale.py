"""Every word of a page goes through gettext: with each translation in ⟦marks⟧, what stands outside them is data.

Data is what the database and the catalogue of figures hold, dates, numbers and signs. All pages are read as each role, with
what a screen reader is told (labels, descriptions) as well as what is seen.
"""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Final

import pytest
from django.conf import settings as django_settings
from django.db import models
from django.test import Client
from django.utils import translation

from nepmoi.analytics.figures import selectors as figures
from nepmoi.registry.geography.models import Unit
from nepmoi.registry.geography.rules.levels import Level
from nepmoi.registry.geography.rules.names import TYPES
from tests.journeys.crawling import kind, walk
from tests.system.test_crawler import ACCOUNTS, OFFICER, opened, sit
from tests.write_watcher import our_models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_case")]

OPEN, CLOSE = "⟦", "⟧"

# Alike in every language; what else is outside the marks must be data.
NAMES: Final = {
    "Nếp Mới",  # the product's
    "VI",  # the switch of languages names each in its own
    "EN",
    "CSV",
    "EN: switch to English",
    "VI: chuyển sang tiếng Việt",
    *TYPES[Level.VILLAGE],  # parts of names
}

# Attributes that are read to somebody.
SPOKEN: Final = ("alt", "title", "placeholder", "aria-label", "aria-description", "data-offline", "data-failed")

# What the filter `yesno` takes one of.
LISTED: Final = re.compile(r"\w+(,\w+)+")

# Tags that part no words: the given name of a person stands in one.
INSIDE_A_WORD: Final = {"b", "wbr"}

# Figures, dates, times, versions, codes of contents and of refusals: no letters, or letters beside digits.
_NO_WORD: Final = re.compile(r"^[\W\d_]*$|^(?=.*\d)[\w./:%-]+$")
_WORD: Final = re.compile(r"[^\W_]+(?:[./:%-][^\W_]+)*")

# Columns that hold codes; a page that shows one bare has forgotten its word.
_CODES: Final = ("code", "media_type", "sha256")


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each translation comes in marks."""

    def around(translate: Callable[..., str]) -> Callable[..., str]:
        return lambda *words: in_marks(translate(*words))

    for name in ("gettext", "pgettext", "ngettext", "npgettext"):
        monkeypatch.setattr(translation._trans, name, around(getattr(translation._trans, name)))


def in_marks(text: str) -> str:
    return ",".join(f"{OPEN}{part}{CLOSE}" for part in (text.split(",") if LISTED.fullmatch(text) else [text]))


class _Reader(HTMLParser):
    """The texts of a page outside the marks, one a piece that no mark and no block parts."""

    def __init__(self) -> None:
        super().__init__()
        self.outside: list[str] = []
        self._piece = ""
        self._depth = 0
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        # What says of itself that it is not to be translated is data: the cells of an office's list.
        if tag in {"script", "style"} or told.get("translate") == "no":
            self._silent = tag
        is_button = tag == "input" and told.get("type") in {"submit", "button", "reset"}
        for name in (*SPOKEN, *(["value"] if is_button else [])):
            self.outside += re.split(f"{OPEN}.*{CLOSE}", told.get(name) or "", flags=re.DOTALL)
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        for text in re.split(f"([{OPEN}{CLOSE}])", data):
            if text in {OPEN, CLOSE}:
                self._depth += 1 if text == OPEN else -1
                self._part("")
            elif not self._depth:
                self._piece += text

    def _part(self, tag: str) -> None:
        if tag not in INSIDE_A_WORD:
            self.outside.append(self._piece)
            self._piece = ""

    def close(self) -> None:
        super().close()
        self._part("")
        assert not self._depth, "a mark without its other"


def outside(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [piece for found in reader.outside if (piece := re.sub(r"\s+", " ", found).strip())]


Words = tuple[str, ...]


def words(text: str) -> Words:
    return tuple(_WORD.findall(text))


def data() -> set[Words]:
    """All that somebody has written down, and what the catalogue says of figures."""
    found = {words(name) for name in NAMES}
    for model in our_models():
        if hasattr(model, "history_object"):
            continue
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField)
            if is_text and not field.choices and field.name not in _CODES:
                texts = model._base_manager.values_list(field.name, flat=True).distinct()
                # What was written in several lines is shown in several.
                found |= {words(line) for text in texts for line in (text, *text.splitlines())}
    for one in figures.catalogue():
        found |= {words(getattr(one, name).vi) for name in ("name", "unit", "counts", "reckons", "omits", "reading")}
    # Lists name a unit without its type where the type goes without saying.
    found |= {words(name[len(type) :]) for type, name in Unit.objects.values_list("type", "name")}
    # A name may begin a sentence or be written small behind its kind.
    return found | {words(" ".join(one)[:1].swapcase() + " ".join(one)[1:]) for one in found if one}


class Data:
    """Tells words that are data from those that are not."""

    def __init__(self) -> None:
        self.known = data()
        self.lines = [" ".join(one) for one in self.known]
        self.longest = max(map(len, self.known))

    def left(self, text: str) -> list[str]:
        """The words of a piece that are neither data nor figures, the longest stretches of data taken away first."""
        if text.endswith("…"):
            return [] if self.begins(text) else [text]
        rest, said, at = [], words(text), 0
        while at < len(said):
            length = next(
                (n for n in range(min(self.longest, len(said) - at), 0, -1) if said[at : at + n] in self.known), 0
            )
            if not length and not _NO_WORD.match(said[at]):
                rest.append(said[at])
            at += length or 1
        return rest

    def begins(self, text: str) -> bool:
        """Whether a text that was cut short, after the code of its content, is data."""
        beginning = " ".join(word for word in words(text) if not _NO_WORD.match(word))
        return any(line.startswith(beginning) for line in self.lines)


def pages(client: Client) -> Iterator[tuple[str, str]]:
    """A page of each kind, with its text."""
    texts: dict[str, str] = {}

    def fetch(address: str) -> tuple[int, str, str]:
        status, told, texts[address] = opened(client, address)
        return status, told, texts[address]

    for visit in walk(fetch, alike=1, by=kind):
        if visit.page:
            yield visit.address, texts[visit.address]


@pytest.mark.parametrize("username", ACCOUNTS)
def test_no_word_goes_past_gettext(username: str, marked: None) -> None:
    is_data, found, seen = Data(), [], 0
    for address, html in pages(sit(username)):
        assert OPEN in html, address
        seen += 1
        found += [f"{kind(address)}: {piece!r}: {left}" for piece in outside(html) if (left := is_data.left(piece))]
    assert seen > 3 or username == "hocvien"
    assert sorted(set(found)) == []


def test_a_word_outside_is_seen(marked: None) -> None:
    html = f'<p>{OPEN}of <b>all</b>{CLOSE} 12/2024 <img alt="Save"> xã Hương Liên</p><p>planned</p><style>Bad</style>'
    is_data = Data()
    assert [piece for piece in outside(html) if is_data.left(piece)] == ["Save", "planned"]
    assert translation.gettext("Activities").startswith(OPEN)
    assert sit(OFFICER).get("/activities").content.decode().count(OPEN) > 20
    assert django_settings.USE_I18N
