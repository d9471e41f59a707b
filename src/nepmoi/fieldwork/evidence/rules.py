"""On which ground a picture may be shown, which pictures look alike, what kinds of papers there are, what an address is."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from PIL import Image

from nepmoi.core.audit.rules import Reads, Record, Told
from nepmoi.fieldwork.evidence.errors import AddressWrong
from nepmoi.kernel.errors import gettext_noop


class Ground(StrEnum):
    """Why a photograph may be shown to people outside the office; none yet is the empty string."""

    CONSENT = "consent"
    PUBLIC_EVENT = "public_event"
    DRAWN = "drawn"


def may_be_public(ground: Ground | None, *, shows_children: bool | None) -> bool:
    """Whether a public page may show a picture: it needs a ground, and with children (or unasked) only consent is one."""
    if ground is Ground.DRAWN:
        return True
    if shows_children is not False:
        return ground is Ground.CONSENT
    return ground is not None


class DaySource(StrEnum):
    """From where a photograph's day is known; nobody asked yet is the empty string."""

    SAID = "said"
    CAMERA = "camera"
    UNKNOWN = "unknown"


# Bits of 64 in which two pictures may differ and still be asked about: what Zalo makes of a picture differs in 0 or 1, a
# border of 2% cut off in 5 at most; other pictures differ in 20 and more, drawings of one scene in fewer.
ALIKE: Final = 10


def look(picture: Image.Image) -> int:
    """How a picture looks, in 64 bits: whether it gets lighter from left to right, in eight rows of eight steps.

    The difference hash of Neal Krawetz ("Kind of Like That", hackerfactor.com, 2013), which packing a picture anew or making
    it smaller leaves almost as it is. As a signed number, which a column of the database holds.
    """
    grey = picture.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    bits = sum(
        (grey[row * 9 + step] < grey[row * 9 + step + 1]) << (row * 8 + step) for row in range(8) for step in range(8)
    )
    return bits - (1 << 64) if bits >> 63 else bits


def apart(one: int, other: int) -> int:
    """In how many of its 64 bits one look differs from another."""
    return ((one ^ other) & ((1 << 64) - 1)).bit_count()


def nearest(of: int, among: Iterable[tuple[int, int]], most: int = ALIKE) -> list[tuple[int, int]]:
    """Those of many looks that are alike, the nearest first.

    Args:
        of: the look that is asked about.
        among: ids with their looks.
        most: how many bits may differ.

    Returns:
        Ids with their distances.
    """
    found = ((distance, name) for name, other in among if (distance := apart(of, other)) <= most)
    return [(name, distance) for distance, name in sorted(found)]


# What Zalo makes of a picture differs in 4 of 255 levels at most, a border of 2% cut off in 21; one scene drawn with another
# banner in 87.
_SAME_COLOUR: Final = 40


def have_same_colours(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures that look alike in grey also have the same colours, in four rows of four fields."""
    fields = [picture.convert("RGB").resize((4, 4), Image.Resampling.BOX).tobytes() for picture in (one, other)]
    return all(abs(first - second) <= _SAME_COLOUR for first, second in zip(*fields, strict=True))


class PaperKind(StrEnum):
    """What a paper is, in the words of an office."""

    DECISION = "decision"
    PLAN = "plan"
    LETTER = "letter"
    SUMMONS = "summons"
    SIGNED_LIST = "signed_list"
    REPORT = "report"
    MINUTES = "minutes"
    PROGRAMME = "programme"
    OTHER = "other"


LONGEST_ADDRESS: Final = 500
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
# What a name of the net is made of; the last part of it is no number, for a page of a newspaper has a name.
_HOST: Final = re.compile(r"([\w-]{1,63}\.)+[^\W\d_][\w-]{1,62}")
_PORTS: Final = {"http": 80, "https": 443}
# Words that a page of the net or a messenger puts behind an address, to know from where its reader came.
_FROM_WHERE: Final = re.compile(r"utm_\w+|fbclid|gclid|zarsrc|zalo\w*|mibextid", re.I)


def web_address(written: str) -> str:
    """An address of the net as it is kept; nobody is asked whether something is there.

    Raises:
        AddressWrong: when it is not of the shape that leads to a page over http or https.
    """
    text = written.strip()
    if not text:
        return ""
    if not _SCHEME.match(text):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as problem:
        raise AddressWrong from problem
    is_shaped = parts.scheme in _PORTS and _HOST.fullmatch(parts.hostname or "") and "@" not in parts.netloc
    if not is_shaped or port == 0 or len(text) > LONGEST_ADDRESS or re.search(r"[\s\x00-\x1f\x7f<>\"\\^`{|}]", text):
        raise AddressWrong
    return text


def address_key(address: str) -> str:
    """The same for one page, however its address was copied: over http or https, with or without ``www`` and a last stroke."""
    if not address:
        return ""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    port = "" if parts.port in {None, _PORTS[parts.scheme]} else f":{parts.port}"
    words = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _FROM_WHERE.fullmatch(pair[0])]
    return urlunsplit(("", host + port, parts.path.rstrip("/"), urlencode(sorted(words)), ""))[:LONGEST_ADDRESS]


PHOTOGRAPH = Record(
    gettext_noop("Photograph"),
    (
        Told("caption", gettext_noop("Caption")),
        Told("taken_on", gettext_noop("Taken on")),
        Told("day_source", gettext_noop("Day known from"), Reads.DAY_SOURCE),
        Told("unit__name", gettext_noop("Place")),
        Told("author", gettext_noop("Author")),
        Told("ground", gettext_noop("Ground for showing"), Reads.GROUND),
        Told("shows_children", gettext_noop("Shows children")),
        Told("office__name", gettext_noop("Kept by")),
        Told("placed", gettext_noop("Belongs to something")),
        Told("filename", gettext_noop("File name")),
        Told("void_reason", gettext_noop("Made void because")),
    ),
    day="taken_on",
)
OTHER_PICTURE = Record(gettext_noop("Another picture, though it looks alike"), (), named_by=("second__caption",))
PAPER = Record(
    gettext_noop("Paper"),
    (
        Told("kind", gettext_noop("Kind of paper"), Reads.PAPER),
        Told("number", gettext_noop("Number of the paper")),
        Told("dated_on", gettext_noop("Dated")),
        Told("issuer", gettext_noop("Issued by")),
        Told("title", gettext_noop("About")),
        Told("filename", gettext_noop("File name")),
        Told("office__name", gettext_noop("Kept by")),
        Told("placed", gettext_noop("Belongs to something")),
        Told("void_reason", gettext_noop("Made void because")),
    ),
    day="dated_on",
)
ARTICLE = Record(
    gettext_noop("Press article"),
    (
        Told("outlet", gettext_noop("Outlet")),
        Told("title", gettext_noop("Title of the article")),
        Told("published_on", gettext_noop("Published on")),
        Told("address", gettext_noop("Web address")),
        Told("author", gettext_noop("Author of the article")),
        Told("unit__name", gettext_noop("Place")),
        Told("filename", gettext_noop("Kept copy")),
        Told("office__name", gettext_noop("Kept by")),
        Told("void_reason", gettext_noop("Made void because")),
    ),
    day="published_on",
)
