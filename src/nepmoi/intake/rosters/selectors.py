"""A list as it came, read again and held against what is known: what an import would do, before anything is written."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from nepmoi.core.files.selectors import view as file_view
from nepmoi.fieldwork.activities import selectors as activities
from nepmoi.intake.rosters.errors import ReceivedListUnknown
from nepmoi.intake.rosters.models import ImportedRow, ReceivedList
from nepmoi.intake.rosters.rules import reading as rules
from nepmoi.intake.rosters.rules.people import Problem, Reading, ReadPerson
from nepmoi.kernel import clock
from nepmoi.kernel.errors import gettext_noop
from nepmoi.kernel.text import name_key, search_key
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.errors import PlaceAmbiguous, PlaceUnknown
from nepmoi.registry.geography.rules.atlas import Atlas
from nepmoi.registry.geography.rules.gazetteer import Gazetteer, Where
from nepmoi.registry.geography.rules.levels import Level, UnitView
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.people.selectors import persons as people

SEX = {"Nam": Sex.MALE, "Nữ": Sex.FEMALE}


@dataclass(frozen=True)
class Whereabouts:
    """What the words for a unit mean on the activity's first day.

    Attributes:
        named: the unit that they name, perhaps one that had become another by then; None is to be settled.
        counted: the unit of the day that surely holds it: itself, what it became, or else the office's own area.
    """

    named: UnitView | None
    counted: UnitView | None


@dataclass(frozen=True)
class Line:
    """A row of the list and what an import makes of it.

    Attributes:
        read: as the office meant it.
        where: the unit that its words name, and the one of the day that surely holds it.
        ethnic_code: of the official list.
        known: the one known person whom name, birth year, sex and unit fit; None makes a new person.
        listed: she is in the activity's list already, so that the row changes nothing.
    """

    read: ReadPerson
    where: Whereabouts
    ethnic_code: str | None
    known: people.PersonView | None
    listed: bool

    @property
    def unit(self) -> UnitView | None:
        """The unit of the day that she is counted in; None when the list names none."""
        return self.where.counted

    @property
    def sex(self) -> Sex | None:
        """In the register's words."""
        return SEX.get(self.read.sex or "")


@dataclass(frozen=True)
class Preview:
    """What an import of a list would do, or did.

    Attributes:
        written: how many of its rows are in the activity's list because of it.
    """

    uid: UUID
    filename: str
    received_at: datetime
    imported_at: datetime | None
    activity: activities.ActivityView
    reading: Reading
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    written: int

    @property
    def new(self) -> int:
        """How many persons the register does not know yet."""
        return sum(line.known is None and not line.listed for line in self.lines)

    @property
    def linked(self) -> int:
        """How many are linked to a known person."""
        return sum(line.known is not None and not line.listed for line in self.lines)

    @property
    def listed(self) -> int:
        """How many are in the activity's list already."""
        return sum(line.listed for line in self.lines)


def preview(by: Standing, uid: UUID) -> Preview:
    """Read a received list again and say what its import would do.

    Raises:
        ReceivedListUnknown: when there is none.
        ActivityUnknown: when its activity is not in the asker's sight.
        RoleMayNot, OutsideArea: when the activity is not hers; who only has guests in it may not read the whole list.
    """
    row = ReceivedList.objects.select_related("file", "activity").filter(uid=uid).first()
    if row is None:
        raise ReceivedListUnknown
    activity = activities.activity(by, row.activity.uid)
    require(by, Action.SEE_PEOPLE, activity.venue_unit_id, activity.host.unit_id)
    # Everybody on the list was born by then.
    reading = rules.read(_bytes(row), row.filename, on=min(clock.today(), activity.last_day))
    units = _units(reading.people, activity)
    problems = [
        *reading.problems,
        *_unsettled(reading.people, units),
        *_become(reading.people, units),
        *_foreign_half_days(reading, activity),
    ]
    return Preview(
        uid=row.uid,
        filename=row.filename,
        received_at=row.received_at,
        imported_at=row.imported_at,
        activity=activity,
        reading=reading,
        lines=tuple(_lines(by, activity, reading.people, units)),
        problems=tuple(problems),
        written=ImportedRow.objects.filter(received_list=row).count(),
    )


