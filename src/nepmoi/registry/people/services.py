"""Writing persons down."""

import csv
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.kernel import clock, text
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require
from nepmoi.registry.people import errors
from nepmoi.registry.people.models import Apart, EthnicGroup, Merger, Person, Post
from nepmoi.registry.people.rules.merging import COLUMNS, Field
from nepmoi.registry.people.rules.names import given_key
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.people.rules.phones import phone_key
from nepmoi.registry.people.selectors import mergers, persons

ETHNIC_GROUPS = Path(__file__).parent / "data" / "ethnic_groups.csv"
OLDEST = 120


@dataclass(frozen=True)
class NewPerson:
    """What is known of someone who is not in the register yet."""

    name: str
    sex: Sex | None = None
    birth: PartialDate | None = None
    ethnic_code: str | None = None
    phone: str = ""


@dataclass(frozen=True)
class NewPost:
    """What a list of a day says that someone is, and where."""

    person_id: int
    title: str
    unit_id: int | None
    unit_as_written: str
    noted_on: date


def load_ethnic_groups(*, by: Standing, door: Door) -> int:
    """Enter the 54 groups from the package's list, or mend their names; return how many there are in it."""
    with ETHNIC_GROUPS.open(encoding="utf-8", newline="") as file:
        listed = {(row["code"], row["name_vi"], row["name_en"], row["other_names"]) for row in csv.DictReader(file)}
    columns = ("code", "name", "name_en", "other_names")
    new = listed - set(EthnicGroup.objects.values_list(*columns))
    if new:
        with audit.writing(by.actor, door) as w:
            for code, *names in sorted(new):
                group = EthnicGroup.objects.filter(code=code).first() or EthnicGroup(code=code)
                group.name, group.name_en, group.other_names = names
                group.save()
            w.touch(RootKind.PROGRAMME, 0)
    return len(listed)


def register(*, by: Standing, door: Door, people: Iterable[NewPerson]) -> list[int]:
    """Enter persons who are new to the register and return their ids in the same order.

    Raises:
        NameMissing: when a name is empty.
        BirthImpossible: when a year of birth lies ahead or more than 120 years back.
        EthnicGroupUnknown: when a code is none of the 54.
    """
    require(by, Action.TAKE_ATTENDANCE)
    groups = dict(EthnicGroup.objects.values_list("code", "pk"))
    with audit.writing(by.actor, door) as w:
        rows = [_row(person, groups) for person in people]
        audit.create_all(rows)
        ids = [row.pk for row in rows]
        w.touch_all(RootKind.PERSON, ids)
        return ids


def _row(new: NewPerson, groups: dict[str, int]) -> Person:
    name = text.clean(new.name)
    if not name:
        raise errors.NameMissing
    year = new.birth.year if new.birth else None
    if year is not None and not clock.today().year - OLDEST <= year <= clock.today().year:
        raise errors.BirthImpossible(year=year)
    if new.ethnic_code is not None and new.ethnic_code not in groups:
        raise errors.EthnicGroupUnknown(name=new.ethnic_code)
    return Person(
        name=name,
        name_key=text.name_key(name),
        search_key=text.search_key(name),
        sort_key=text.sort_key(name),
        given_key=given_key(name),
        sex=new.sex or "",
        birth_year=year,
        birth_month=new.birth.month if new.birth else None,
        birth_day=new.birth.day if new.birth else None,
        ethnic_group_id=groups[new.ethnic_code] if new.ethnic_code else None,
        phone=new.phone,
        phone_key=phone_key(new.phone),
    )


def fill_blanks(*, by: Standing, door: Door, people: Mapping[int, NewPerson]) -> int:
    """Fill what was never known of persons; what is known stays as it is. Return how many persons changed.

    Raises:
        BirthImpossible, EthnicGroupUnknown: as for a new person.
    """
    require(by, Action.TAKE_ATTENDANCE)
    groups = dict(EthnicGroup.objects.values_list("code", "pk"))
    with audit.writing(by.actor, door) as w:
        changed = 0
        for row in Person.objects.select_for_update().filter(pk__in=people.keys()).order_by("pk"):
            if _fill(row, _row(people[row.pk], groups)):
                audit.renew(row, RootKind.PERSON)
                row.save()
                w.touch(RootKind.PERSON, row.pk)
                changed += 1
        return changed


