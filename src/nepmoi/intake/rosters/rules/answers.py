"""People who answered a web form more than once: the later answer counts."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from nepmoi.intake.rosters.rules.grid import Value, as_text
from nepmoi.intake.rosters.rules.people import Problem, ReadPerson
from nepmoi.intake.rosters.rules.problems import problem
from nepmoi.kernel.text import clean, name_key, search_key

_LOCAL = re.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})(.*)")
_CLOCK = re.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s*(am|pm|sa|ch)?", re.IGNORECASE)


def submitted_at(value: Value) -> str:
    """When an answer came in, as a text that sorts in time; empty when the cell says nothing readable."""
    if isinstance(value, date):
        at = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a form's own clock
        return f"{at:%Y-%m-%d %H:%M:%S}"
    text = clean(as_text(value))
    if local := _LOCAL.match(text):
        return f"{local[3]}-{int(local[2]):02d}-{int(local[1]):02d} {_clock(local[4])}"
    if re.match("\\d{4}-\\d{2}-\\d{2}", text):
        return f"{text[:10]} {_clock(text[10:])}"
    return ""


def _clock(text: str) -> str:
    found = _CLOCK.search(text)
    if found is None:
        return "00:00:00"
    hour = int(found[1])
    half = (found[4] or "").lower()
    if half in {"pm", "ch"} and hour < 12:
        hour += 12
    elif half in {"am", "sa"} and hour == 12:
        hour = 0
    return f"{hour:02d}:{found[2]}:{found[3] or '00'}"


def latest(people: Sequence[ReadPerson]) -> tuple[list[ReadPerson], list[Problem]]:
    """One answer a person, in the place of her first: the later one, or the lower row where the time is not known.

    Who has the same name and nothing else that differs of birth, phone and unit, and shares at least one of them, answered
    twice.
    """
    kept: list[ReadPerson] = []
    named: dict[str, list[int]] = {}
    told: list[Problem] = []
    for one in people:
        namesakes = named.setdefault(name_key(one.name), [])
        place = next((index for index in namesakes if _is_same(one, kept[index])), None)
        if place is None:
            namesakes.append(len(kept))
            kept.append(one)
            continue
        earlier, later = sorted((kept[place], one), key=lambda answer: (answer.submitted, answer.row))
        kept[place] = later
        told.append(problem("answered-twice", one.sheet, earlier.row, name=one.name, other=later.row))
    return kept, told


def _is_same(one: ReadPerson, other: ReadPerson) -> bool:
    """Whether two of one name are one person."""
    if one.phone and one.phone == other.phone:
        return True
    pairs = (
        (one.birth_year, other.birth_year),
        (one.phone, other.phone),
        (search_key(one.unit or ""), search_key(other.unit or "")),
    )
    known = [(this, that) for this, that in pairs if this and that]
    return bool(known) and all(this == that for this, that in known)
