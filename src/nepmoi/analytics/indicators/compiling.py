"""A definition and a query in, one Ibis expression out: for the value, its parts, or the rows behind it.

All three begin with the same rows, so they cannot disagree. Conditions follow SQL's three values: an empty column makes a
row neither fit nor fail, and such a row is counted as unknown. Only what is confirmed counts; what is held stands beside.
"""

from datetime import date
from functools import lru_cache, reduce
from operator import and_
from typing import Any

import ibis

from nepmoi.analytics.engine.replica import Statement
from nepmoi.analytics.engine.tables import (
    ACTIVITY,
    ACTIVITY_CONTENTS,
    LEVELS,
    PERSON,
    PERSONS,
    PLACE_PATHS,
    STATUS,
    Table,
    Type,
)
from nepmoi.analytics.indicators.definition import Comparison, Condition, Definition, Measure, PeriodRule, Split
from nepmoi.analytics.indicators.errors import (
    ActivityImpossible,
    PlaceRuleImpossible,
    SplitImpossible,
    UnknownPlacesHaveNoList,
)
from nepmoi.analytics.indicators.query import Certainty, Query

# Ibis carries no types: its tables and columns are Any, and stay in this module.
Rows = Any
Bool = Any

NOWHERE = 0
"""The part of rows whose unit lies in no place of the map that is sure."""

AGE_BANDS = {"under-16": 15, "16-30": 30, "31-45": 45, "46-60": 60, "over-60": None}
"""Each band with its highest age."""

_HELD, _CONFIRMED = "held", "confirmed"
# What a row says of what it counts for: it does, nobody knows, it would if it were confirmed. They add up as bits.
_SURE, _MAYBE, _AWAITED = 1, 2, 4
_TYPES = {Type.NUMBER: "int64", Type.WORD: "string", Type.DAY: "date"}
_PERSON_COLUMNS = {column.name for column in PERSONS.columns} - {PERSON}


def check(definition: Definition, query: Query) -> None:
    """Refuse a query that the definition's fact cannot answer.

    Raises:
        SplitImpossible: when it has no such property.
        PlaceRuleImpossible: when it has no such place.
        ActivityImpossible: when its rows do not belong to activities.
        UnknownPlacesHaveNoList: when places are to be listed that nobody knows.
    """
    if query.parting and query.parting.by not in definition.splits():
        known = ", ".join(definition.splits())
        raise SplitImpossible(figure=definition.code, by=query.parting.by, known=known)
    if query.rule and query.rule not in definition.fact.places:
        known = ", ".join(definition.fact.places)
        raise PlaceRuleImpossible(figure=definition.code, rule=query.rule, known=known)
    if query.activity_id is not None and not definition.fact.has(ACTIVITY):
        raise ActivityImpossible(figure=definition.code)
    if query.of is Certainty.UNKNOWN and definition.measure is Measure.PLACES:
        raise UnknownPlacesHaveNoList(figure=definition.code)


@lru_cache(maxsize=500)
def value(definition: Definition, query: Query) -> Statement:
    """One row: value, unknown, unconfirmed."""
    rows = _judged(definition, query)
    if definition.measure is Measure.SUM:
        return Statement(_sums(rows, definition.column))
    rows = rows.mutate(state=rows["state"].cast("uint8"))
    if definition.measure is not Measure.ROWS:
        rows = rows.group_by(keys(definition)).agg(state=rows["state"].bit_or())
    return Statement(
        rows.agg(
            value=rows.count(where=rows["state"] & _SURE > 0),
            unknown=rows.count(where=rows["state"] & (_SURE | _MAYBE) == _MAYBE),
            unconfirmed=rows.count(where=rows["state"] & _AWAITED > 0),
        )
    )


def _judged(definition: Definition, query: Query) -> Rows:
    """The rows there and then that may count, each with its state."""
    rows = _rows(definition, query)
    # One after the other: a figure without conditions counts all rows.
    for condition in definition.where:
        rows = rows.filter(_not_false(definition, condition, rows[condition.column]))
    fits = _fits(definition, rows)
    if definition.measure is Measure.PLACES:
        fits = ibis.ifelse(_is_placed(rows), fits, ibis.null("boolean"))
    # What does not fit was left out above, so whoever does not surely fit may. "NOT x IS NULL" would not ask that: engines
    # read it as NOT (x IS NULL).
    state = ibis.ifelse(_is(rows, _CONFIRMED), ibis.ifelse(fits, _SURE, _MAYBE), ibis.ifelse(fits, _AWAITED, 0))
    if definition.measure is Measure.SUM:
        # Nobody knows what it adds, and before it is confirmed it adds nothing that could be told.
        state = ibis.ifelse(rows[definition.column].isnull(), state.isin([_SURE, _MAYBE]).ifelse(_MAYBE, 0), state)
    return rows.mutate(state=state)


def _sums(rows: Rows, column: str) -> Rows:
    """Sums of the column; what is unknown are rows, for nobody knows what they would add."""
    amount, state = rows[column], rows["state"]
    return rows.agg(
        value=amount.sum(where=state == _SURE).fill_null(0),
        unknown=rows.count(where=state == _MAYBE),
        unconfirmed=amount.sum(where=state == _AWAITED).fill_null(0),
    )


