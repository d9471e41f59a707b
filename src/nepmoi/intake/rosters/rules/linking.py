"""Each row of a list held against the activity's list and the register: whom it is surely, whom it may be, what asks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from nepmoi.fieldwork.activities.selectors.activities import ParticipantView
from nepmoi.intake.rosters.rules import mending, questions
from nepmoi.intake.rosters.rules.choices import SEX, Line
from nepmoi.intake.rosters.rules.matching import Entrant, Facts, Match, Place, Row
from nepmoi.intake.rosters.rules.people import Problem, ReadPerson
from nepmoi.kernel.dates import PartialDate
from nepmoi.kernel.text import name_key, search_key
from nepmoi.registry.people.rules.likeness import Traits, clear
from nepmoi.registry.people.rules.names import Written
from nepmoi.registry.people.rules.phones import phone_key
from nepmoi.registry.people.selectors.doubles import Candidate
from nepmoi.registry.people.selectors.persons import PersonView

# More namesakes than that say nothing to whoever has to choose among them.
MOST_SHOWN = 6
Named = Mapping[int, Sequence[tuple[int, Place]]]
"""The rows that named each line of an activity's list: in which file, and where in it."""


def row_of(read: ReadPerson) -> Row:
    """What a row says, and where it stands."""
    return Row(
        Facts(name_key(read.name), read.birth_year, SEX.get(read.sex or ""), search_key(read.unit or "")),
        (read.sheet, read.row),
    )


def entrants_of(lines: Iterable[ParticipantView], named: Named, file_id: int) -> list[Entrant]:
    """The lines of an activity's list, with the rows of the lists that named them.

    Args:
        lines: the activity's list.
        named: which rows named its lines.
        file_id: the file that is looked at.
    """
    return [
        Entrant(
            line.person.id,
            Facts(
                name_key(line.name_as_written),
                line.person.birth.year if line.person.birth else None,
                line.person.sex,
                search_key(line.unit_as_written),
            ),
            frozenset(place for _, place in named.get(line.id, ())),
            frozenset(place for file, place in named.get(line.id, ()) if file == file_id),
        )
        for line in lines
    ]


def inside(line: Line, found: Match, roster: Mapping[int, PersonView]) -> Line:
    """The row as the activity's list knows it: whose it is, or whose it may be."""
    if found.person_id is not None:
        return replace(line, known=roster[found.person_id], listed=True)
    if found.rivals:
        return replace(line, asks="inside", candidates=tuple(roster[one] for one in found.rivals))
    return line


def with_twins(lines: Sequence[Line], problems: Iterable[Problem]) -> list[Line]:
    """The rows that reading found to be the same person as an earlier one; not those who both are in the list already."""
    at = {(line.read.sheet, line.read.row): line for line in lines}
    out = list(lines)
    for problem in problems:
        if problem.code != "duplicate-person":
            continue
        later = at.get((problem.sheet, problem.row))
        first = at.get((str(problem.facts["other_sheet"]), int(str(problem.facts["other"]))))
        if later and first and not later.listed:
            out[later.index] = replace(later, asks="twin", candidates=(), twin=first.index)
    return out


def linked(
    line: Line, candidates: Sequence[Candidate], roster: Mapping[int, PersonView], taken: Collection[int] = ()
) -> Line:
    """A row of somebody who is not in the activity's list, with whom of the register she may be and why.

    The one who is clear (``likeness.clear``) is chosen beforehand; the officer who imports confirms it or says otherwise.
    Where nobody is clear, as in a village of one surname, the only one whom name, year, sex and unit fit is linked all the
    same when nobody is there to be asked; a page asks. Somebody of the activity's list whom something speaks for, as where
    another commune's list has her with a slip of the year, is asked about before anything is imported: whoever asks as one
    of the register asks as one of the list as well.

    Args:
        line: the row.
        candidates: whom of the register it may mean, the likeliest first.
        roster: who is in the activity's list.
        taken: those of them whose row another one is.
    """
    beside = [one for one in candidates if one.person.id in roster and one.person.id not in taken]
    if beside and not line.asks:
        return replace(
            line,
            asks="inside",
            candidates=tuple(one.person for one in beside[:MOST_SHOWN]),
            reasons=tuple(one.likeness for one in beside[:MOST_SHOWN]),
        )
    likely = [one for one in candidates if one.person.id not in roster]
    if not likely or line.asks == "twin":
        return line
    sure, shown = clear(likely), likely[:MOST_SHOWN]
    fitting = [one for one in likely if one.likeness.fits_in_all_four]
    meant = sure or (fitting[0] if len(fitting) == 1 else None)
    return replace(
        line,
        known=meant.person if meant else None,
        asks="" if sure else "known",
        candidates=tuple(one.person for one in shown),
        reasons=tuple(one.likeness for one in shown),
    )


def traits_of(line: Line) -> Traits:
    """What a row says of a person, as the register compares it; the unit is the one that its words name."""
    read, named = line.read, line.where.named
    return Traits(
        written=Written.of(read.name),
        sex=line.sex,
        birth=PartialDate(read.birth_year, read.birth_month, read.birth_day) if read.birth_year else None,
        ethnic_code=line.ethnic_code,
        phone_key=phone_key(read.phone or ""),
        unit_ids=frozenset({named.id}) if named else frozenset(),
    )


def mended(
    lines: Sequence[Line], entries: Iterable[ParticipantView], by_hand: frozenset[int], entrants: Iterable[Entrant]
) -> tuple[list[Line], list[Problem]]:
    """What each row mends of the line that is there already, and where it only contradicts it.

    Args:
        lines: the rows.
        entries: the activity's list as it stands.
        by_hand: those of its lines into which somebody wrote otherwise than by importing a list.
        entrants: the same lines with the rows that named them.
    """
    listed = {one.person.id: one for one in entries}
    same_file = {entrant.person_id for entrant in entrants if entrant.same_file}
    out, problems = [], []
    for line in lines:
        there = listed.get(line.known.id) if line.known else None
        if there is None:
            out.append(line)
            continue
        written = mending.Written(
            there.title,
            there.unit_as_written,
            there.unit_id,
            there.ethnic_name_then or "",
            there.id not in by_hand,
            there.person.id in same_file,
        )
        out.append(replace(line, mends=mending.mends(line, written)))
        problems.extend(questions.contradicted(line.read, mending.contradicts(line, written)))
    return out, problems