def _fill(row: Person, said: Person) -> bool:
    """Take over what is blank; a day of birth only where the year agrees."""
    blank = [name for name in ("sex", "ethnic_group_id", "phone") if not getattr(row, name) and getattr(said, name)]
    if said.birth_year and row.birth_year in {None, said.birth_year}:
        births = ("birth_year", "birth_month", "birth_day")
        blank += [name for name in births if getattr(row, name) is None and getattr(said, name) is not None]
    if "phone" in blank:
        blank.append("phone_key")
    for name in blank:
        setattr(row, name, getattr(said, name))
    return bool(blank)


def note_posts(*, by: Standing, door: Door, posts: Iterable[NewPost]) -> int:
    """Note what persons are according to a list of a day; a post noted before is not repeated. Return how many are new.

    Whose record is void is in use again from then on.
    """
    require(by, Action.TAKE_ATTENDANCE)
    posts = list(posts)
    seen_in = {post.person_id for post in posts}
    with audit.writing(by.actor, door) as w:
        seen = set(Post.objects.filter(person_id__in=seen_in).values_list("person_id", "title", "unit_id"))
        fresh = {
            (post.person_id, post.title, post.unit_id): post
            for post in posts
            if (post.person_id, post.title, post.unit_id) not in seen
            and (post.title or post.unit_as_written or post.unit_id)
        }
        audit.create_all(Post(**asdict(post)) for post in fresh.values())
        # Whoever is noted in a list is in use again.
        set_void(by=by, door=door, people=seen_in, reason="")
        w.touch_all(RootKind.PERSON, {post.person_id for post in fresh.values()})
        return len(fresh)


def set_void(*, by: Standing, door: Door, people: Collection[int], reason: str) -> int:
    """Take records out of use, with the reason, or with an empty one into use again. Return how many changed.

    A void record is kept with its history; nobody finds it, it is proposed as nobody's double and counts nowhere. Only one
    that nothing names may become void (``selectors.taking_back.made_by_imports``).
    """
    require(by, Action.TAKE_ATTENDANCE)
    why = text.clean(reason)[:300]
    with audit.writing(by.actor, door, reason) as w:
        rows = Person.objects.select_for_update().filter(pk__in=people)
        changed = list(rows.filter(void_reason="") if why else rows.exclude(void_reason=""))
        for row in changed:
            row.void_reason = why
            audit.renew(row, RootKind.PERSON)
            row.save()
        w.touch_all(RootKind.PERSON, [row.pk for row in changed])
        return len(changed)


def mend_post(*, by: Standing, door: Door, before: NewPost, after: NewPost) -> None:
    """Mend a post that was noted from a list's wrong line; where none was noted from it, the right one is noted."""
    require(by, Action.MEND_PEOPLE)
    with audit.writing(by.actor, door) as w:
        said = {"title": before.title, "unit_as_written": before.unit_as_written, "noted_on": before.noted_on}
        row = Post.objects.select_for_update().filter(person_id=before.person_id, **said).first()
        if row is None:
            note_posts(by=by, door=door, posts=[after])
            return
        row.title, row.unit_id, row.unit_as_written = after.title, after.unit_id, after.unit_as_written
        row.save()
        w.touch(RootKind.PERSON, row.person_id)


