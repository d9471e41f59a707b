"""Who stands where, and what lies in whose area."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from nepmoi.core.accounts.models import Account
from nepmoi.core.audit.rules import Actor
from nepmoi.kernel import clock
from nepmoi.kernel.text import sort_key
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.atlas import Atlas
from nepmoi.registry.organisation.errors import OfficeClosed, OfficeUnknown, OutsideArea, RoleMayNot
from nepmoi.registry.organisation.models import Assignment, Office
from nepmoi.registry.organisation.rules import Action, OfficeKind, OfficeView, Role, Standing, may


def view(office: Office) -> OfficeView:
    """The value that crosses rooms for an office."""
    return OfficeView(office.pk, office.uid, office.name, office.short_name, OfficeKind(office.kind), office.unit_id)


def console(name: str = "nepmoi") -> Standing:
    """The standing of whoever sits at the machine itself: the command line, the demo, a migration."""
    return Standing(Actor(None, name), Role.ADMINISTRATOR, None, None)


def standing(account_id: int) -> Standing | None:
    """What an account is today; None when its posts have ended or its office has closed.

    An account with several posts acts in the one it was given last.
    """
    today = clock.today()
    post = (
        Assignment.objects.select_related("account", "office")
        .filter(account_id=account_id, account__is_active=True, valid_from__lte=today)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
        .filter(_open(today, prefix="office__"))
        .order_by("-valid_from", "-pk")
        .first()
    )
    if post is None:
        return None
    office = view(post.office)
    return Standing(Actor(account_id, post.account.full_name), Role(post.role), office, office.unit_id)


def offices_then(writers: Iterable[tuple[int, date]]) -> dict[tuple[int, date], OfficeView]:
    """The office in which each of some accounts stood on each of some days; none for one that had no post that day."""
    wanted = set(writers)
    accounts = {account_id for account_id, _ in wanted}
    posts = list(Assignment.objects.select_related("office").filter(account__in=accounts).order_by("valid_from", "pk"))
    return {
        (post.account_id, day): view(post.office)
        for account_id, day in wanted
        for post in posts
        if post.account_id == account_id and post.valid_from <= day and (post.valid_to is None or day <= post.valid_to)
    }


@dataclass(frozen=True)
class Colleague:
    """An account by its name."""

    account_id: int
    uid: UUID
    name: str


def colleagues(by: Standing) -> list[Colleague]:
    """All who stand or stood in the asker's own office, by given name."""
    if by.office is None:
        return []
    rows = Account.objects.filter(pk__in=Assignment.objects.filter(office=by.office.id).values("account_id"))
    return sorted(map(_colleague, rows), key=lambda one: (sort_key(one.name), one.account_id))


def named_accounts(account_ids: Iterable[int]) -> dict[int, Colleague]:
    """Accounts by their keys, for joining names to rows that hold only ids."""
    return {row.pk: _colleague(row) for row in Account.objects.filter(pk__in=set(account_ids))}


def account(uid: UUID) -> Colleague | None:
    """One account; None when there is none."""
    row = Account.objects.filter(uid=uid).first()
    return _colleague(row) if row else None


def _colleague(row: Account) -> Colleague:
    return Colleague(row.pk, row.uid, row.full_name)


def _open(on: date, prefix: str = "") -> Q:
    started = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": on})
    not_ended = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": on})
    return started & not_ended


@dataclass(frozen=True)
class Area:
    """What somebody's office is responsible for: its unit, all within it, and what it took over."""

    unit_id: int | None
    atlas: Atlas

    def holds(self, unit_id: int | None) -> bool:
        """Whether a unit lies in it; an unknown one lies only in the whole country."""
        if self.unit_id is None:
            return True
        return unit_id is not None and self.atlas.lies_in(unit_id, self.unit_id)

    def units(self) -> frozenset[int] | None:
        """The ids of all units in it, for asking the database; None when it is the whole country."""
        return None if self.unit_id is None else self.atlas.inside(self.unit_id)


def area_of(by: Standing) -> Area:
    """The asker's area, for asking about many units at the price of one look at the map."""
    return Area(by.area_unit_id, places.atlas())


def lies_in_area(by: Standing, unit_id: int | None) -> bool:
    """Whether one unit lies in the asker's area."""
    return area_of(by).holds(unit_id)


def require(by: Standing, action: Action, *unit_ids: int | None) -> None:
    """Refuse an action that the role does not allow, or that none of the units brings into the area.

    Args:
        by: who asks.
        action: what for.
        unit_ids: where; one inside the area is enough. None at all means that the place does not matter.

    Raises:
        RoleMayNot: when the role never allows it.
        OutsideArea: when no unit lies in her area.
    """
    if not may(by.role, action):
        raise RoleMayNot
    if unit_ids and not any(map(area_of(by).holds, unit_ids)):
        raise OutsideArea


def office(uid: UUID) -> OfficeView:
    """One office.

    Raises:
        OfficeUnknown: when there is none.
    """
    found = Office.objects.filter(uid=uid).first()
    if found is None:
        raise OfficeUnknown(name=str(uid))
    return view(found)


def by_id(ids: Iterable[int]) -> dict[int, OfficeView]:
    """Offices by their keys."""
    return {office.pk: view(office) for office in Office.objects.filter(pk__in=set(ids))}


def offices(by: Standing, on: date | None = None) -> list[OfficeView]:
    """Offices in the asker's area, those open on a day or all; the Union's first, then by name."""
    rows: QuerySet[Office] = Office.objects.filter(_open(on)) if on else Office.objects.all()
    area = area_of(by)
    seen = [view(row) for row in rows.order_by("name") if area.holds(row.unit_id)]
    return sorted(seen, key=lambda office: office.kind is not OfficeKind.UNION)


def require_open(office_id: int, on: date) -> None:
    """Refuse an office that had closed by a day.

    Raises:
        OfficeClosed: with its last day.
    """
    row = Office.objects.get(pk=office_id)
    if row.valid_to is not None and row.valid_to < on:
        raise OfficeClosed(name=row.name, until=row.valid_to)


def heir(office_id: int, on: date) -> OfficeView | None:
    """The Union's office that answers for an office's records on a day: itself, or the nearest above its place.

    After 30 June 2025 the records of a district's office are the province's; those of a merged commune are the new one's.
    """
    office = Office.objects.get(pk=office_id)
    if office.unit_id is None:
        return view(office)
    if (office.valid_from or on) <= on <= (office.valid_to or on):
        return view(office)
    atlas = places.atlas()
    for level in ("village", "commune", "district", "province"):
        unit_id = atlas.place(office.unit_id, on, level)
        found = unit_id and Office.objects.filter(_open(on), kind=OfficeKind.UNION, unit_id=unit_id).first()
        if found:
            return view(found)
    return None
