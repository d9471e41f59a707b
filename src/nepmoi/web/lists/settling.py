"""What a list's page tells and is told: what columns hold, what cells should say, whom undoing an import leaves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext

from nepmoi.intake.rosters import selectors
from nepmoi.intake.rosters.rules.columns import Cell
from nepmoi.intake.rosters.rules.headings import Role
from nepmoi.intake.rosters.rules.people import Problem, ReadColumn
from nepmoi.intake.rosters.rules.previews import Preview
from nepmoi.kernel.errors import gettext_noop
from nepmoi.registry.organisation.rules import Standing
from nepmoi.web.activities.links import link
from nepmoi.web.lists.choosing import is_number

ROLES: Final[Mapping[Role, str]] = {
    Role.NAME: gettext_noop("full name"),
    Role.FAMILY: gettext_noop("family and middle name"),
    Role.GIVEN: gettext_noop("given name"),
    Role.BIRTH: gettext_noop("birth"),
    Role.DAY: gettext_noop("day of birth"),
    Role.MONTH: gettext_noop("month of birth"),
    Role.YEAR: gettext_noop("year of birth"),
    Role.AGE: gettext_noop("age"),
    Role.SEX: gettext_noop("sex"),
    Role.MEN: gettext_noop("birth or mark of men"),
    Role.WOMEN: gettext_noop("birth or mark of women"),
    Role.ETHNIC: gettext_noop("ethnic group"),
    Role.POSITION: gettext_noop("position"),
    Role.POSITION_UNIT: gettext_noop("position and unit"),
    Role.UNIT: gettext_noop("unit"),
    Role.COMMUNE: gettext_noop("commune"),
    Role.VILLAGE: gettext_noop("village"),
    Role.ADDRESS: gettext_noop("address"),
    Role.PHONE: gettext_noop("phone"),
    Role.MARK: gettext_noop("mark of the roll"),
    Role.NUMBER: gettext_noop("number in the list"),
    Role.SUBMITTED: gettext_noop("when the form came in"),
    Role.OTHER: gettext_noop("not read"),
}
# Problems that another value in the cell settles.
MENDABLE: Final = {
    "not-a-year",
    "age-not-year",
    "no-such-day",
    "unreadable-sex",
    "unknown-ethnic-group",
    "unreadable-phone",
    "unreadable-mark",
    "unreadable-name",
    "missing-name",
    "missing-unit",
    "formula-error",
    "formula-not-computed",
    "nothing-above",
}
SURE: Final = 0.95


@dataclass(frozen=True)
class ColumnShown:
    """A column with what it was taken for, and how sure that is.

    Attributes:
        name: of the field that changes it.
        state: by which the page marks it.
        sure: in words.
        roles: what may be chosen, each with whether it is.
    """

    column: ReadColumn
    name: str
    state: str
    sure: str
    how: str
    roles: tuple[tuple[str, str, bool], ...]


def columns_of(seen: Preview, typed: Mapping[str, str]) -> list[ColumnShown]:
    """The columns of a list as the page shows them, with what was chosen for them and is not kept yet."""
    return [_shown(column, seen, typed) for column in seen.reading.columns]


def _shown(column: ReadColumn, seen: Preview, typed: Mapping[str, str]) -> ColumnShown:
    role, name = Role(column.role), f"col-{column.index}-{column.shape}"
    chosen = typed.get(name, column.role)
    share = column.fitting / column.filled if column.filled else 1.0
    if role is Role.OTHER:
        state, sure = "planned", gettext("not read")
    elif not column.filled:
        state, sure = "planned", gettext("empty")
    elif share >= SURE:
        state, sure = "confirmed", gettext("clear")
    else:
        state = "unverified"
        sure = gettext("%(fitting)s of %(filled)s cells fit") % {"fitting": column.fitting, "filled": column.filled}
    is_remembered = (column.shape, column.index) in seen.remembered
    how = gettext("as last time") if is_remembered else gettext(_HOW[column.found_by])
    roles = tuple((one.value, gettext(words), one.value == chosen) for one, words in ROLES.items())
    return ColumnShown(column, name, state, sure, how, roles)


_HOW: Final = {
    "heading": gettext_noop("by its heading"),
    "contents": gettext_noop("by what stands in it"),
    "said": gettext_noop("as chosen"),
}


def field_of(problem: Problem) -> str:
    """The name of the field that mends a problem's cell; empty where no cell is meant."""
    if problem.code not in MENDABLE or not problem.row or not problem.column:
        return ""
    return f"fix-{problem.row}-{problem.column}-{problem.sheet}"


def said_of(typed: Mapping[str, str], seen: Preview) -> tuple[dict[tuple[str, int], Role], dict[Cell, str]]:
    """What was typed of columns and cells; what is as it was says nothing."""
    return dict(_columns(typed, seen)), dict(_cells(typed, seen))


def _columns(typed: Mapping[str, str], seen: Preview) -> Iterator[tuple[tuple[str, int], Role]]:
    for column in seen.reading.columns:
        said = typed.get(f"col-{column.index}-{column.shape}")
        if said in set(Role) and said != column.role:
            yield (column.shape, column.index), Role(said)


def _cells(typed: Mapping[str, str], seen: Preview) -> Iterator[tuple[Cell, str]]:
    sheets = {column.sheet for column in seen.reading.columns}
    for name, value in typed.items():
        kind, _, rest = name.partition("-")
        if kind != "fix" or rest.count("-") < 2:
            continue
        row, column, sheet = rest.split("-", 2)
        if is_number(row) and column.isascii() and column.isalpha() and len(column) <= 3 and sheet in sheets:
            yield (sheet, int(row), column), value


@dataclass(frozen=True)
class Repaired:
    """A cell that was mended on the page."""

    cell: str
    sheet: str
    value: str


def repaired_of(seen: Preview) -> list[Repaired]:
    """The cells that were mended on the page."""
    return [Repaired(f"{column}{row}", sheet, value) for (sheet, row, column), value in sorted(seen.repairs.items())]


@dataclass(frozen=True)
class Stays:
    """Somebody whom undoing an import leaves, with her page and the reason in words."""

    name: str
    href: str
    words: str


def kept_by(by: Standing, uid: UUID) -> Iterator[Stays]:
    """Whom undoing the import of a list leaves, in words."""
    for one in selectors.kept(by, uid):
        yield Stays(one.name, link("person", one.person), gettext(_WHY[one.why]) % {"where": one.where})


_WHY: Final = {
    "changed": gettext_noop("stays in the list: her line was changed since"),
    "marked": gettext_noop("stays in the list: a roll was taken of her since"),
    "named": gettext_noop("stays in the list: %(where)s names her, too"),
    "written": gettext_noop("leaves this list and stays in the register: somebody wrote into her record since"),
    "paired": gettext_noop(
        "leaves this list and stays in the register: it was said whether she and another are one person"
    ),
    "used": gettext_noop("leaves this list and stays in the register: something else names her, as a team or a club"),
    "elsewhere": gettext_noop("leaves this list and stays in the register: she is in %(where)s, too"),
}
