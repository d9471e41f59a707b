"""What one write did to persons and their posts, for taking it back."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db.models import ForeignObjectRel, Model

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import DoorKind
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.people.models import Apart, Merger, Person, Post
from nepmoi.registry.people.rules.merging import COLUMNS
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
        if before is not None and last == after and _says(before) != _says(after):
            year, code = before.birth_year, before.ethnic_group_id
            birth = PartialDate(year, before.birth_month, before.birth_day) if year else None
            sex = Sex(before.sex) if before.sex else None
            group = before.ethnic_group.code if code else None
            found.append(Fill(before.id, before.uid, before.name, sex, birth, group, before.phone))
    return found


def _says(version: Any) -> tuple[object, ...]:  # noqa: ANN401 - simple-history carries no types
    return tuple(getattr(version, column) for columns in COLUMNS.values() for column in columns)


Use = Literal["", "written", "paired", "used"]


def made_by_imports(person_ids: Collection[int], *, lines: type[Model]) -> dict[int, Use]:
    """Those of some persons whom an import of a list made, each with what has used her record since; "" is nothing.

    ``written``: somebody wrote otherwise than through an import into her record or a post of hers, or an account is hers.
    ``paired``: somebody said of her and another that they are one, or two. ``used``: something else names her, as a group.

    Args:
        person_ids: whom to look at.
        lines: the model of the lines of activities' lists, at which the caller looks.
    """
    writes: dict[int, list[int]] = defaultdict(list)
    rows = Person.history.filter(id__in=person_ids).order_by("history_id").values_list("id", "entry_id")
    for person_id, entry_id in (
        *rows,
        *Post.history.filter(person_id__in=person_ids).values_list("person_id", "entry_id"),
    ):
        writes[person_id].append(entry_id)
    doors = {one.id: one.door for one in audit.entries(entry for some in writes.values() for entry in some).values()}
    made = [one for one, entries in writes.items() if doors[entries[0]] == DoorKind.IMPORT]
    by_hand = {one for one in made if {doors[entry] for entry in writes[one]} != {DoorKind.IMPORT}}
    by_hand |= set(Person.objects.filter(pk__in=made, account__isnull=False).values_list("pk", flat=True))
    pairing = {Person, Merger, Apart}
    paired = _named(made, lambda model: model in pairing)
    used = _named(made, lambda model: model not in {*pairing, Post, lines})
    reasons: tuple[tuple[Use, set[int]], ...] = (("paired", paired), ("written", by_hand), ("used", used))
    return {one: next((why for why, ids in reasons if one in ids), "") for one in made}


def _named(person_ids: Collection[int], is_meant: Callable[[type[Model]], bool]) -> set[int]:
    """Those of some persons whom a row of some models names; a void row names nobody, and neither does an earlier version."""
    found: set[int] = set()
    for relation in Person._meta.get_fields(include_hidden=True):  # noqa: SLF001 - Django's own way to ask
        model: Any = relation.related_model
        if not isinstance(relation, ForeignObjectRel) or not hasattr(model, "history") or not is_meant(model):
            continue
        rows = model.objects.filter(**{f"{relation.field.name}__in": person_ids})
        if hasattr(model, "void_reason"):
            rows = rows.filter(void_reason="")
        found |= set(rows.values_list(relation.field.name, flat=True))
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