def _bytes(row: ReceivedList) -> bytes:
    return Path(file_view(row.file).path).read_bytes()


def _units(read: Sequence[ReadPerson], activity: activities.ActivityView) -> Mapping[str, Whereabouts]:
    """What each written unit means on the activity's first day: looked for in the venue's unit first, else in the host's.

    Words that name no unit are counted in the lowest place that is sure, which is the area of the office whose list it is.
    """
    within = [activity.venue_unit_id]
    if activity.host.unit_id is not None:
        within.append(activity.host.unit_id)
    book = places.gazetteer()
    day = activity.first_day
    office = book.unit(activity.host.unit_id) if activity.host.unit_id is not None else None
    found = {}
    for words in {row.unit for row in read if row.unit}:
        named = _named(book, words, day, within)
        found[words] = Whereabouts(named, _standing(book, named, day) if named else office)
    return found


def _named(book: Gazetteer, words: str, on: date, within: Sequence[int]) -> UnitView | None:
    for place in within:
        try:
            return book.the_one(words, Where(on, within=place))
        except (PlaceUnknown, PlaceAmbiguous):
            continue
    return None


def _standing(book: Gazetteer, unit: UnitView, on: date) -> UnitView | None:
    """The unit itself where it stood on the day, else the lowest place of that day that surely holds all of it."""
    if unit.stands_on(on):
        return unit
    for level in reversed(Level):
        place = book.atlas.place(unit.id, on, level)
        if place is not None:
            return book.unit(place)
    return None


def _unsettled(read: Iterable[ReadPerson], units: Mapping[str, Whereabouts]) -> list[Problem]:
    """Rows whose words name no unit: counted in the office's area until somebody says more."""
    return [
        _question(row, "unit-to-be-settled", UNIT_TO_BE_SETTLED, {})
        for row in read
        if row.unit and units[row.unit].named is None
    ]


def _become(read: Iterable[ReadPerson], units: Mapping[str, Whereabouts]) -> list[Problem]:
    """Former units, each once: the rows count in what they became."""
    told: dict[str, Problem] = {}
    for row in read:
        where = units[row.unit] if row.unit else None
        if row.unit and where and where.named and where.counted and where.named != where.counted:
            told.setdefault(
                row.unit, _question(row, "unit-became-another", UNIT_BECAME_ANOTHER, {"now": where.counted.name})
            )
    return list(told.values())


def _question(row: ReadPerson, code: str, message_id: str, more: dict[str, object]) -> Problem:
    facts = {"row": row.row, "heading": "", "value": row.unit} | more
    return Problem(row.sheet, row.row, "", code, message_id, facts, value=row.unit or "", is_question=True)


def _foreign_half_days(reading: Reading, activity: activities.ActivityView) -> list[Problem]:
    """Columns of the roll for half-days that the activity does not have: their marks are not imported."""
    there = {(slot.day, slot.part) for slot in activities.half_days(activity.id)}
    return [
        Problem(
            sheet=column.sheet,
            row=0,
            column=column.column,
            code="half-day-not-in-activity",
            message_id=HALF_DAY_NOT_IN_ACTIVITY,
            facts={"row": 0, "heading": column.words, "value": column.label, "column": column.column},
            value=column.label,
        )
        for column in reading.half_days
        if (column.on, column.part) not in there
    ]


HALF_DAY_NOT_IN_ACTIVITY = gettext_noop(
    "The roll's column %(column)s (%(heading)s) is no half-day of this activity; its marks are not imported."
)
UNIT_TO_BE_SETTLED = gettext_noop(
    "Row %(row)s: no unit of this area is called %(value)s. The words are kept; she counts in the office's area until "
    "the unit is settled."
)
UNIT_BECAME_ANOTHER = gettext_noop("Row %(row)s: %(value)s lay in %(now)s by that day; its people count there.")


