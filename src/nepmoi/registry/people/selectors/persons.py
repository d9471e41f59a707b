"""Finding persons."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, IntegerField, Q, When

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import Change
from nepmoi.kernel.dates import PartialDate
from nepmoi.kernel.text import search_key
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.registry.people.errors import PersonUnknown, PersonVoid
from nepmoi.registry.people.models import Apart, EthnicGroup, Person, Post
from nepmoi.registry.people.rules.merging import APART
from nepmoi.registry.people.rules.persons import PERSON, POST, Sex
from nepmoi.registry.people.selectors.links import links

# A record that stands for somebody: not merged into another, and not void.
STANDING = Q(merged_into__isnull=True, void_reason="")
# A post that nobody wrote says only where she is counted, and is seen; one that was taken back says nothing any more, and
# what it said stands in its versions.
_SAYING = ~Q(title="", unit_as_written="")


@dataclass(frozen=True)
class PersonView:
    """A person as other rooms and doors see her."""

    id: int
    uid: UUID
    version: int
    name: str
    sort_key: str
    sex: Sex | None
    birth: PartialDate | None
    ethnic_code: str | None
    ethnic_name: str | None
    phone: str
    account_id: int | None
    void_reason: str = ""


@dataclass(frozen=True)
class PostView:
    """What a person was, where, as noted on a day."""

    title: str
    unit_id: int | None
    unit_as_written: str
    noted_on: date


@dataclass(frozen=True)
class EthnicGroupView:
    """An ethnic group."""

    code: str
    name: str
    name_en: str


def view(person: Person) -> PersonView:
    """The value that crosses rooms for a person."""
    year = person.birth_year
    return PersonView(
        id=person.pk,
        uid=person.uid,
        version=person.version,
        name=person.name,
        sort_key=person.sort_key,
        sex=Sex(person.sex) if person.sex else None,
        birth=PartialDate(year, person.birth_month, person.birth_day) if year else None,
        ethnic_code=person.ethnic_group.code if person.ethnic_group else None,
        ethnic_name=person.ethnic_group.name if person.ethnic_group else None,
        phone=person.phone,
        account_id=person.account_id,
        void_reason=person.void_reason,
    )


def by_id(ids: Iterable[int]) -> dict[int, PersonView]:
    """Persons by their keys, for joining names to rows that hold only ids."""
    wanted = list(set(ids))
    found: dict[int, PersonView] = {}
    for start in range(0, len(wanted), 5000):
        rows = Person.objects.select_related("ethnic_group").filter(pk__in=wanted[start : start + 5000])
        found |= {row.pk: view(row) for row in rows}
    return found


def sort_keys(ids: Iterable[int]) -> dict[int, str]:
    """What many persons are sorted by, for putting rows in order before some of them are shown."""
    wanted = list(set(ids))
    found: dict[int, str] = {}
    for start in range(0, len(wanted), 5000):
        found |= dict(Person.objects.filter(pk__in=wanted[start : start + 5000]).values_list("pk", "sort_key"))
    return found


def survivors(ids: Iterable[int]) -> dict[int, int]:
    """For each person the one she is counted as: herself, or whom she was merged into at the end of the chain."""
    known = links()
    return {start: known.end(start) for start in set(ids)}


def person(by: Standing, uid: UUID) -> PersonView:
    """One person in the asker's area, or the asker herself.

    Raises:
        PersonUnknown: when there is none, or she was never noted in the area.
    """
    found = Person.objects.select_related("ethnic_group").filter(uid=uid).first()
    if found is None or not _may_see(by, found):
        raise PersonUnknown
    return view(found)


def in_use(by: Standing, uid: UUID) -> PersonView:
    """As ``person``, for writing into her record.

    Raises:
        PersonVoid: when the record is out of use.
    """
    found = person(by, uid)
    if found.void_reason:
        raise PersonVoid(name=found.name)
    return found


def _may_see(by: Standing, person: Person) -> bool:
    if person.account_id is not None and person.account_id == by.actor.account_id:
        return may(by.role, Action.SEE_SELF)
    if not may(by.role, Action.SEE_PEOPLE):
        return False
    if by.area_unit_id is None:
        return True
    area = area_of(by)
    # A void record has no post any more; whose she was is whose she is to look at.
    posts = Post.history if person.void_reason else Post.objects
    units = posts.filter(person__in=same_as(person.pk)).values_list("unit_id", flat=True)
    return any(map(area.holds, units))


def in_sight(by: Standing, person_ids: Iterable[int]) -> frozenset[int]:
    """Which of many persons the asker may open, by the rule of ``person``, at the price of one."""
    wanted = frozenset(person_ids)
    if not may(by.role, Action.SEE_PEOPLE):
        return frozenset()
    if by.area_unit_id is None:
        return wanted
    whose = links().records_of(wanted)
    area = area_of(by)
    noted = Post.objects.filter(person__in=whose).values_list("person_id", "unit_id")
    seen = {person_id for person_id, unit_id in noted if area.holds(unit_id)}
    return wanted & (seen | {whose[person_id] for person_id in seen})


def same_as(person_id: int) -> frozenset[int]:
    """The ids under which a person is recorded: her own, and those of all who were merged into her."""
    return frozenset(links().records_of([person_id]))


def records_of(person_ids: Iterable[int]) -> dict[int, int]:
    """All records of many persons, those merged into them included: whose each is, by the record's id."""
    return links().records_of(person_ids)


