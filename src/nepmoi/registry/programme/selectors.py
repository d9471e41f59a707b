"""Reading the programme's parts."""

from dataclasses import dataclass
from datetime import date

from nepmoi.registry.programme.models import ActivityKind, Audience, Content, Phase, Topic
from nepmoi.registry.programme.rules import Need, Needs, Who


@dataclass(frozen=True)
class Named:
    """A part of the programme with its code and its names in both languages."""

    id: int
    code: str
    name: str
    name_en: str

    def in_language(self, language: str) -> str:
        """Its name in English for ``en``, in Vietnamese for all else."""
        return self.name_en if language == "en" and self.name_en else self.name


@dataclass(frozen=True)
class PhaseView(Named):
    """A span of years."""

    first_day: date
    last_day: date


@dataclass(frozen=True)
class ContentView(Named):
    """A content with the number by which offices call it."""

    number: int


@dataclass(frozen=True)
class KindView(Named):
    """A kind of activity, and what its result needs.

    Attributes:
        content: the code of the content that it serves as a rule; empty when there is none.
    """

    needs: Needs
    content: str


def contents() -> list[ContentView]:
    """The contents of all projects, in their official order."""
    return [content_view(row) for row in Content.objects.order_by("project__code", "number")]


def content_view(row: Content) -> ContentView:
    """The value that crosses rooms for a content."""
    return ContentView(row.pk, row.code, row.name, row.name_en, row.number)


def activity_kinds() -> list[KindView]:
    """What an activity can be."""
    return [kind_view(row) for row in ActivityKind.objects.order_by("position")]


def kind_view(row: ActivityKind) -> KindView:
    """The value that crosses rooms for a kind."""
    needs = Needs(Who(row.who), *map(Need, (row.people, row.roll, row.timetable, row.photographs)))
    return KindView(row.pk, row.code, row.name, row.name_en, needs, row.content)


def audiences() -> list[Named]:
    """Who can have come without being named."""
    return [Named(row.pk, row.code, row.name, row.name_en) for row in Audience.objects.order_by("position")]


def topics() -> list[Named]:
    """What courses teach."""
    return [Named(row.pk, row.code, row.name, row.name_en) for row in Topic.objects.order_by("position")]


def phases() -> list[PhaseView]:
    """The phases, the earliest first."""
    rows = Phase.objects.order_by("first_day")
    return [PhaseView(row.pk, row.code, row.name, row.name_en, row.first_day, row.last_day) for row in rows]
