"""Reads definitions from the programme package, and says file, line and column of what is wrong."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

import yaml

from nepmoi.analytics.engine.tables import ACTIVITY, FACTS, LEVELS, PERSON, PERSONS, Column, Fact, PlaceRule, Type
from nepmoi.analytics.indicators.definition import (
    PEOPLE_MEASURES,
    Comparison,
    Condition,
    Definition,
    Measure,
    PeriodRule,
    Value,
    Words,
)
from nepmoi.analytics.indicators.errors import DefinitionMalformed, DefinitionWordMissing, DefinitionWordUnknown

_TEXTS = ("unit", "name", "counts", "reckons", "omits", "reading")
_NEEDED = ("position", "fact", "measure", "place", *_TEXTS)
_OPTIONAL = ("column", "level", "where", "period")


def load(files: Iterable[Path]) -> dict[str, Definition]:
    """The definitions in files, by code, in the order of their positions; a file's name is its indicator's code.

    Raises:
        DefinitionBroken: for the first thing in a file that is not a definition.
    """
    read = [_Reader(file.name).definition(file.stem, file.read_text("utf-8")) for file in files]
    return {found.code: found for found in sorted(read, key=lambda found: (found.position, found.code))}


class _Reader:
    def __init__(self, file: str) -> None:
        self._file = file

    def definition(self, code: str, text: str) -> Definition:
        root = self._compose(text)
        parts = self._mapping(root, needed=_NEEDED, optional=_OPTIONAL)
        fact = FACTS[self._word(parts["fact"], FACTS)]
        measure = Measure(self._word(parts["measure"], self._measures(fact)))
        return Definition(
            code=code,
            position=self._number(parts["position"]),
            fact=fact,
            measure=measure,
            column=self._only_with(Measure.SUM, "column", _numbers(fact), root=root, measure=measure),
            level=self._only_with(Measure.PLACES, "level", LEVELS, root=root, measure=measure),
            where=self._conditions(parts["where"], _columns(fact)) if "where" in parts else (),
            place=PlaceRule(self._word(parts["place"], fact.places)),
            period=PeriodRule(self._word(parts["period"], PeriodRule)) if "period" in parts else PeriodRule.DURING,
            **{name: self._words(parts[name]) for name in _TEXTS},
        )

    def _compose(self, text: str) -> yaml.Node:
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as problem:
            mark = problem.problem_mark or problem.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            raise DefinitionMalformed(file=self._file, line=line, column=column, expected="YAML") from problem
        if root is None:
            raise DefinitionMalformed(file=self._file, line=1, column=1, expected="YAML")
        return root

    def _malformed(self, node: yaml.Node, expected: str) -> DefinitionMalformed:
        mark = node.start_mark
        return DefinitionMalformed(file=self._file, line=mark.line + 1, column=mark.column + 1, expected=expected)

    def _unknown(self, node: yaml.Node, word: str, known: Iterable[str]) -> DefinitionWordUnknown:
        mark = node.start_mark
        return DefinitionWordUnknown(
            file=self._file, line=mark.line + 1, column=mark.column + 1, word=word, known=", ".join(known)
        )

    def _missing(self, node: yaml.Node, word: str) -> DefinitionWordMissing:
        mark = node.start_mark
        return DefinitionWordMissing(file=self._file, line=mark.line + 1, column=mark.column + 1, word=word)

    def _mapping(
        self, node: yaml.Node, *, needed: Collection[str] = (), optional: Collection[str] = ()
    ) -> Mapping[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self._malformed(node, "name: value")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            word = self._word(key, [name for name in (*needed, *optional) if name not in found])
            found[word] = value
        for name in needed:
            if name not in found:
                raise self._missing(node, name)
        return found

    def _text(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            raise self._malformed(node, "one value")
        return str(node.value).strip()

    def _word(self, node: yaml.Node, known: Iterable[str]) -> str:
        word = self._text(node)
        if word not in (allowed := [str(name) for name in known]):
            raise self._unknown(node, word, allowed)
        return word

    def _words(self, node: yaml.Node) -> Words:
        parts = self._mapping(node, needed=("vi", "en"))
        return Words(vi=self._text(parts["vi"]), en=self._text(parts["en"]))

    def _measures(self, fact: Fact) -> list[Measure]:
        able = {Measure.ROWS, Measure.PLACES, Measure.SUM}
        if fact.has(PERSON):
            able |= PEOPLE_MEASURES
        if not fact.has("half_day_id"):
            able.discard(Measure.PRESENCES)
        if not fact.has(ACTIVITY):
            able.discard(Measure.PARTICIPATIONS)
        return [measure for measure in Measure if measure in able]

    def _only_with(
        self, needing: Measure, name: str, known: Iterable[str], *, root: yaml.Node, measure: Measure
    ) -> str:
        """The word that one measure needs and all others must not have."""
        node = next((value for key, value in root.value if key.value == name), None)
        if (node is None) != (measure is not needing):
            if node is None:
                raise self._missing(root, name)
            raise self._malformed(node, f"{name} only with measure: {needing}")
        return self._word(node, known) if node else ""

    def _conditions(self, node: yaml.Node, columns: Mapping[str, Column]) -> tuple[Condition, ...]:
        parts = self._mapping(node, optional=columns)
        return tuple(self._condition(columns[name], value) for name, value in parts.items())

    def _condition(self, column: Column, node: yaml.Node) -> Condition:
        test = Comparison.IN
        if isinstance(node, yaml.MappingNode):
            if len(node.value) != 1:
                raise self._malformed(node, "one comparison")
            key, node = node.value[0]
            test = Comparison(self._word(key, [known for known in Comparison if known is not Comparison.IN]))
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if not nodes or (len(nodes) > 1 and test in {Comparison.AT_LEAST, Comparison.AT_MOST}):
            raise self._malformed(node, "one value")
        return Condition(column.name, test, tuple(self._value(column, item) for item in nodes))

    def _number(self, node: yaml.Node) -> int:
        text = self._text(node)
        if not text.isdecimal():
            raise self._malformed(node, Type.NUMBER)
        return int(text)

    def _value(self, column: Column, node: yaml.Node) -> Value:
        text = self._text(node)
        try:
            if column.type is Type.NUMBER:
                return int(text)
            if column.type is Type.DAY:
                return date.fromisoformat(text)
        except ValueError as problem:
            raise self._malformed(node, column.type) from problem
        return text


def _columns(fact: Fact) -> dict[str, Column]:
    """What a condition may speak of: the fact's own columns but for ids, and what is known of its persons."""
    dims = PERSONS.columns if fact.has(PERSON) else ()
    return {column.name: column for column in (*fact.columns, *dims) if not column.name.endswith("_id")}


def _numbers(fact: Fact) -> list[str]:
    return [name for name, column in _columns(fact).items() if column.type is Type.NUMBER]