def mend(  # noqa: PLR0913 - the envelope's three, whom, and how she may be changed
    *, by: Standing, door: Door, person: UUID, said: NewPerson, reason: str = "", seen: int | None = None
) -> None:
    """Write down anew what is known of a person in the asker's area; refuses what ``register`` does, and a stale save."""
    require(by, Action.MEND_PEOPLE)
    with audit.writing(by.actor, door, reason) as w:
        row = Person.objects.select_for_update().get(pk=persons.in_use(by, person).id)
        audit.renew(row, RootKind.PERSON, seen=seen)
        new = _row(said, dict(EthnicGroup.objects.values_list("code", "pk")))
        for field in Field:
            _take(row, new, field)
        row.save()
        w.touch(RootKind.PERSON, row.pk)


def give_account(*, by: Standing, door: Door, person_id: int, account_id: int) -> None:
    """Say that an account belongs to a person, who may then see her own courses."""
    require(by, Action.WRITE_OFFICES)
    with audit.writing(by.actor, door) as w:
        person = Person.objects.select_for_update().get(pk=person_id)
        person.account_id = account_id
        audit.renew(person, RootKind.PERSON)
        person.save()
        w.touch(RootKind.PERSON, person_id)


Seen = tuple[int | None, int | None]
"""The versions of the two records that the officer's page showed."""


def merge(  # noqa: PLR0913 - the envelope's three, the two records and what is chosen of them
    *,
    by: Standing,
    door: Door,
    keep: UUID,
    other: UUID,
    taken: Collection[Field] = (),
    seen: Seen = (None, None),
    reason: str = "",
) -> UUID:
    """Say that two records are one person, and return the merger's uid.

    Both records stay as they were written; the other points at the one that is kept, which takes over the chosen fields.
    Whoever was merged into either of them before comes along. Call it through ``training.services.merge_people``, which knows
    the rolls.

    Args:
        by: who says it.
        door: through what.
        keep: the record under whose name she goes on.
        other: the record that is merged into it.
        taken: the fields of which the other's value is right.
        seen: the versions of ``keep`` and ``other`` that the page showed.
        reason: why, in the officer's words.

    Raises:
        PersonUnknown: when one of them is not in the asker's area.
        SamePerson: when both are one record.
        RecordMerged: when one of them was merged in the meantime; so no ring can come about.
        SaidApart: when somebody said that they are two people.
        StaleSave: when one of them was saved after the version seen.
    """
    require(by, Action.MERGE_PEOPLE)
    with audit.writing(by.actor, door, reason) as w:
        survivor, merged = _two(by, keep, other)
        _require_open(survivor, merged)
        audit.renew(survivor, RootKind.PERSON, seen=seen[0])
        audit.renew(merged, RootKind.PERSON, seen=seen[1])
        for field in taken:
            _take(survivor, merged, field)
        if survivor.account_id is None:
            # Whoever signs in as the merged record is the survivor; an account belongs to one record.
            survivor.account_id, merged.account_id = merged.account_id, None
        merged.merged_into = survivor
        merged.save()
        survivor.save()
        made = Merger(survivor=survivor, merged=merged, made_by=w.entry_id)
        made.save()
        w.touch_all(RootKind.PERSON, (survivor.pk, merged.pk))
        return made.uid


def _two(by: Standing, one: UUID, other: UUID) -> tuple[Person, Person]:
    """Two records in the asker's area, under the envelope's lock."""
    if one == other:
        raise errors.SamePerson
    for uid in (one, other):
        persons.in_use(by, uid)
    rows = {row.uid: row for row in Person.objects.select_for_update().filter(uid__in=(one, other)).order_by("pk")}
    return rows[one], rows[other]


def _require_open(one: Person, other: Person) -> None:
    """Refuse a pair that somebody has settled: each record must stand for itself, and nobody said that they are two."""
    for row in (one, other):
        if row.merged_into_id is not None:
            entry = mergers.standing_merger(row.pk)
            into = persons.by_id([row.merged_into_id])[row.merged_into_id].name
            raise errors.RecordMerged(
                name=row.name, into=into, by=entry.by if entry else "", at=entry.at if entry else clock.now()
            )
    said = mergers.apart(one.pk, other.pk)
    if said and said.entry:
        raise errors.SaidApart(by=said.entry.by, at=said.entry.at, because=said.reason)


