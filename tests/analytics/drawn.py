"""Small worlds as Hypothesis makes them."""

from datetime import date

from hypothesis import strategies as st

from tests.analytics.countryside import UNITS
from tests.analytics.world import (
    AUDIENCES,
    CONTENTS,
    DAYS,
    ETHNIC,
    KINDS,
    MARKS,
    STATUSES,
    Article,
    Circle,
    Crowd,
    Doing,
    Human,
    Listed,
    World,
)

_units = st.sampled_from(sorted(UNITS))
_seldom = st.integers(0, 7).map(lambda n: n == 0)


@st.composite
def _humans(draw: st.DrawFn) -> list[Human]:
    found = []
    for number in range(draw(st.integers(1, 8))):
        year = draw(st.sampled_from((None, 1960, 1979, 1990, 2007, 2008, 2009, 2012)))
        month = draw(st.sampled_from((None, 10, 12))) if year else None
        day = draw(st.sampled_from((None, 22, 23, 24))) if month else None
        into = draw(st.integers(0, number - 1)) if number and draw(_seldom) else None
        sex, ethnic = draw(st.sampled_from(("", "female", "male"))), draw(st.sampled_from(("", *ETHNIC)))
        found.append(Human(sex, ethnic, (year, month, day), into))
    return found


@st.composite
def _crowds(draw: st.DrawFn) -> Crowd:
    def unsure(most: int) -> int | None:
        return draw(st.one_of(st.none(), st.integers(0, most), st.integers(0, most)))

    total = draw(st.sampled_from((None, 12, 40, 100)))
    women, minority = unsure(total or 50), unsure(total or 50)
    return Crowd(
        audience=draw(st.sampled_from(("", *AUDIENCES))),
        unit=draw(st.one_of(st.just(""), _units)),
        over=total is not None and draw(st.booleans()),
        total=total,
        women=women,
        minority=minority,
        both=unsure(min(women or 0, minority or 0)),
        children=unsure(total or 50),
        dropped=draw(_seldom),
    )


@st.composite
def _doings(draw: st.DrawFn) -> Doing:
    length = draw(st.integers(1, 2))
    slots = [(day, part) for day in range(length) for part in ("morning", "afternoon")]
    return Doing(
        kind=draw(st.sampled_from(KINDS)),
        status=draw(st.sampled_from(STATUSES)),
        first=draw(st.sampled_from(DAYS)),
        length=length,
        half_days=sorted(draw(st.sets(st.sampled_from(slots)))),
        venue=draw(_units),
        contents=sorted(draw(st.sets(st.sampled_from(CONTENTS)))),
        photographs=draw(st.lists(_seldom, max_size=2)),
        crowds=draw(st.lists(_crowds(), max_size=3)),
        void=draw(_seldom),
    )


LATER = (date(2025, 1, 11), date(2025, 3, 1), date(2025, 9, 1), date(2025, 9, 2))


@st.composite
def _circles(draw: st.DrawFn, humans: int) -> Circle:
    since = draw(st.sampled_from(DAYS[:4]))
    circle = Circle(
        kind=draw(st.sampled_from(("communication_team", "leaders_club"))),
        unit=draw(_units),
        since=since,
        void=draw(_seldom),
        founded=draw(st.sampled_from((None, None, DAYS[0], since))),
    )
    if draw(_seldom):
        circle.steps.append(("consolidated", since))
    for day in sorted(draw(st.sets(st.sampled_from(LATER)))):
        kinds = ["consolidated", "stopped", "merged"] if circle.runs(day) else ["restarted"]
        if not any(kind == "merged" for kind, _ in circle.steps):
            circle.steps.append((draw(st.sampled_from(kinds)), day))
    for day in sorted(draw(st.sets(st.sampled_from((*DAYS, *LATER)), max_size=3))):
        if circle.runs(day):
            circle.counts.append((day, draw(st.integers(1, 5)), draw(st.sampled_from((None, 0, 1)))))
    for human in draw(st.sets(st.integers(0, humans - 1), max_size=3)):
        noted = draw(st.sampled_from([day for day in (*DAYS, *LATER) if circle.runs(day)]))
        until = draw(st.sampled_from((None, None, *(day for day in LATER if day > noted))))
        circle.members.append((human, noted, until))
    return circle


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Worlds with everything in them: merged people, voids, unknowns, walk-ins without a unit, marks that are missing."""
    humans = draw(_humans())
    doings = draw(st.lists(_doings(), max_size=5))
    lists = []
    if doings:
        pairs = st.tuples(st.integers(0, len(doings) - 1), st.integers(0, len(humans) - 1))
        for doing, human in sorted(draw(st.sets(pairs, max_size=16))):
            marks = [draw(st.sampled_from(MARKS)) for _ in doings[doing].half_days]
            lists.append(Listed(doing, human, draw(st.one_of(st.just(""), _units)), marks, draw(_seldom)))
    circles = draw(st.lists(_circles(len(humans)), max_size=3))
    articles = draw(st.lists(st.builds(Article, _units, st.sampled_from(DAYS), _seldom), max_size=3))
    return World(humans, doings, lists, circles, articles)
