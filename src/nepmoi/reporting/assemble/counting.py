"""The figures of one course for one reader, each with the question that opens its list."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final
from uuid import UUID

from nepmoi.analytics.figures import selectors as figures
from nepmoi.fieldwork.activities.rules import Status
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.organisation.rules import Standing
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.reporting.assemble.addresses import Addresses
from nepmoi.reporting.document.parts import Figure

PAPERS_LANGUAGE: Final = "vi"
"""A paper of the Union is in Vietnamese, whatever language its reader chose for the pages."""

COMMUNE: Final = "commune"
_LONGEST: Final = 40


@dataclass(frozen=True)
class PartOfFigure:
    """A part with the figure that opens it; no figure when it is too small for this reader."""

    key: str
    label: str
    figure: Figure | None


@dataclass(frozen=True)
class Counting:
    """Asks the figures about one activity.

    Attributes:
        viewer: the reader.
        activity: the course.
        lines: its list as far as the reader sees it.
        addresses: where the pages are.
    """

    viewer: Standing
    activity: activities.ActivityView
    lines: tuple[activities.ParticipantView, ...]
    addresses: Addresses
    _known: dict[tuple[str, str], figures.Answer] = field(default_factory=dict)

    @property
    def confirmed(self) -> bool:
        """Whether the figures are results."""
        return self.activity.status is Status.CONFIRMED

    @cached_property
    def sees_whole_list(self) -> bool:
        """Whether no line of the list is kept from the reader."""
        return len(self.lines) == self.activity.people

    @cached_property
    def of_whole_course(self) -> bool:
        """Whether the course was held in the reader's area; else she has figures of her own people only."""
        return area_of(self.viewer).holds(self.activity.venue_unit_id)

    @cached_property
    def counts_guests(self) -> bool:
        """Whether people from outside the reader's area are counted, or may be: the course was held in it."""
        area = area_of(self.viewer)
        if area.unit_id is None or not self.of_whole_course:
            return False
        return not self.sees_whole_list or not all(area.holds(line.unit_id) for line in self.lines)

    def total(self, code: str) -> Figure:
        """A figure of the course: its result, or before that what was held and waits to be confirmed."""
        answer = self._answer(code)
        return self._figure(code, answer.value if self.confirmed else answer.unconfirmed, code)

    def unknown(self, code: str) -> Figure | None:
        """How many more a figure may hold, of whom something is not known; None when there are none."""
        answer = self._answer(code)
        return self._figure(code, answer.unknown, f"{code}_not_known") if answer.unknown else None

    def name(self, code: str) -> str:
        """What a figure counts, as its definition says it."""
        return figures.definition(code).name.in_language(PAPERS_LANGUAGE)

    def parts(self, code: str, by: str) -> list[PartOfFigure]:
        """The parts of a figure of a confirmed course; none before, for parts are made of results."""
        answer = self._answer(code, by)
        return [
            PartOfFigure(
                part.key,
                part.label.in_language(PAPERS_LANGUAGE),
                None if part.value is None else self.part(code, by, part.key, part.value),
            )
            for part in answer.parts
        ]

    def part(self, code: str, by: str, key: str, value: int) -> Figure:
        """One part as a figure whose link opens that part's list alone."""
        return self._figure(code, value, bookmark(code, by, key), by=by, part=key)

    def _figure(self, code: str, value: int | None, name: str, **split: str) -> Figure:
        unit = figures.definition(code).unit.in_language(PAPERS_LANGUAGE)
        return Figure(value, unit, self._link(code, **split), name)

    def _answer(self, code: str, by: str = "") -> figures.Answer:
        if (code, by) not in self._known:
            asked = figures.question(
                code=code,
                place=str(self._place or ""),
                by=by,
                map=self.activity.last_day,
                activity=self.activity.uid,
                rule=self._rule_for(code),
            )
            self._known[code, by] = figures.answer(asked, self.viewer)
        return self._known[code, by]

    def _link(self, code: str, by: str = "", part: str = "") -> str:
        asked: dict[str, UUID | date | str] = {"activity": self.activity.uid}
        if self._place:
            asked["place"] = self._place
        if rule := self._rule_for(code):
            asked["rule"] = rule
        if by:
            asked |= {"by": by, "part": part}
        if by == COMMUNE:
            asked["map"] = self.activity.last_day
        return self.addresses.figure(code, asked)

    @cached_property
    def _place(self) -> UUID | None:
        """The reader's area, when it bounds what she counts: others have other figures of the same course."""
        if self.of_whole_course or self.viewer.area_unit_id is None:
            return None
        return places.by_id(self.viewer.area_unit_id).uid

    def _rule_for(self, code: str) -> figures.PlaceRule | None:
        """By the venue when guests came: they count in the course's result, though not among the area's own people."""
        by_person = figures.definition(code).place is figures.PlaceRule.PERSON
        return figures.PlaceRule.VENUE if by_person and self.counts_guests else None


def bookmark(code: str, by: str, key: str) -> str:
    """The name in the paper of a figure's part: Word takes letters, digits and underscores, 40 in all."""
    plain = "".join(letter if letter.isalnum() else "_" for letter in key)
    short = f"{code}_{plain}" if by == "sex" else f"{code}_{by}_{plain}"
    return short if len(short) <= _LONGEST else f"{code[:6]}_{plain.replace('_', '')[-32:]}"