def _take(into: Person, source: Person, field: Field) -> None:
    for column in COLUMNS[field]:
        setattr(into, column, getattr(source, column))


@dataclass(frozen=True)
class Undone:
    """What undoing a merger left as it is, because somebody changed it since."""

    survivor: UUID
    merged: UUID
    left: tuple[Field, ...]


def undo_merger(*, by: Standing, door: Door, merger: UUID, reason: str = "") -> Undone:
    """Part two records that were merged, at any time; what was done with either since stays done.

    The survivor's fields are given back what they said before, unless they were changed since the merger.

    Raises:
        MergerUnknown: when there is none in the asker's area.
        MergerUndone: when somebody was first.
    """
    require(by, Action.MERGE_PEOPLE)
    with audit.writing(by.actor, door, reason) as w:
        mergers.merger(by, merger)
        row = Merger.objects.select_for_update().get(uid=merger)
        if row.undone:
            entry = mergers.undone_by(merger)
            raise errors.MergerUndone(by=entry.by if entry else "", at=entry.at if entry else clock.now())
        rows = {
            one.pk: one for one in Person.objects.select_for_update().filter(pk__in=(row.survivor_id, row.merged_id))
        }
        survivor, merged = rows[row.survivor_id], rows[row.merged_id]
        before, after = mergers.around([row])[row.pk]
        left = [field for field in Field if not _give_back(survivor, before, after, field)]
        if before.account_id is None and survivor.account_id == after.account_id:
            merged.account_id, survivor.account_id = after.account_id, None
        merged.merged_into = None
        for one in (survivor, merged):
            audit.renew(one, RootKind.PERSON)
            one.save()
        row.undone = True
        row.save()
        w.touch_all(RootKind.PERSON, rows)
        return Undone(survivor.uid, merged.uid, tuple(left))


def _give_back(survivor: Person, before: Person, after: Person, field: Field) -> bool:
    """Give a field back what it said before the merger; False when somebody changed it since."""
    if mergers.said(before, field) == mergers.said(after, field):
        return True
    if mergers.said(survivor, field) != mergers.said(after, field):
        return False
    _take(survivor, before, field)
    return True


def say_apart(  # noqa: PLR0913 - the envelope's three, the two records and what the page showed of them
    *, by: Standing, door: Door, one: UUID, other: UUID, reason: str, seen: Seen = (None, None)
) -> None:
    """Say that two records are two people: they are no longer offered as one.

    Raises:
        PersonUnknown, SamePerson, RecordMerged, SaidApart, StaleSave: as for a merger.
        WhyMissing: when no reason is given.
    """
    require(by, Action.MERGE_PEOPLE)
    why = text.clean(reason)
    with audit.writing(by.actor, door, why) as w:
        pair = _two(by, one, other)
        if not why:
            raise errors.WhyMissing
        _require_open(*pair)
        for row, version in zip(pair, seen, strict=True):
            audit.renew(row, RootKind.PERSON, seen=version)
            row.save()
        first, second = sorted(pair, key=lambda row: row.pk)
        said = Apart.objects.filter(first=first, second=second).first() or Apart(first=first, second=second)
        said.reason, said.taken_back = why[:300], False
        said.save()
        w.touch_all(RootKind.PERSON, (first.pk, second.pk))


def take_back_apart(*, by: Standing, door: Door, one: UUID, other: UUID, reason: str = "") -> None:
    """Take back that two records are two people, whichever of their records it was said of."""
    require(by, Action.MERGE_PEOPLE)
    with audit.writing(by.actor, door, reason) as w:
        pair = _two(by, one, other)
        ones, others = (persons.same_as(row.pk) for row in pair)
        for said in Apart.objects.select_for_update().filter(mergers.of_pair(ones, others), taken_back=False):
            said.taken_back = True
            said.save()
            w.touch_all(RootKind.PERSON, (said.first_id, said.second_id))