def _lines(
    by: Standing, activity: activities.ActivityView, read: Sequence[ReadPerson], units: Mapping[str, Whereabouts]
) -> list[Line]:
    atlas = places.atlas()
    known = people.known_by(name_key(row.name) for row in read)
    codes = {group.name: code for code, group in people.ethnic_groups().items()}
    roster = activities.roster(by, activity.id)
    inside = {line.person.id for line in roster}
    entered = _entered(roster, read)
    taken = {person.id for person in entered if person}
    lines = []
    for row, line in zip(read, entered, strict=True):
        where = units[row.unit] if row.unit else Whereabouts(None, None)
        person = line or _the_one(known.get(name_key(row.name), []), row, where.named, atlas)
        if person and not line and person.id in taken:
            person = None  # the list has another row that is hers
        lines.append(Line(row, where, codes.get(row.ethnic or ""), person, person is not None and person.id in inside))
    return _only_once(lines)


_Facts = tuple[str, int | None, Sex | None, str]


def _entered(
    roster: Iterable[activities.ParticipantView], read: Sequence[ReadPerson]
) -> list[people.PersonView | None]:
    """For each row the person whom a line of the activity's list names in the same words, each line once.

    So a list that is sent again changes nothing, whatever its rows leave open, and although namesakes are known by now.
    """
    waiting: dict[_Facts, list[people.PersonView]] = defaultdict(list)
    for line in roster:
        birth = line.person.birth
        words = search_key(line.unit_as_written)
        facts = (name_key(line.name_as_written), birth.year if birth else None, line.person.sex, words)
        waiting[facts].append(line.person)
    found: list[people.PersonView | None] = []
    for row in read:
        same = waiting[name_key(row.name), row.birth_year, SEX.get(row.sex or ""), search_key(row.unit or "")]
        found.append(same.pop(0) if same else None)
    return found


def _the_one(
    known: Sequence[people.Known], row: ReadPerson, unit: UnitView | None, atlas: Atlas
) -> people.PersonView | None:
    """The known person whom all four fit; two of them are none, for nobody is guessed."""
    if unit is None or row.birth_year is None or row.sex is None:
        return None
    fits = [
        one.person
        for one in known
        if one.person.sex is SEX[row.sex]
        and one.person.birth is not None
        and one.person.birth.year == row.birth_year
        and any(atlas.lies_in(unit.id, there) or atlas.lies_in(there, unit.id) for there in one.unit_ids)
    ]
    return fits[0] if len(fits) == 1 else None


def _only_once(lines: Sequence[Line]) -> list[Line]:
    """Two rows that fit the same person are both left unlinked: which of them she is, is for the office to say."""
    fitting = Counter(line.known.id for line in lines if line.known)
    return [
        Line(line.read, line.where, line.ethnic_code, None, listed=False)
        if line.known and fitting[line.known.id] > 1
        else line
        for line in lines
    ]


@dataclass(frozen=True)
class ListView:
    """A received list in a page of them."""

    uid: UUID
    filename: str
    received_at: datetime
    imported_at: datetime | None


def received(activity_id: int) -> list[ListView]:
    """The lists that came for an activity, the newest first."""
    rows = ReceivedList.objects.filter(activity=activity_id).order_by("-received_at", "-pk")
    return [ListView(row.uid, row.filename, row.received_at, row.imported_at) for row in rows]


@dataclass(frozen=True)
class Source:
    """Whereabouts in which list somebody was named."""

    list_uid: UUID
    filename: str
    sheet: str
    row: int


def sources(participation_ids: Iterable[int]) -> dict[int, list[Source]]:
    """The rows of received lists that named participations, by participation."""
    found: dict[int, list[Source]] = defaultdict(list)
    rows = ImportedRow.objects.filter(participation__in=set(participation_ids)).order_by("pk")
    for row in rows.select_related("received_list"):
        source = Source(row.received_list.uid, row.received_list.filename, row.sheet, row.row)
        found[row.participation_id].append(source)
    return dict(found)


def list_of_imports(list_uids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of received lists' files, for saying which list a write came from."""
    return dict(ReceivedList.objects.filter(uid__in=set(list_uids)).values_list("uid", "filename"))
