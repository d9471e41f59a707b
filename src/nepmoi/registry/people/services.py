"""Writing persons down."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.kernel import clock, text
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require
from nepmoi.registry.people.errors import BirthImpossible, EthnicGroupUnknown, NameMissing
from nepmoi.registry.people.models import EthnicGroup, Person, Post
from nepmoi.registry.people.rules.persons import Sex

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
        raise NameMissing
    year = new.birth.year if new.birth else None
    if year is not None and not clock.today().year - OLDEST <= year <= clock.today().year:
        raise BirthImpossible(year=year)
    if new.ethnic_code is not None and new.ethnic_code not in groups:
        raise EthnicGroupUnknown(name=new.ethnic_code)
    return Person(
        name=name,
        name_key=text.name_key(name),
        search_key=text.search_key(name),
        sort_key=text.sort_key(name),
        sex=new.sex or "",
        birth_year=year,
        birth_month=new.birth.month if new.birth else None,
        birth_day=new.birth.day if new.birth else None,
        ethnic_group_id=groups[new.ethnic_code] if new.ethnic_code else None,
        phone=new.phone,
    )


def note_posts(*, by: Standing, door: Door, posts: Iterable[NewPost]) -> int:
    """Note what persons are according to a list of a day; a post noted before is not repeated. Return how many are new."""
    require(by, Action.TAKE_ATTENDANCE)
    posts = list(posts)
    with audit.writing(by.actor, door) as w:
        seen = set(
            Post.objects.filter(person_id__in={post.person_id for post in posts}).values_list(
                "person_id", "title", "unit_id"
            )
        )
        fresh = {
            (post.person_id, post.title, post.unit_id): post
            for post in posts
            if (post.person_id, post.title, post.unit_id) not in seen and (post.title or post.unit_as_written)
        }
        audit.create_all(
            Post(
                person_id=post.person_id,
                title=post.title,
                unit_id=post.unit_id,
                unit_as_written=post.unit_as_written,
                noted_on=post.noted_on,
            )
            for post in fresh.values()
        )
        w.touch_all(RootKind.PERSON, {post.person_id for post in fresh.values()})
        return len(fresh)


def give_account(*, by: Standing, door: Door, person_id: int, account_id: int) -> None:
    """Say that an account belongs to a person, who may then see her own courses."""
    require(by, Action.WRITE_OFFICES)
    with audit.writing(by.actor, door) as w:
        person = Person.objects.select_for_update().get(pk=person_id)
        person.account_id = account_id
        audit.renew(person, RootKind.PERSON)
        person.save()
        w.touch(RootKind.PERSON, person_id)
