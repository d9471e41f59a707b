"""Opening and closing offices, and giving accounts their posts."""

from datetime import date

from django.db.models import Q

from nepmoi.core.accounts import services as accounts
from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.registry.geography.rules.levels import UnitView
from nepmoi.registry.geography.services import villages
from nepmoi.registry.organisation.errors import OfficeExists
from nepmoi.registry.organisation.models import Assignment, Office
from nepmoi.registry.organisation.rules import Action, OfficeKind, OfficeView, Role, Standing
from nepmoi.registry.organisation.selectors import require, view


def open_office(  # noqa: PLR0913 - the columns of an office
    *,
    by: Standing,
    door: Door,
    name: str,
    short_name: str,
    kind: OfficeKind,
    unit_id: int | None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> OfficeView:
    """Enter an office of the Union or a partner.

    Raises:
        OfficeExists: when the unit has one of this name.
    """
    require(by, Action.WRITE_OFFICES, unit_id)
    with audit.writing(by.actor, door) as w:
        in_unit = Q(unit_id=unit_id) if unit_id is not None else Q(unit__isnull=True)
        if Office.objects.filter(in_unit, name=name).exists():
            raise OfficeExists(name=name)
        office = Office(
            name=name, short_name=short_name, kind=kind, unit_id=unit_id, valid_from=valid_from, valid_to=valid_to
        )
        office.save()
        w.touch(RootKind.OFFICE, office.pk)
        return view(office)


def open_account(  # noqa: PLR0913 - an account and its post are given together
    *,
    by: Standing,
    door: Door,
    username: str,
    full_name: str,
    password: str,
    office: OfficeView,
    role: Role,
    valid_from: date,
    valid_to: date | None = None,
) -> int:
    """Give someone an account with a post at an office; return the account's id.

    Raises:
        UsernameTaken: when the name is in use.
        PasswordWeak: when the password is easy to guess.
    """
    require(by, Action.WRITE_OFFICES, office.unit_id)
    with audit.writing(by.actor, door) as w:
        account_id = accounts.open_account(username=username, full_name=full_name, password=password)
        Assignment(
            account_id=account_id, office_id=office.id, role=role, valid_from=valid_from, valid_to=valid_to
        ).save()
        w.touch(RootKind.ACCOUNT, account_id)
        w.touch(RootKind.OFFICE, office.id)
        return account_id


def add_village(  # noqa: PLR0913 - the words of the form
    *, by: Standing, door: Door, parent_id: int, type: str, name: str, since: date | None
) -> UnitView:
    """Add a village to a commune of the asker's area.

    Raises:
        RoleMayNot: when the role adds no villages.
        OutsideArea: when the commune is not in the asker's area.
        and what ``geography.services.villages.add_village`` refuses.
    """
    require(by, Action.WRITE_PLACES, parent_id)
    return villages.add_village(by=by.actor, door=door, parent_id=parent_id, type=type, name=name, since=since)
