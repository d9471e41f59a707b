"""A figure with its parts."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from nepmoi.analytics.engine.replica import Reader
from nepmoi.analytics.figures.questions import NOT_ASSIGNABLE, Question
from nepmoi.analytics.indicators import compiling
from nepmoi.analytics.indicators.compiling import AGE_BANDS, UNKNOWN
from nepmoi.analytics.indicators.definition import Split, Words
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.people import selectors as people
from nepmoi.registry.people.rules import Sex
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
        overlap: by how much the parts together exceed the value, because one may stand in several.
        parts: none without a split.
        seq: the last write that the figure knows of.
    """

    question: Question
    value: int | None
    unknown: int
    unconfirmed: int
    overlap: int
    parts: tuple[Part, ...]
    seq: int


def read(asked: Question, reader: Reader, *, sees_people: bool) -> Answer:
    """Answer a question whose place was allowed, from one state of the facts."""
    value, unknown, unconfirmed, recorded = reader.rows(compiling.value(asked.definition, asked.without_split().query))[
        0
    ]
    found = reader.rows(compiling.parts(asked.definition, asked.query)) if asked.query.parting else []
    amounts = {key: (int(amount), people) for key, amount, people in found}
    return Answer(
        question=asked,
        value=int(value) if recorded else None,
        unknown=int(unknown),
        unconfirmed=int(unconfirmed),
        overlap=sum(amount for amount, _ in amounts.values()) - int(value) if found else 0,
        parts=tuple(
            Part(label.key, label.words, None if is_few(amounts[inner][1]) and not sees_people else amounts[inner][0])
            for inner, label in labels(asked, amounts).items()
        ),
        seq=reader.seq,
    )


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


def labels(asked: Question, keys: Collection[str]) -> dict[str, Label]:
    """For each part's key in the statements, its label; in the order in which parts are shown, unknown last."""
    assert asked.query.parting is not None or not keys  # noqa: S101 - parts come from a split
    if asked.query.parting is None:
        return {}
    match asked.query.parting.by:
        case Split.SEX:
            named = {str(sex): in_both(message) for sex, message in _SEX.items()}
        case Split.AGE:
            named = {band: in_both(_AGE[band]) for band in AGE_BANDS}
        case Split.ETHNIC:
            named = {code: Words(group.name, group.name_en) for code, group in people.ethnic_groups().items()}
        case Split.CONTENT:
            named = {content.code: Words(content.name, content.name_en) for content in programme.contents()}
        case Split.PLACE:
            return _places(asked, keys)
    shown = {key: Label(key, words) for key, words in named.items() if key in keys}
    return shown | ({UNKNOWN: Label(UNKNOWN, in_both(_UNKNOWN))} if UNKNOWN in keys else {})


def _places(asked: Question, keys: Collection[str]) -> dict[str, Label]:
    ids = {
        key: int(key.lstrip(compiling.NOT_ASSIGNABLE)) for key in keys if key.strip(compiling.NOT_ASSIGNABLE).isdigit()
    }
    units = geography.by_ids(ids.values())
    names = Counter(units[unit_id].name for key, unit_id in ids.items() if key.isdigit())

    def label(key: str) -> Label:
        if key == UNKNOWN:
            return Label(UNKNOWN, in_both(_NOWHERE))
        if key not in ids:
            return Label(NOT_ASSIGNABLE, in_both(_without_place(asked), place="?"))
        unit = units[ids[key]]
        if key.isdigit():
            alone = names[unit.name] == 1
            return Label(str(unit.uid), Words.name(unit.name if alone else geography.path_label(unit.id, asked.map)))
        return Label(f"{NOT_ASSIGNABLE}:{unit.uid}", in_both(_without_place(asked), place=unit.label.name))

    def order(key: str) -> tuple[int, str]:
        rank = 0 if key.isdigit() else 3 if key == UNKNOWN else 1 if key in ids else 2
        return rank, units[ids[key]].sort_key if key in ids else ""

    return {key: label(key) for key in sorted(keys, key=order)}


def _without_place(asked: Question) -> str:
    """What to say of rows that belong to no place of the level asked for."""
    level = asked.query.parting.level if asked.query.parting else ""
    ends = [asked.last, asked.place.valid_to if asked.place else None]
    is_later = any(end and geography.atlas().epoch(end) < asked.query.map for end in ends)
    return _NO_NEW_COMMUNE if level == "commune" and is_later else _NO_PLACE[level]
