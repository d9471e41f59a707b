"""A figure with its parts."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from nepmoi.analytics.engine.replica import Reader
from nepmoi.analytics.figures.questions import NOT_ASSIGNABLE, UNKNOWN, Question
from nepmoi.analytics.indicators import compiling
from nepmoi.analytics.indicators.compiling import AGE_BANDS
from nepmoi.analytics.indicators.definition import Split, Words
from nepmoi.analytics.indicators.query import Parting
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.people.selectors import persons as people
from nepmoi.registry.programme import selectors as programme

FEW = 5
"""Below so many people a part is shown only to those who may see persons."""

_SEX = {Sex.FEMALE: gettext_noop("Female"), Sex.MALE: gettext_noop("Male")}
_AGE = {
    "under-16": gettext_noop("Under 16 (children)"),
    "16-30": gettext_noop("16 to 30"),
    "31-45": gettext_noop("31 to 45"),
    "46-60": gettext_noop("46 to 60"),
    "over-60": gettext_noop("Over 60"),
}
_OVER = "over"
_EXACTNESS = {"exact": gettext_noop("As counted"), _OVER: gettext_noop("More than this, as the source says")}
_UNKNOWN = gettext_noop("Unknown")
_NO_PLACE = {
    "village": gettext_noop("Village not determined (%(place)s)"),
    "commune": gettext_noop("Commune not determined (%(place)s)"),
    "district": gettext_noop("District not determined (%(place)s)"),
    "province": gettext_noop("Province not determined (%(place)s)"),
}
_NO_NEW_COMMUNE = gettext_noop("New commune not determined (%(place)s)")
_NOWHERE = gettext_noop("Place not determined")


@dataclass(frozen=True)
class Part:
    """One part of a figure; its value is None when it is too small for this viewer."""

    key: str
    label: Words
    value: int | None


@dataclass(frozen=True)
class Answer:
    """A figure.

    Attributes:
        question: what was asked, with the place that it is about.
        value: None when nothing was recorded there and then: that is not 0.
        unknown: how many more there may be: rows of which something needed is not known.
        unconfirmed: the same of what was held but not confirmed; not in the value.
        over: how much of the value is of counts of which the source says "more than".
        overlap: by how much the parts together exceed the value, because one may stand in several.
        parts: none without a split.
        seq: the last write that the figure knows of.
    """

    question: Question
    value: int | None
    unknown: int
    unconfirmed: int
    over: int
    overlap: int
    parts: tuple[Part, ...]
    seq: int


def read(asked: Question, reader: Reader, *, sees_people: bool) -> Answer:
    """Answer a question whose place was allowed, from one state of the facts."""
    whole = asked.without_split().query
    value, unknown, unconfirmed = map(int, reader.rows(compiling.value(asked.definition, whole))[0])
    nothing = not (value or unknown or unconfirmed or reader.rows(compiling.recorded(asked.definition, whole)))
    found = (
        reader.rows(compiling.parts(asked.definition, asked.query.counted(), with_people=not sees_people))
        if asked.query.parting
        else []
    )
    amounts: dict[Key, tuple[int, int]] = {key: (int(amount), people) for key, amount, people in found}
    return Answer(
        question=asked,
        value=None if nothing else value,
        unknown=unknown,
        unconfirmed=unconfirmed,
        over=_over(asked, reader),
        overlap=sum(amount for amount, _ in amounts.values()) - value if found else 0,
        parts=tuple(
            Part(label.key, label.words, None if is_few(amounts[inner][1]) and not sees_people else amounts[inner][0])
            for inner, label in labels(asked, amounts).items()
        ),
        seq=reader.seq,
    )


def _over(asked: Question, reader: Reader) -> int:
    if Split.EXACTNESS not in asked.definition.splits():
        return 0
    query = replace(asked.without_split().query, parting=Parting(Split.EXACTNESS))
    return sum(int(amount) for key, amount, _ in reader.rows(compiling.parts(asked.definition, query)) if key == _OVER)


def is_few(number: int) -> bool:
    """Whether so few people could be recognised by what they have in common."""
    return 0 < number < FEW


def in_both(message: str, **facts: str) -> Words:
    """A message of the catalogues in both languages."""
    texts = {}
    for language in ("vi", "en"):
        with translation.override(language):
            texts[language] = gettext(message) % facts
    return Words(**texts)


@dataclass(frozen=True)
class Label:
    """A part's key in addresses and exports, and its words."""

    key: str
    words: Words


Key = str | int | None


def labels(asked: Question, keys: Collection[Key]) -> dict[Key, Label]:
    """For each part's key in the statements, its label; in the order in which parts are shown, unknown last."""
    if not keys:
        return {}
    named = _labels(asked, keys)
    # A code without a name is shown as it is: no part may be lost.
    bare = {key: Label(str(key), Words.name(str(key))) for key in keys if key is not None and key not in named}
    unknown = {None: Label(UNKNOWN, in_both(_UNKNOWN))} if None in keys else {}
    return {key: label for key, label in named.items() if key in keys} | bare | unknown


def _labels(asked: Question, keys: Collection[Key]) -> Mapping[Key, Label]:
    by = asked.query.parting.by if asked.query.parting else None
    if by is Split.PLACE:
        return _places(asked, [key for key in keys if isinstance(key, int)])
    if by is Split.SEX:
        words = {str(sex): in_both(message) for sex, message in _SEX.items()}
    elif by is Split.AGE:
        words = {band: in_both(_AGE[band]) for band in AGE_BANDS}
    elif by is Split.AUDIENCE:
        words = {audience.code: Words(audience.name, audience.name_en) for audience in programme.audiences()}
    elif by is Split.EXACTNESS:
        words = {key: in_both(message) for key, message in _EXACTNESS.items()}
    elif by is Split.ETHNIC:
        words = {code: Words(group.name, group.name_en) for code, group in people.ethnic_groups().items()}
    else:
        words = {content.code: Words(content.name, content.name_en) for content in programme.contents()}
    return {key: Label(key, text) for key, text in words.items()}


def _places(asked: Question, keys: Collection[int]) -> Mapping[Key, Label]:
    """Places by name, then those of which only a place above is sure, then those without any."""
    book = geography.gazetteer()
    units = {abs(key): book.unit(abs(key)) for key in keys if key != compiling.NOWHERE}
    names = Counter(units[key].name for key in keys if key > 0)
    same = geography.path_labels((key for key in keys if key > 0 and names[units[key].name] > 1), asked.map)
    without = _without_place(asked)

    def label(key: int) -> Label:
        if key == compiling.NOWHERE:
            return Label(NOT_ASSIGNABLE, in_both(_NOWHERE))
        unit = units[abs(key)]
        if key < 0:
            return Label(f"{NOT_ASSIGNABLE}:{unit.uid}", in_both(without, place=unit.label.name))
        return Label(str(unit.uid), Words.name(same.get(key, unit.name)))

    def order(key: int) -> tuple[int, str]:
        return (0 if key > 0 else 1 if key < 0 else 2), units[abs(key)].sort_key if key else ""

    return {key: label(key) for key in sorted(keys, key=order)}


def _without_place(asked: Question) -> str:
    """What to say of rows that belong to no place of the level asked for."""
    level = asked.query.parting.level if asked.query.parting else ""
    ends = [asked.last, asked.place.valid_to if asked.place else None]
    atlas = geography.atlas()
    is_later = any(end and atlas.epoch(end) < asked.query.map for end in ends)
    return _NO_NEW_COMMUNE if level == "commune" and is_later else _NO_PLACE[level]
