"""What an office's list of groups would do: its rows with their places, what is wrong, what is there already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from nepmoi.fieldwork.community import errors, rules
from nepmoi.fieldwork.community.rules import GroupKind
from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.fieldwork.community.services.groups import Decision, NewGroup
from nepmoi.intake.rosters.rules import groups as reading
from nepmoi.intake.rosters.rules.groups import ReadGroup
from nepmoi.kernel.errors import Invalid
from nepmoi.kernel.text import bare, search_key
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.geography.errors import PlaceAmbiguous, PlaceNotOnDate, PlaceUnknown
from nepmoi.registry.geography.rules.levels import UnitView
from nepmoi.registry.organisation.rules import OfficeView, Standing
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.web.problems import words

# Words of a name that say what kind of group it is; the first that fits decides.
_KINDS = (
    ("truyen thong", GroupKind.COMMUNICATION_TEAM),
    ("dia chi", GroupKind.TRUSTED_ADDRESS),
    ("thu linh", GroupKind.LEADERS_CLUB),
    ("tiet kiem", GroupKind.SAVINGS_GROUP),
    ("vay von", GroupKind.SAVINGS_GROUP),
    ("sinh ke", GroupKind.LIVELIHOOD_GROUP),
    ("hop tac", GroupKind.LIVELIHOOD_GROUP),
    ("htx", GroupKind.LIVELIHOOD_GROUP),
)


@dataclass(frozen=True)
class Asked:
    """What holds for a whole list.

    Attributes:
        on: the day of the list.
        kind: of a group whose name does not say it.
        host: the office in charge.
        source: what the groups' source says.
    """

    on: date
    kind: GroupKind
    host: OfficeView
    source: str


@dataclass(frozen=True)
class Line:
    """A row with what it would do.

    Attributes:
        new: the group in the words of the service; None when its place is not known.
        unit: its place.
        is_known: whether there is a group of that name and place.
        note: what the reader should look at.
    """

    read: ReadGroup
    new: NewGroup | None
    unit: UnitView | None
    is_known: bool
    note: str = ""


@dataclass(frozen=True)
class Preview:
    """A list with what it would do; it can be imported when nothing is wrong with it."""

    lines: Sequence[Line]
    problems: Sequence[str]

    @property
    def groups(self) -> list[NewGroup]:
        """The groups in the words of the service."""
        return [line.new for line in self.lines if line.new]

    @property
    def fresh(self) -> int:
        """How many are not there yet."""
        return sum(not line.is_known for line in self.lines)


def preview(by: Standing, text: str, asked: Asked) -> Preview:
    """Read a list as text and find the places of its groups.

    Raises:
        ListWithoutHeading: when no line names the columns of a list of groups.
    """
    found = reading.read_table(text)
    problems = [gettext(reading.SENTENCES[one.code]) % one.facts() for one in found.troubles]
    lines = []
    for read in found.groups:
        line, problem = _line(by, read, asked)
        lines.append(line)
        problems += [problem] if problem else []
    if not lines and not problems:
        problems.append(gettext("The list names no group."))
    return Preview(lines, problems)


def _line(by: Standing, read: ReadGroup, asked: Asked) -> tuple[Line, str]:
    """A row with its place, and why it cannot be entered."""
    at = gettext("Row %(row)d: %(message)s")
    try:
        unit, note = _place(read, asked.on)
    except (PlaceUnknown, PlaceAmbiguous, PlaceNotOnDate) as error:
        return Line(read, None, None, is_known=False), at % {"row": read.row, "message": words(error)}
    if not area_of(by).holds(unit.id):
        message = gettext("%(place)s lies outside the account's area.") % {"place": unit.name}
        return Line(read, None, unit, is_known=False), at % {"row": read.row, "message": message}
    new = _group(read, asked, unit.id, with_village=bool(note))
    known = community.named(unit.id, new.name)
    line = Line(read, new, unit, known is not None, note)
    problem = _problem(by, new, asked, known)
    return line, at % {"row": read.row, "message": words(problem)} if problem else ""


def _problem(by: Standing, new: NewGroup, asked: Asked, known: UUID | None) -> Invalid | None:
    """Why a row cannot be of the list's day: a new group founded later, or one that had stopped and is counted."""
    if known is None:
        if new.founded and asked.on < new.founded.first_day():
            return errors.NamedBeforeFounded(founded=new.founded, day=asked.on)
        return None
    lives = community.group(by, known).lives
    is_counted = new.members_counted is not None and not any(asked.on in life for life in lives)
    return errors.NotKeptUp(day=asked.on) if is_counted else None


def _place(read: ReadGroup, on: date) -> tuple[UnitView, str]:
    """The village, or the commune where the village is not entered yet, which is said."""
    if read.village and read.commune:
        try:
            return _unit(f"{read.village}, {read.commune}", on), ""
        except (PlaceUnknown, PlaceAmbiguous):
            commune = _unit(read.commune, on)
            note = gettext(
                "%(village)s is not entered yet: the group stands at the commune, with the village in its name."
            )
            return commune, note % {"village": read.village}
    return _unit(read.village or read.commune, on), ""


def _unit(text: str, on: date) -> UnitView:
    """The unit as it stood on the list's day, else of any time."""
    try:
        return geography.the_one(text, on)
    except (PlaceUnknown, PlaceNotOnDate):
        return geography.the_one(text)


def _group(read: ReadGroup, asked: Asked, unit_id: int, *, with_village: bool) -> NewGroup:
    name = read.name
    if with_village and search_key(read.village) not in search_key(name):
        name = f"{name} {read.village}"
    said = bare(read.name)
    is_consolidated = read.begun == "consolidated"
    founded = None if is_consolidated else read.launched or read.decided
    since = min(rules.last_day(founded), asked.on) if founded else reading.since(read, asked.on)
    return NewGroup(
        kind=next((kind for part, kind in _KINDS if part in said), asked.kind),
        name=name,
        unit_id=unit_id,
        host=asked.host,
        known_since=since,
        founded=founded,
        members_counted=read.total,
        source=f"{asked.source}, {read.row}" if asked.source else "",
        founding=Decision(read.decision_number, read.decided, read.issuer),
        women=read.women,
        minority=read.minority,
        is_consolidated=is_consolidated,
        counted_on=asked.on,
    )
