"""The addresses behind what a paper says; the pages' own tests hold these to the routes there are."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID


@dataclass(frozen=True)
class Addresses:
    """Where the pages are.

    Attributes:
        site: scheme and host, without a stroke at the end.
    """

    site: str

    def figure(self, code: str, asked: dict[str, UUID | date | str]) -> str:
        """A figure's page with its question."""
        return f"{self.site}/figures/{code}?{urlencode(asked)}"

    def activity(self, uid: UUID) -> str:
        """The page of an activity."""
        return f"{self.site}/activities/{uid}"

    def half_day(self, activity: UUID, half_day: UUID) -> str:
        """The roll of a half-day."""
        return f"{self.site}/activities/{activity}/roll/{half_day}"

    def person(self, uid: UUID) -> str:
        """The page of a person."""
        return f"{self.site}/people/{uid}"

    def photograph(self, uid: UUID) -> str:
        """The page of a photograph."""
        return f"{self.site}/photographs/{uid}"
