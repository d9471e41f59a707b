"""What is chosen on a list's page and not written yet: it comes back with the page, whichever button was pressed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from zlib import crc32

from django.http import HttpRequest
from django.utils.translation import gettext

from nepmoi.intake.rosters.rules.choices import Answer, Line
from nepmoi.intake.rosters.rules.previews import Preview
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.people.selectors.persons import PersonView
from nepmoi.web.activities.links import link
from nepmoi.web.people.reasons import Weighed, weighed

# The lists on the page that are shown in parts, by the name that counts their pages.
PARTS: Final = ("page", "problems", "questions")
MOST_ROWS: Final = 20_000
Place = tuple[int, int]
"""A row of a sheet, which is said by the checksum of its name."""


@dataclass(frozen=True)
class Chosen:
    """What a reader chose and typed so far.

    Attributes:
        answers: of rows that ask, by their index.
        left_out: the rows that are not to be imported, those on other pages of the list included.
        typed: what columns hold and cells should say, by the names of their fields.
        parts: which page of each list is shown.
        reading: the fingerprint of the reading whose rows the choices count; empty when the form says none.
        places: where those rows stand in the file.
    """

    answers: Mapping[int, Answer] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    typed: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    reading: str = ""
    places: Mapping[int, Place] = field(default_factory=dict)

    def shows(self, seen: Preview) -> bool:
        """Whether the choices count the rows of this reading; a form that says nothing of its reading is believed."""
        return not self.reading or self.reading == seen.fingerprint

    def read_again(self, seen: Preview) -> "Chosen":
        """The choices for a list that was read otherwise since: rows are the same by their place in the file."""
        at = {_place(line): line.index for line in seen.lines}
        now = {index: at.get(place) for index, place in self.places.items()}
        return replace(
            self,
            answers={new: said for old, said in self.answers.items() if (new := now.get(old)) is not None},
            left_out=frozenset(new for old in self.left_out if (new := now.get(old)) is not None),
            reading=seen.fingerprint,
            places={},
        )


def _place(line: Line) -> Place:
    return crc32(line.read.sheet.encode()), line.read.row


def written_of(seen: Preview) -> str:
    """The reading that a form shows: its fingerprint, and where its rows stand, as `row.first.count.sheet` of each run of rows."""
    runs: list[list[int]] = []
    for line in seen.lines:
        sheet, row = _place(line)
        if runs and (sheet, row) == (runs[-1][3], runs[-1][1] + runs[-1][2]):
            runs[-1][2] += 1
        else:
            runs.append([line.index, row, 1, sheet])
    return " ".join([seen.fingerprint, *(".".join(map(str, run)) for run in runs)])


def _reading(written: str) -> tuple[str, dict[int, Place]]:
    """What ``written_of`` wrote: the fingerprint, and the place of each row by its index."""
    fingerprint, *runs = written.split() or [""]
    places: dict[int, Place] = {}
    for run in runs:
        numbers = run.split(".")
        if len(numbers) != 4 or not all(map(is_number, numbers[:3])) or not numbers[3].isdecimal():
            continue
        first, row, count = map(int, numbers[:3])
        sheet = int(numbers[3][:10])
        places |= {first + step: (sheet, row + step) for step in range(min(count, MOST_ROWS - len(places)))}
    return fingerprint, places


def chosen_of(request: HttpRequest) -> Chosen:
    """What a form brings; an address alone says only which pages are shown."""
    if request.method != "POST":
        return Chosen(parts={name: request.GET.get(name, "") for name in PARTS})
    sent = request.POST
    turned, _, number = sent.get("turn", "").rpartition("-")
    reading, places = _reading(sent.get("reading", ""))
    return Chosen(
        answers=_answers(sent),
        left_out=(_numbers(sent.get("offered", "").split()) - _numbers(sent.getlist("take")))
        | _numbers(sent.get("left", "").split()),
        # What a column was shown as is no choice: somebody else may have said otherwise since.
        typed={
            name: str(said)
            for name, said in sent.items()
            if name.startswith(("col-", "fix-")) and str(said).strip() and said != sent.get(f"was-{name}")
        },
        parts={name: number if name == turned else sent.get(name, "") for name in PARTS},
        reading=reading,
        places=places,
    )


def _numbers(texts: Sequence[str]) -> frozenset[int]:
    return frozenset(int(one) for one in texts if is_number(one))


def is_number(text: str) -> bool:
    """Whether a text counts rows; no list has more of them than six digits count."""
    return text.isascii() and text.isdecimal() and len(text) <= 6


def _answers(sent: Mapping[str, Any]) -> dict[int, Answer]:
    """What a form says of rows; what says nothing readable is no answer."""
    answers: dict[int, Answer] = {}
    for name, said in sent.items():
        index = name.removeprefix("row-")
        if index == name or not is_number(index):
            continue
        if said == "new" or said == "same":
            answers[int(index)] = said
        elif uid := parse_uid(said):
            answers[int(index)] = uid
    return answers


@dataclass(frozen=True)
class Option:
    """One thing that may be said of a row that asks.

    Attributes:
        value: as the form sends it.
        person: whom it links to, with her page; None makes a new person or says that two rows are one.
        why: what speaks for her and against her.
    """

    value: str
    words: str
    is_chosen: bool
    person: PersonView | None = None
    href: str = ""
    why: Weighed | None = None


@dataclass(frozen=True)
class Asked:
    """A row that asks who it is, with the row beside which it has to be looked at."""

    line: Line
    twin: Line | None
    options: tuple[Option, ...]


def asked_of(seen: Preview) -> dict[str, Any]:
    """The rows to choose for: those that wait, and those for which somebody is chosen already."""
    asked = [_asked(line, seen.lines) for line in seen.lines if line.candidates or line.asks]
    return {
        "waiting": [one for one in asked if one.line.waits],
        "answered": [one for one in asked if not one.line.waits],
    }


def _asked(line: Line, lines: Sequence[Line]) -> Asked:
    if line.asks == "twin" and line.twin is not None:
        said = (("same", gettext("One person, named twice")), ("new", gettext("Two people")))
        options = tuple(Option(value, label, line.answer == value) for value, label in said)
        return Asked(line, lines[line.twin], options)
    linked = line.known.uid if line.known and (line.answer or not line.asks) else None
    # Who stands in the activity's list already is asked about without reasons.
    whys = [*map(weighed, line.reasons), *[None] * len(line.candidates)]
    people = tuple(
        Option(str(one.uid), gettext("This person"), one.uid == linked, one, link("person", one.uid), why)
        for one, why in zip(line.candidates, whys, strict=False)
    )
    return Asked(line, None, (*people, Option("new", gettext("A new person"), line.answer == "new")))
