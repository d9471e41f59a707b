"""Two records side by side: what each says, where they differ, and what a merger may choose."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext, gettext_noop

from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.geography.rules.levels import UnitView
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.people.rules.merging import Field
from nepmoi.registry.people.rules.persons import masked_phone
from nepmoi.registry.people.selectors import persons as register
from nepmoi.registry.people.selectors.persons import PersonView, PostView
from nepmoi.web.templatetags.nepmoi import partial
from nepmoi.web.templatetags.records import sex_name

LABELS: Final[Mapping[Field, str]] = {
    Field.NAME: gettext_noop("Full name"),
    Field.BIRTH: gettext_noop("Birth"),
    Field.SEX: gettext_noop("Sex"),
    Field.ETHNIC_GROUP: gettext_noop("Ethnic group"),
    Field.PHONE: gettext_noop("Phone"),
}
_READ: Final[Mapping[Field, Callable[[PersonView], str]]] = {
    Field.NAME: lambda person: person.name,
    Field.BIRTH: lambda person: partial(person.birth) if person.birth else "",
    Field.SEX: lambda person: sex_name(person.sex) if person.sex else "",
    Field.ETHNIC_GROUP: lambda person: person.ethnic_name or "",
    Field.PHONE: lambda person: person.phone,
}


@dataclass(frozen=True)
class Line:
    """One field of two records.

    Attributes:
        older: what the earlier record says; empty when nothing.
        newer: what the later one says.
        takes: whether the later one's value is proposed: only where the earlier record says nothing.
    """

    field: Field
    label: str
    older: str
    newer: str
    takes: bool = False

    @property
    def differs(self) -> bool:
        """Whether there is anything to choose."""
        return self.older != self.newer


@dataclass(frozen=True)
class Side:
    """What else is known of one record."""

    person: PersonView
    posts: tuple[tuple[PostView, UnitView | None], ...]
    names: tuple[str, ...]
    activities: int


def lines(by: Standing, older: PersonView, newer: PersonView) -> list[Line]:
    """The fields of two records, each as the reader may see it."""
    return [_line(by, field, older, newer) for field in LABELS]


def _line(by: Standing, field: Field, older: PersonView, newer: PersonView) -> Line:
    one, other = _READ[field](older), _READ[field](newer)
    takes = not one and bool(other)
    if field is Field.PHONE and not may(by.role, Action.SEE_PHONES):
        one, other = masked_phone(one), masked_phone(other)
    return Line(field, gettext(LABELS[field]), one, other, takes)


def side(person: PersonView) -> Side:
    """Posts, names as written and number of activities, of a record and of those merged into it."""
    ids = register.same_as(person.id)
    posts = register.posts(ids)
    units = geography.by_ids(post.unit_id for post in posts)
    listed = activities.participations_of(ids)
    names = dict.fromkeys(line.name_as_written for line in listed if line.name_as_written != person.name)
    return Side(
        person=person,
        posts=tuple((post, units.get(post.unit_id or 0)) for post in posts),
        names=tuple(names),
        activities=len({line.activity_id for line in listed}),
    )
