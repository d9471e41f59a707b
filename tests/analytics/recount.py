"""The figures counted again, in plain Python, from a plain world. Nothing of the product is used here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tests.analytics import countryside
from tests.analytics.world import Circle, Crowd, World


@dataclass(frozen=True)
class Asked:
    """A question by the keys of the small country and the numbers of the small world."""

    code: str
    place: str = ""
    first: date | None = None
    last: date | None = None
    by: str = ""
    map: date = countryside.TWO_LEVELS
    doing: int | None = None
    rule: str = ""


@dataclass(frozen=True)
class Counted:
    value: int | None
    unknown: int
    unconfirmed: int
    parts: dict[str, int]
    over: int = 0

    @property
    def overlap(self) -> int:
        return sum(self.parts.values()) - (self.value or 0) if self.parts else 0


@dataclass(frozen=True)
class Item:
    """Something that may count: one line of a list, one half-day of one person, one activity, one group."""

    key: object
    status: str
    day: date
    places: dict[str, str]
    fits: bool | None
    amount: int | None
    doing: int | None = None
    human: int | None = None
    until: date | None = None
    crowd: Crowd | None = None


Facts = Callable[[World], list[Item]]


def survivor(world: World, human: int) -> int:
    into = world.humans[human].merged_into
    return human if into is None else survivor(world, into)


def _all(*answers: bool | None) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _attended(marks: list[str | None]) -> bool | None:
    written = [mark for mark in marks if mark]
    return "present" in written if written else None


def _of_lists(world: World, key: Callable[[int, int], object], more: Callable[[int], bool | None]) -> list[Item]:
    items = []
    for listed in world.lists:
        doing = world.doings[listed.doing]
        if listed.void or doing.void:
            continue
        human = survivor(world, listed.human)
        fits = _all(doing.kind == "training", _attended(listed.marks), more(human))
        places = {"person": listed.unit, "venue": doing.venue}
        items.append(Item(key(listed.doing, human), doing.status, doing.last, places, fits, 1, listed.doing, human))
    return items


def _people(more: Callable[[World, int], bool | None] = lambda _, __: True) -> Facts:
    return lambda world: _of_lists(world, lambda _, human: human, lambda human: more(world, human))


def _is_woman(world: World, human: int) -> bool | None:
    sex = world.humans[human].sex
    return sex == "female" if sex else None


def _is_minority(world: World, human: int) -> bool | None:
    ethnic = world.humans[human].ethnic
    return ethnic != "01" if ethnic else None


def _participations(world: World) -> list[Item]:
    return _of_lists(world, lambda doing, human: (doing, human), lambda _: True)


def _presences(world: World) -> list[Item]:
    items = []
    for listed in world.lists:
        doing = world.doings[listed.doing]
        if listed.void or doing.void:
            continue
        human = survivor(world, listed.human)
        for number, ((after, _), mark) in enumerate(zip(doing.half_days, listed.marks, strict=True)):
            day = doing.first + timedelta(days=after)
            fits = _all(doing.kind == "training", mark == "present" if mark else None)
            places = {"person": listed.unit, "venue": doing.venue}
            items.append(Item((listed.doing, number, human), doing.status, day, places, fits, 1, listed.doing, human))
    return items


def _activities(fits: Callable[[World, int], bool], amount: Callable[[World, int], int | None]) -> Facts:
    def found(world: World) -> list[Item]:
        return [
            Item(n, doing.status, doing.last, {"venue": doing.venue}, fits(world, n), amount(world, n), n)
            for n, doing in enumerate(world.doings)
            if not doing.void
        ]

    return found


def _is_training(world: World, doing: int) -> bool:
    return world.doings[doing].kind == "training"


def _has_photograph(world: World, doing: int) -> bool:
    return False in world.doings[doing].photographs


def _days(world: World, doing: int) -> int | None:
    return len({after for after, _ in world.doings[doing].half_days}) or None


def _ends(circle: Circle, after: date, before: date | None) -> date | None:
    """The first day after another on which the circle ended; else the other end."""
    ends = [day for kind, day in circle.steps if kind in {"stopped", "merged"} and day > after]
    return min([*ends, *([before] if before else [])], default=None)


def _circles(
    fits: Callable[[Circle], bool], amount: Callable[[tuple[int, int | None] | None], int | None] = lambda _: 1
) -> Facts:
    """Each stretch in which a circle is kept up and counted by one source."""

    def found(world: World) -> list[Item]:
        items = []
        for n, circle in enumerate(world.circles):
            counted = {day: (total, women) for day, total, women in circle.counts}
            starts = {circle.begins, *counted, *(day for kind, day in circle.steps if kind == "restarted")}
            for start in starts:
                until = _ends(circle, start, min((day for day in starts if day > start), default=None))
                number = amount(counted.get(start))
                item = Item((n, start), "confirmed", start, {"venue": circle.unit}, fits(circle), number, until=until)
                items += [] if circle.void else [item]
        return items

    return found


def _of_kind(kind: str) -> Callable[[Circle], bool]:
    return lambda circle: circle.kind == kind


def _steps(*wanted: str) -> Facts:
    def found(world: World) -> list[Item]:
        items = []
        for n, circle in enumerate(world.circles):
            steps: list[tuple[str | None, date]] = [*circle.steps]
            older = any(kind == "consolidated" and day <= circle.since for kind, day in circle.steps)
            if circle.founded or not older:
                steps.append(("set_up" if circle.founded else None, circle.begins))
            items += [
                Item((n, kind, day), "confirmed", day, {"venue": circle.unit}, kind in wanted if kind else None, 1)
                for kind, day in steps
                if not circle.void
            ]
        return items

    return found


def _members(world: World) -> list[Item]:
    return [
        Item(
            key=survivor(world, human),
            status="confirmed",
            day=noted,
            places={"venue": circle.unit},
            fits=True,
            amount=1,
            human=survivor(world, human),
            until=_ends(circle, noted, until),
        )
        for circle in world.circles
        for human, noted, until in circle.members
        if not circle.void
    ]


def _articles(world: World) -> list[Item]:
    return [
        Item(n, "confirmed", article.published, {"venue": article.unit}, True, 1)
        for n, article in enumerate(world.articles)
        if not article.void
    ]


def _is_meeting(world: World, doing: int) -> bool:
    return world.doings[doing].kind == "group_meeting"


def _is_session(world: World, doing: int) -> bool:
    return world.doings[doing].kind == "communication_session"


def _crowds(amount: Callable[[Crowd], int | None]) -> Facts:
    """Each count; of an activity of which nobody is written down, one that says nothing."""

    def found(world: World) -> list[Item]:
        named = {listed.doing for listed in world.lists if not listed.void}
        items = []
        for n, doing in enumerate(world.doings):
            said = [(line, crowd) for line, crowd in enumerate(doing.crowds, start=1) if not crowd.dropped]
            nothing = [(0, Crowd())] if not said and n not in named else []
            items += [
                Item(
                    key=(n, line),
                    status=doing.status,
                    day=doing.last,
                    places={"person": crowd.unit, "venue": doing.venue},
                    fits=doing.kind != "advice",
                    amount=amount(crowd),
                    doing=n,
                    crowd=crowd,
                )
                for line, crowd in said + nothing
                if not doing.void
            ]
        return items

    return found


FIGURES: dict[str, Facts] = {
    "courses": _activities(_is_training, lambda _, __: 1),
    "training_days": _activities(_is_training, _days),
    "people_trained": _people(),
    "training_participations": _participations,
    "half_day_presences": _presences,
    "women_trained": _people(_is_woman),
    "ethnic_minority_trained": _people(_is_minority),
    "activities_with_evidence": _activities(_has_photograph, lambda _, __: 1),
    "teams_kept_up": _circles(_of_kind("communication_team")),
    "clubs_kept_up": _circles(_of_kind("leaders_club")),
    "trusted_addresses_kept_up": _circles(_of_kind("trusted_address")),
    "groups_set_up": _steps("set_up"),
    "groups_consolidated": _steps("consolidated"),
    "groups_stopped": _steps("stopped", "merged"),
    "group_members_counted": _circles(lambda _: True, lambda heads: heads[0] if heads else None),
    "group_women_counted": _circles(lambda _: True, lambda heads: heads[1] if heads else None),
    "group_minority_counted": _circles(lambda _: True, lambda heads: heads[1] if heads else None),
    "group_members_named": _members,
    "communication_sessions": _activities(_is_session, lambda _, __: 1),
    "heads_reached": _crowds(lambda crowd: crowd.total),
    "women_reached": _crowds(lambda crowd: crowd.women),
    "minority_reached": _crowds(lambda crowd: crowd.minority),
    "minority_women_reached": _crowds(lambda crowd: crowd.both),
    "children_reached": _crowds(lambda crowd: crowd.children),
    "group_meetings": _activities(_is_meeting, lambda _, __: 1),
    "press_articles": _articles,
}
OF_GROUPS = {code for code in FIGURES if "kept_up" in code or code.startswith("group")} - {"group_meetings"}
AT_END = OF_GROUPS - {"groups_set_up", "groups_consolidated", "groups_stopped"}
OF_VENUE = {
    *("courses", "training_days", "activities_with_evidence", "group_meetings", "communication_sessions"),
    *OF_GROUPS,
    "press_articles",
}
OF_NO_ACTIVITY = {*OF_GROUPS, "press_articles"}
OF_COUNTS = {code for code in FIGURES if code.endswith("_reached")}
OF_PEOPLE = FIGURES.keys() - OF_VENUE - OF_COUNTS


def rule_of(asked: Asked) -> str:
    return asked.rule or ("venue" if asked.code in OF_VENUE | OF_COUNTS else "person")


def recount(world: World, asked: Asked) -> Counted:
    """Value, unknown, unconfirmed and parts, as anybody would count them by hand."""
    items = [
        item for item in FIGURES[asked.code](world) if item.status in {"held", "confirmed"} and _inside(item, asked)
    ]
    sure = {item.key: item for item in items if item.status == "confirmed" and item.fits}
    maybe = {item.key for item in items if item.status == "confirmed" and item.fits is None}
    held = {item.key: item for item in items if item.status == "held" and item.fits}
    blank = sum(item.amount is None for item in sure.values())
    return Counted(
        value=_sum(sure) if items else None,
        unknown=len(maybe - sure.keys()) + blank,
        unconfirmed=_sum(held),
        over=_sum({key: item for key, item in sure.items() if item.crowd and item.crowd.over}),
        parts=_parts(world, asked, [item for item in items if item.status == "confirmed" and item.fits]),
    )


def _sum(items: dict[object, Item]) -> int:
    return sum(item.amount or 0 for item in items.values())


def _inside(item: Item, asked: Asked) -> bool:
    unit = item.places[rule_of(asked)]
    if asked.place and not (unit and countryside.lies_in(unit, asked.place)):
        return False
    if asked.first and item.day < asked.first and asked.code not in AT_END:
        return False
    if asked.last and item.day > asked.last:
        return False
    if asked.code in AT_END and item.until and (asked.last is None or item.until <= asked.last):
        return False
    return asked.doing is None or item.doing == asked.doing


def _parts(world: World, asked: Asked, items: list[Item]) -> dict[str, int]:
    if not asked.by:
        return {}
    once: dict[tuple[str, object], int] = {}
    for item in items:
        if item.amount is not None:
            for part in _parts_of(world, asked, item):
                once[part, item.key] = item.amount
    parts: dict[str, int] = {}
    for (part, _), amount in once.items():
        parts[part] = parts.get(part, 0) + amount
    return parts


def _parts_of(world: World, asked: Asked, item: Item) -> list[str]:
    if asked.by == "content":
        return (world.doings[item.doing].contents if item.doing is not None else []) or ["unknown"]
    if asked.by in {"audience", "exactness"}:
        assert item.crowd is not None
        exactness = "over" if item.crowd.over else "exact"
        return [exactness if asked.by == "exactness" else item.crowd.audience or "unknown"]
    if asked.by in {"sex", "ethnic", "age"}:
        assert item.human is not None
        human = world.humans[item.human]
        if asked.by == "age":
            assert item.doing is not None
            return [_band(human.birth, world.doings[item.doing].last)]
        return [getattr(human, asked.by) or "unknown"]
    return [_place_part(item.places[rule_of(asked)], asked)]


def _band(birth: tuple[int | None, int | None, int | None], on: date) -> str:
    year, month, day = birth
    if year is None:
        return "unknown"
    age = on.year - year - ((on.month, on.day) < (month or 1, day or 1))
    bands = {"under-16": 15, "16-30": 30, "31-45": 45, "46-60": 60}
    return next((name for name, highest in bands.items() if age <= highest), "over-60")


def _place_part(unit: str, asked: Asked) -> str:
    """The place's key; "^" before the lowest place above that is sure, alone when none is."""
    if not unit:
        return "unknown"
    level = "commune" if asked.by == "place" else asked.by
    at = countryside.place(unit, asked.map, level)
    if at:
        return at
    above = countryside.LEVELS[countryside.LEVELS.index(level) + 1 :]
    return "^" + next((found for higher in above if (found := countryside.place(unit, asked.map, higher))), "")
