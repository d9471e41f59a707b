"""What one write did to persons and their posts, for taking it back."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.people.models import Person, Post
from nepmoi.registry.people.rules.persons import Sex


@dataclass(frozen=True)
class Fill:
    """A person whom a write changed, with what was known of her before."""

    person_id: int
    person: UUID
    name: str
    sex: Sex | None
    birth: PartialDate | None
    ethnic_code: str | None
    phone: str


def fills_of(entry: int) -> list[Fill]:
    """The persons whom a write filled and whom nobody changed since."""
    ids = Person.history.filter(entry_id=entry, history_type="~").values_list("id", flat=True)
    found = []
    for before, after, last in _around(Person, set(ids), entry):
        if before is not None and last == after:
            year, code = before.birth_year, before.ethnic_group_id
            birth = PartialDate(year, before.birth_month, before.birth_day) if year else None
            sex = Sex(before.sex) if before.sex else None
            group = before.ethnic_group.code if code else None
            found.append(Fill(before.id, before.uid, before.name, sex, birth, group, before.phone))
    return found


@dataclass(frozen=True)
class NotedPost:
    """A post as a version of it says; without title, unit and words it says nothing."""

    person_id: int
    title: str
    unit_id: int | None
    unit_as_written: str
    noted_on: date


def posts_of(entry: int) -> list[tuple[NotedPost, NotedPost]]:
    """The posts that a write noted and nobody changed since, each with what it said before: nothing, for a new one."""
    ids = set(Post.history.filter(entry_id=entry).values_list("id", flat=True))
    found = []
    for before, after, last in _around(Post, ids, entry):
        if last == after:
            said = _post(after)
            nothing = NotedPost(said.person_id, "", None, "", said.noted_on)
            found.append((said, _post(before) if before else nothing))
    return found


def _post(version: Any) -> NotedPost:  # noqa: ANN401 - simple-history carries no types
    return NotedPost(version.person_id, version.title, version.unit_id, version.unit_as_written, version.noted_on)


def _around(model: type[Person] | type[Post], ids: set[int], entry: int) -> Iterator[tuple[Any, Any, Any]]:
    """For each row the version before a write, the one that it made, and the last of all."""
    versions: dict[int, list[Any]] = defaultdict(list)
    for version in model.history.filter(id__in=ids).order_by("history_id"):
        versions[version.id].append(version)
    for rows in versions.values():
        ours = [index for index, one in enumerate(rows) if one.entry_id == entry]
        yield rows[ours[0] - 1] if ours[0] else None, rows[ours[-1]], rows[-1]