def last_posts(person_ids: Iterable[int]) -> dict[int, PostView]:
    """The newest post of each of many persons."""
    rows = Post.objects.filter(_SAYING, person__in=set(person_ids)).order_by("noted_on", "pk")
    return {row.person_id: PostView(row.title, row.unit_id, row.unit_as_written, row.noted_on) for row in rows}


def posts(person_ids: Iterable[int]) -> list[PostView]:
    """The posts of a person, and of those merged into her, the newest first."""
    rows = Post.objects.filter(_SAYING, person__in=set(person_ids)).order_by("-noted_on", "-pk")
    return [PostView(row.title, row.unit_id, row.unit_as_written, row.noted_on) for row in rows]


def of_account(account_id: int) -> PersonView | None:
    """The person whom an account belongs to."""
    found = Person.objects.select_related("ethnic_group").filter(account_id=account_id).first()
    return view(found) if found else None


def search(by: Standing, text: str, limit: int = 20) -> list[PersonView]:
    """Persons in the asker's area whose name holds the text, in any spelling, the likeliest first.

    Who is called exactly so comes first, by the whole name, then by the given name; then whose name begins so, then
    who has a word in it that does, then the rest. Among equals by given name.
    """
    key = search_key(text)
    if not key or not may(by.role, Action.SEE_PEOPLE):
        return []
    rows = Person.objects.select_related("ethnic_group").filter(STANDING, search_key__contains=key)
    inside = area_of(by).units()
    if inside is not None:
        rows = rows.filter(pk__in=Post.objects.filter(unit__in=inside).values("person_id"))
    likeness = Case(
        When(search_key=key, then=0),
        When(search_key__endswith=f" {key}", then=1),
        When(search_key__startswith=key, then=2),
        When(search_key__contains=f" {key}", then=3),
        default=4,
        output_field=IntegerField(),
    )
    return [view(row) for row in rows.order_by(likeness, "sort_key", "pk")[:limit]]


def ethnic_groups() -> dict[str, EthnicGroupView]:
    """The 54 groups by code."""
    rows = EthnicGroup.objects.order_by("code")
    return {row.code: EthnicGroupView(row.code, row.name, row.name_en) for row in rows}


def changes(person_ids: Collection[int], entry_ids: Collection[int]) -> list[Change]:
    """What writes did to a person and her posts; who may see the person is for the caller to have asked."""
    return [
        *audit.changes(Person, PERSON, entry_ids, {"id": person_ids}),
        *audit.changes(Post, POST, entry_ids, {"person_id": person_ids}),
        *audit.changes(Apart, APART, entry_ids, Q(first__in=person_ids) | Q(second__in=person_ids)),
    ]