@lru_cache(maxsize=500)
def recorded(definition: Definition, query: Query) -> Statement:
    """A row if anything was recorded there and then, fitting or not; else none."""
    rows = _rows(definition, query)
    return Statement(rows.select(rows[definition.fact.opens]).limit(1))


@lru_cache(maxsize=500)
def parts(definition: Definition, query: Query, *, with_people: bool = False) -> Statement:
    """One row a part: its key, its value, and, when asked for, how many people stand in it.

    A key is a word; for places, the place's id, or the negative id of the lowest place above that is sure, or `NOWHERE`.
    It is empty for what is not known.
    """
    rows = _selected(definition, query)
    has_people = with_people and definition.fact.has(PERSON)
    if definition.measure is Measure.SUM:
        amount = rows[definition.column].sum()
    else:
        needed = ["survivor_id"] if has_people else []
        rows = rows.select("part", *dict.fromkeys((*keys(definition), *needed))).distinct()
        amount = rows.count()
    people = rows["survivor_id"].nunique() if has_people else ibis.literal(0)
    return Statement(rows.group_by("part").agg(value=amount, people=people))


@lru_cache(maxsize=500)
def records(definition: Definition, query: Query, first: int = 0, size: int | None = None) -> Statement:
    """The rows behind a number, or behind one part: the measure's keys, the unit, day and half, what it opens and adds.

    What a row opens is a list of participation, activity or group ids.
    """
    rows = _selected(definition, query)
    own = keys(definition)
    opens, day = rows[definition.fact.opens], rows[definition.fact.day]
    # The unit of the latest; among those of one day, of the one that was written down last.
    latest = (day.year() * 10_000 + day.month() * 100 + day.day()) * 10**10 + opens
    answer = rows.group_by(own).agg(
        unit_id=rows[_place_column(definition, query)].argmax(latest),
        day=day.max(),
        half=rows["part_of_day"].max() if definition.fact.has("part_of_day") else ibis.null("string"),
        opens=opens.collect(distinct=True),
        adds=_adds(definition, query, rows),
    )
    return Statement(answer.order_by(own).limit(size, offset=first))


@lru_cache(maxsize=500)
def tally(definition: Definition, query: Query) -> Statement:
    """One row: how many rows `records` has in all, and the sum of what they add."""
    rows = _selected(definition, query)
    rows = rows.group_by(keys(definition)).agg(adds=_adds(definition, query, rows))
    return Statement(rows.agg(rows=rows.count(), adds=rows["adds"].sum().fill_null(0)))


def _adds(definition: Definition, query: Query, rows: Rows) -> Any:  # noqa: ANN401 - a column of Ibis
    if definition.measure is Measure.SUM and query.of is not Certainty.UNKNOWN:
        return rows[definition.column].max()
    return ibis.literal(1)


def keys(definition: Definition) -> list[str]:
    """The columns that tell apart what is counted: persons, persons in activities, rows of the fact."""
    return {
        Measure.PEOPLE: ["survivor_id"],
        Measure.PARTICIPATIONS: [ACTIVITY, "survivor_id"],
        Measure.PRESENCES: ["half_day_id", "survivor_id"],
        Measure.PLACES: ["place"],
    }.get(definition.measure) or list(definition.fact.key)


def _table(table: Table) -> Rows:
    return ibis.table({column.name: _TYPES[column.type] for column in table.columns}, name=table.name)


def _is(rows: Rows, status: str) -> Bool:
    return rows[STATUS] == status if STATUS in rows.columns else ibis.literal(status == _CONFIRMED)


def _is_placed(rows: Rows) -> Bool:
    return (rows["place"] > 0).fill_null(False)


def _place_column(definition: Definition, query: Query) -> str:
    return definition.fact.places[query.rule or definition.place]


def _rows(definition: Definition, query: Query) -> Rows:
    """The fact's rows that are held or confirmed, in the query's place, period and activity."""
    fact = definition.fact
    rows = _table(fact)
    if fact.has(STATUS):
        rows = rows.filter(rows[STATUS].isin([_HELD, _CONFIRMED]))
    if query.first and definition.period is PeriodRule.DURING:
        rows = rows.filter(rows[fact.day] >= query.first)
    if query.last:
        rows = rows.filter(rows[fact.day] <= query.last)
    rows = _lasting(definition, query, rows)
    if query.activity_id is not None:
        rows = rows.filter(rows[ACTIVITY] == query.activity_id)
    if place := query.place:
        paths = _table(PLACE_PATHS)
        inside = paths.filter(paths.map == place.map, paths.level == place.level, paths.place_id == place.unit_id)
        rows = rows.semi_join(inside, rows[_place_column(definition, query)] == inside.unit_id)
    if fact.has(PERSON):
        rows = rows.join(_table(PERSONS), PERSON)
    if definition.measure is Measure.PLACES:
        return _by_place(rows, _place_column(definition, query), "place", definition.level, query.map)
    return rows


