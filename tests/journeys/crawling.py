"""Reading pages as a visitor: their links, forms and heads, and the way from the first page to each of them."""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit

UID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CODE: Final = re.compile(r"(?<=^/figures/)\w+(?=$|/)")


@dataclass(frozen=True)
class Form:
    """A form's way: ``get`` or ``post``, and to where."""

    method: str
    action: str


@dataclass
class Reading:
    """What a page holds for one who follows it."""

    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)  # hx-get and hx-post
    loaded: list[str] = field(default_factory=list)  # pictures, styles, scripts
    ids: set[str] = field(default_factory=set)
    lang: str = ""
    title: str = ""
    headings: int = 0
    text: str = ""

    @property
    def named(self) -> set[str]:
        """Every address that the page names, of whatever kind."""
        return {*self.links, *(form.action for form in self.forms), *self.asked, *self.loaded}


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.found = address, Reading()
        self._inside: list[str] = []
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        found = self.found
        if told.get("id"):
            found.ids.add(told["id"])
        if tag == "html":
            found.lang = told.get("lang", "")
        elif tag == "h1":
            found.headings += 1
        elif tag == "a" and "href" in told:
            found.links.append(urljoin(self.address, told["href"]))
        elif tag == "form":
            found.forms.append(
                Form(told.get("method", "get").lower(), urljoin(self.address, told.get("action", self.address)))
            )
        elif tag in {"img", "script"} and "src" in told:
            found.loaded.append(urljoin(self.address, told["src"]))
        elif tag == "link" and "href" in told:
            found.loaded.append(urljoin(self.address, told["href"]))
        found.asked.extend(urljoin(self.address, told[name]) for name in ("hx-get", "hx-post") if name in told)
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "title" in self._inside and "svg" not in self._inside:
            self.found.title += data
        if not {"script", "style"} & set(self._inside):
            self._words.append(data)

    def close(self) -> None:
        super().close()
        self.found.text = re.sub(r"\s+", " ", "".join(self._words)).strip()


def read(address: str, html: str) -> Reading:
    """What a page at an address holds; its links are made whole."""
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    return reader.found


def shape(address: str) -> str:
    """What alike addresses share: the path without its ids, the words of the query without their values."""
    words = sorted({name for name, _ in parse_qsl(urlsplit(address).query)})
    return kind(address) + (f"?{'&'.join(words)}" if words else "")


def kind(address: str) -> str:
    """What pages of one template share: the path without its ids and codes."""
    return CODE.sub("{code}", UID.sub("{uid}", urlsplit(address).path))


@dataclass(frozen=True)
class Visit:
    """A page that was opened.

    Attributes:
        clicks: how many links away from the start it stands.
        came_from: the page with the link to it.
        page: None for what is no page, a picture or a paper.
    """

    address: str
    status: int
    clicks: int
    came_from: str
    page: Reading | None


# Status, kind of content, the text where it is HTML.
Fetch = Callable[[str], tuple[int, str, str]]


def walk(fetch: Fetch, *, alike: int, by: Callable[[str], str] = shape, start: str = "/") -> Iterator[Visit]:
    """Follow every link of the house from a page, the nearest first; of alike addresses the first few.

    Args:
        fetch: opens an address; it follows no redirect to another host.
        alike: how many alike addresses are opened.
        by: what alike addresses share.
        start: where the visitor stands.
    """
    waiting = deque([(start, 0, "")])
    known, opened = {start}, Counter[str]()
    while waiting:
        address, clicks, came_from = waiting.popleft()
        if opened[by(address)] >= alike:
            continue
        opened[by(address)] += 1
        status, kind, html = fetch(address)
        page = read(address, html) if kind.startswith("text/html") else None
        yield Visit(address, status, clicks, came_from, page)
        if page is None:
            continue
        for link in page.links:
            onward = link.partition("#")[0]
            # A press article stands elsewhere; only what is ours is walked.
            if onward.startswith("/") and onward not in known:
                known.add(onward)
                waiting.append((onward, clicks + 1, address))
