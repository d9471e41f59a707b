"""What is chosen on a list's page and not written yet: it comes back with the page, whichever button was pressed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

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


@dataclass(frozen=True)
class Chosen:
    """What a reader chose and typed so far.

    Attributes:
        answers: of rows that ask, by their index.
        left_out: the rows that are not to be imported, those on other pages of the list included.
        typed: what columns hold and cells should say, by the names of their fields.
        parts: which page of each list is shown.
    """

    answers: Mapping[int, Answer] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    typed: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)

    def read_again(self, before: Preview, after: Preview) -> "Chosen":
        """The choices for a list that was read otherwise since: rows are the same by their place in the file."""
        at = {(line.read.sheet, line.read.row): line.index for line in after.lines}
        now = {line.index: at.get((line.read.sheet, line.read.row)) for line in before.lines}
        return replace(
            self,
            answers={new: said for old, said in self.answers.items() if (new := now.get(old)) is not None},
            left_out=frozenset(new for old in self.left_out if (new := now.get(old)) is not None),
            typed={},
        )


def chosen_of(request: HttpRequest) -> Chosen:
    """What a form brings; an address alone says only which pages are shown."""
    if request.method != "POST":
        return Chosen(parts={name: request.GET.get(name, "") for name in PARTS})
    sent = request.POST
    turned, _, number = sent.get("turn", "").rpartition("-")
    return Chosen(
        answers=_answers(sent),
        left_out=(_numbers(sent.get("offered", "").split()) - _numbers(sent.getlist("take")))
        | _numbers(sent.get("left", "").split()),
        typed={
            name: str(said) for name, said in sent.items() if name.startswith(("col-", "fix-")) and str(said).strip()
        },
        parts={name: number if name == turned else sent.get(name, "") for name in PARTS},
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