def _lasting(definition: Definition, query: Query, rows: Rows) -> Rows:
    """Of rows that last, those that still do at the period's end."""
    if not definition.fact.until or definition.period is not PeriodRule.AT_END:
        return rows
    until = rows[definition.fact.until]
    return rows.filter(until.isnull() | (until > query.last) if query.last else until.isnull())


def _fits(definition: Definition, rows: Rows) -> Bool:
    tests = [_test(condition, rows[condition.column]) for condition in definition.where]
    return reduce(and_, tests) if tests else ibis.literal(True)


def _not_false(definition: Definition, condition: Condition, column: Any) -> Bool:  # noqa: ANN401 - a column of Ibis
    known = definition.fact.column(condition.column)
    fits = _test(condition, column)
    # Without the second half an engine can skip what does not fit while it reads.
    return fits if known and known.always_known else fits | column.isnull()


def _test(condition: Condition, column: Any) -> Bool:  # noqa: ANN401 - a column of Ibis
    match condition.test:
        case Comparison.AT_LEAST:
            return column >= condition.values[0]
        case Comparison.AT_MOST:
            return column <= condition.values[0]
        case Comparison.NOT_IN:
            return column.notin(condition.values)
        case Comparison.IN:
            return column.isin(condition.values)


def _selected(definition: Definition, query: Query) -> Rows:
    """The rows of the number and the part that are opened, each with its part where one is asked for."""
    rows = _parted(definition, query, _opened(definition, query))
    if query.part is None:
        return rows
    key = query.part.key
    return rows.filter(rows["part"].isnull() if key is None else rows["part"] == key)


def _opened(definition: Definition, query: Query) -> Rows:
    """The rows that make the number which is opened."""
    if query.of is Certainty.COUNTED:
        return _counted(definition, query)
    rows = _judged(definition, query)
    if query.of is Certainty.UNCONFIRMED:
        return rows.filter(rows["state"] == _AWAITED)
    maybe = rows.filter(rows["state"] == _MAYBE)
    if definition.measure in {Measure.SUM, Measure.ROWS}:
        return maybe
    # Who is counted for another row is not unknown.
    sure = rows.filter(rows["state"] == _SURE).select(keys(definition)).distinct()
    return maybe.anti_join(sure, keys(definition))


def _counted(definition: Definition, query: Query) -> Rows:
    """The rows that make the value."""
    rows = _rows(definition, query)
    fits = _fits(definition, rows)
    rows = rows.filter(fits & _is(rows, _CONFIRMED))
    if definition.measure is Measure.SUM:
        rows = rows.filter(rows[definition.column].notnull())
    if definition.measure is Measure.PLACES:
        rows = rows.filter(_is_placed(rows))
    return rows


def _parted(definition: Definition, query: Query, rows: Rows) -> Rows:
    """Each row with its part, where one is asked for; one that serves several contents stands in several."""
    if query.parting is None:
        return rows
    match query.parting.by:
        case Split.SEX | Split.ETHNIC | Split.AUDIENCE | Split.EXACTNESS:
            part = rows[query.parting.by]
        case Split.AGE:
            part = _age_band(rows)
        case Split.CONTENT:
            rows = rows.left_join(_table(ACTIVITY_CONTENTS), ACTIVITY)
            part = rows["content"]
        case Split.PLACE:
            return _by_place(rows, _place_column(definition, query), "part", query.parting.level, query.map)
    return rows.mutate(part=part)


def _age_band(rows: Rows) -> Any:  # noqa: ANN401 - a column of Ibis
    """The age on the activity's last day; a birth of which only the year is known counts from 1 January."""
    day = rows["last_day"]
    birthday = rows["birth_month"].fill_null(1) * 100 + rows["birth_day"].fill_null(1)
    before = (day.month() * 100 + day.day() < birthday).cast("int64")
    age = day.year() - rows["birth_year"] - before
    bands = [(age <= highest, name) for name, highest in AGE_BANDS.items() if highest is not None]
    return ibis.cases((age.isnull(), ibis.null("string")), *bands, else_=list(AGE_BANDS)[-1])


def _by_place(rows: Rows, column: str, name: str, level: str, on: date) -> Rows:
    """Label each row with its place at a level of a day's map, or with the lowest one above that surely holds it."""
    paths = _table(PLACE_PATHS)
    paths = paths.filter(paths.map == on)
    levels = LEVELS[LEVELS.index(level) :]
    at = paths.group_by("unit_id").agg(**{higher: paths.place_id.max(where=paths.level == higher) for higher in levels})
    labels = at.select(
        label_unit_id=at.unit_id, label=ibis.coalesce(at[level], *(-at[higher] for higher in levels[1:]))
    )
    rows = rows.left_join(labels, rows[column] == labels.label_unit_id)
    label = ibis.ifelse(rows[column].isnull(), ibis.null("int64"), rows["label"].fill_null(NOWHERE))
    return rows.mutate(**{name: label}).drop("label", "label_unit_id")
