"""The register that `benchmarks.identity` asks, and its measures; needs Django's settings."""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import TypeVar

from benchmarks.made_names import Country, Human, sample
from nepmoi.cli.folder import migrate
from nepmoi.cli.loading import load_places
from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, DoorKind, RootKind
from nepmoi.fieldwork.training import selectors as courses
from nepmoi.kernel import clock, text
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.levels import Level
from nepmoi.registry.organisation.rules import Role, Standing
from nepmoi.registry.organisation.selectors import console
from nepmoi.registry.people import services as people
from nepmoi.registry.people.models import EthnicGroup, Person, Post
from nepmoi.registry.people.rules.likeness import Traits, clear
from nepmoi.registry.people.rules.names import Written, given_key
from nepmoi.registry.people.rules.phones import phone_key
from nepmoi.registry.people.selectors import doubles, persons

BY = console("benchmark")
DOOR = Door(DoorKind.COMMAND, "benchmark")
BEFORE = date(2025, 6, 30)
PROVINCE = "42"
ALIKE = 0.9
PAGES = 30
CHUNK = 20_000


@dataclass(frozen=True)
class Said:
    """What one way of asking says of each row: who may be meant, and who is preselected."""

    proposed: list[set[int]]
    preselected: list[int | None]


def measure(size: int, rows: int, seed: int) -> None:
    """Make the register, ask it and the peer, print what came out."""
    migrate()
    load_places()
    people.load_ethnic_groups(by=BY, door=DOOR)
    province = places.the_one(PROVINCE, clock.today())
    atlas = places.atlas()
    units = sorted(
        unit
        for unit in set(atlas.standing(BEFORE)) & atlas.inside(province.id)
        if atlas.unit(unit).level is Level.COMMUNE
    )
    country = Country(len(units), seed)
    humans = [country.human() for _ in range(size)]
    ids = _enter(humans, units)
    listed = sample(humans, country, rows * 3 // 5, rows - rows * 3 // 5)
    traits = [_traits(human, units, number % 3 == 0) for number, (human, _) in enumerate(listed)]
    truth = [None if whose is None else ids[whose] for _, whose in listed]
    officer = Standing(BY.actor, Role.OFFICER, None, province.id)
    doubles.candidates_for(officer, traits[:5])  # the map of the province is drawn once

    seconds, worked, found = _timed(lambda: doubles.candidates_for(officer, traits))
    ours = Said(
        [{one.person.id for one in candidates} for candidates in found],
        [one.person.id if (one := clear(candidates)) else None for candidates in found],
    )
    peer_seconds, peer_worked, peer = _timed(lambda: _peer(humans, ids, [human for human, _ in listed]))
    print(f"{rows} rows against {size:,} people: {seconds:.2f} s on the wall, {worked:.2f} s of the processor")
    print(f"the peer: {peer_seconds:.1f} s, {peer_worked:.1f} s")
    print(
        f"{'':14} {'proposals':>10} {'precision':>10} {'recall':>8} {'preselected':>12} {'precision':>10} {'recall':>8}"
    )
    for name, said in (("register", ours), ("peer", peer)):
        print(_line(name, said, truth))
    _pages(officer, ids)


_T = TypeVar("_T")


def _timed(work: Callable[[], _T]) -> tuple[float, float, _T]:
    """Seconds on the wall, of the processor, and what was done."""
    start, worked = time.perf_counter(), time.process_time()
    done = work()
    return time.perf_counter() - start, time.process_time() - worked, done


def _enter(humans: Sequence[Human], units: Sequence[int]) -> list[int]:
    """Write the people down, each with a post in her commune; their ids in the same order."""
    groups = dict(EthnicGroup.objects.values_list("code", "pk"))
    ids: list[int] = []
    for start in range(0, len(humans), CHUNK):
        some = humans[start : start + CHUNK]
        with audit.writing(BY.actor, DOOR) as w:
            rows = [_person(human, groups) for human in some]
            audit.create_all(rows)
            audit.create_all(
                Post(person=row, title="Hội viên", unit_id=units[human.unit], noted_on=date(2023, 5, 1))
                for row, human in zip(rows, some, strict=True)
                if human.unit is not None
            )
            w.touch_all(RootKind.PERSON, (row.pk for row in rows))
        ids += [row.pk for row in rows]
    return ids


def _person(human: Human, groups: dict[str, int]) -> Person:
    birth = human.birth
    return Person(
        name=human.name,
        name_key=text.name_key(human.name),
        search_key=text.search_key(human.name),
        sort_key=text.sort_key(human.name),
        given_key=given_key(human.name),
        sex=human.sex or "",
        birth_year=birth.year if birth else None,
        birth_month=birth.month if birth else None,
        birth_day=birth.day if birth else None,
        ethnic_group_id=groups[human.ethnic_code] if human.ethnic_code else None,
        phone=human.phone,
        phone_key=phone_key(human.phone),
    )


def _traits(human: Human, units: Sequence[int], by_today: bool) -> Traits:
    """What a row says; some offices name the commune of today."""
    unit = None if human.unit is None else units[human.unit]
    if unit is not None and by_today:
        unit = places.atlas().place(unit, clock.today(), Level.COMMUNE) or unit
    return Traits(
        written=Written.of(human.name),
        sex=human.sex,
        birth=human.birth,
        ethnic_code=human.ethnic_code,
        phone_key=phone_key(human.phone),
        unit_ids=frozenset() if unit is None else frozenset({unit}),
    )


def _peer(humans: Sequence[Human], ids: Sequence[int], rows: Sequence[Human]) -> Said:
    """Names by difflib with their words in order, years at most one apart."""
    by_year: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for human, person_id in zip(humans, ids, strict=True):
        if human.birth:
            by_year[human.birth.year].append((_in_order(human.name), person_id))
    proposed: list[set[int]] = []
    preselected: list[int | None] = []
    for row in rows:
        alike = dict(_alike(_in_order(row.name), _of_years(by_year, row)))
        best = [person_id for person_id, ratio in alike.items() if ratio == max(alike.values())]
        proposed.append(set(alike))
        preselected.append(best[0] if len(best) == 1 else None)
    return Said(proposed, preselected)


def _in_order(name: str) -> str:
    return " ".join(sorted(text.name_key(name).split()))


def _of_years(by_year: dict[int, list[tuple[str, int]]], row: Human) -> Iterator[tuple[str, int]]:
    years = list(by_year) if row.birth is None else [row.birth.year + apart for apart in (-1, 0, 1)]
    return (one for year in years for one in by_year.get(year, ()))


def _alike(name: str, known: Iterator[tuple[str, int]]) -> Iterator[tuple[int, float]]:
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(name)
    held: dict[str, float] = {}
    for other, person_id in known:
        if other not in held:
            matcher.set_seq1(other)
            is_near = matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE
            held[other] = matcher.ratio() if is_near else 0.0
        if held[other] >= ALIKE:
            yield person_id, held[other]


def _line(name: str, said: Said, truth: Sequence[int | None]) -> str:
    """How many are proposed and preselected, and how often rightly."""
    pairs = list(zip(said.proposed, said.preselected, truth, strict=True))
    proposals = sum(len(proposed) for proposed, *_ in pairs)
    found = sum(whose in proposed for proposed, _, whose in pairs)
    chosen = sum(one is not None for _, one, _ in pairs)
    right = sum(one is not None and one == whose for _, one, whose in pairs)
    known = sum(whose is not None for whose in truth)
    return (
        f"{name:14} {proposals:10} {found / max(proposals, 1):10.3f} {found / known:8.3f}"
        f" {chosen:12} {right / max(chosen, 1):10.3f} {right / known:8.3f}"
    )


def _pages(officer: Standing, ids: Sequence[int]) -> None:
    """The price of one person's page and of a page of the queue."""
    times = [
        _timed(lambda person=person: doubles.doubles_of(officer, person))[0]
        for person in persons.by_id(ids[:: len(ids) // PAGES]).values()
    ]
    print(
        f"candidates of one person: median {statistics.median(times) * 1000:.0f} ms, worst {max(times) * 1000:.0f} ms"
    )
    seconds, worked, found = _timed(lambda: courses.weighed(doubles.pairs(officer).pairs))
    print(f"a page of the queue, 500 records: {seconds:.2f} s, {worked:.2f} s of the processor, {len(found)} pairs")
