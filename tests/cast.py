"""A small cast in Hà Tĩnh: who is who in most tests. All of them are made up."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nepmoi.core.audit.rules import Door, DoorKind
from nepmoi.fieldwork.activities.models import HalfDay
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, roll
from nepmoi.kernel.dates import DayPart, PartialDate
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.services import official
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation import services as offices
from nepmoi.registry.organisation.rules import OfficeKind, OfficeView, Role, Standing
from nepmoi.registry.people import services as people
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.programme import services as programme
from tests.registry.geography.country import part

CONSOLE = organisation.console("tests")
DOOR = Door(DoorKind.COMMAND, "tests")
MORNING = (date(2024, 10, 22), DayPart.MORNING)
AFTERNOON = (date(2024, 10, 22), DayPart.AFTERNOON)


@dataclass(frozen=True)
class Cast:
    """Offices by name, and who stands there.

    Attributes:
        officer: of the province.
        chair: of xã Phúc Trạch, which took over Hương Liên on 1 July 2025.
        collaborator: of the same commune.
        inspector: of the province, read only.
        learner: of Phúc Trạch, without a person.
        neighbour: of xã Hương Xuân.
    """

    province: OfficeView
    district: OfficeView
    phuc_trach: OfficeView
    huong_xuan: OfficeView
    officer: Standing
    chair: Standing
    collaborator: Standing
    inspector: Standing
    learner: Standing
    neighbour: Standing

    def everyone(self) -> list[Standing]:
        return [self.officer, self.chair, self.collaborator, self.inspector, self.learner, self.neighbour]


def unit(text: str, on: date | None = None) -> int:
    return places.the_one(text, on=on).id


def assemble() -> Cast:
    """Places of Hà Tĩnh, the programme, four offices, six accounts."""
    official.load_units(by=CONSOLE.actor, door=DOOR, timeline=part(["42"]))
    people.load_ethnic_groups(by=CONSOLE, door=DOOR)
    programme.load_package(by=CONSOLE, door=DOOR)
    day = date(2025, 7, 1)
    province = _office("Hội LHPN tỉnh Hà Tĩnh", unit("tỉnh Hà Tĩnh"))
    district = _office("Hội LHPN huyện Hương Khê", unit("huyện Hương Khê"), until=date(2025, 6, 30))
    phuc_trach = _office("Hội LHPN xã Phúc Trạch", unit("xã Phúc Trạch", day), since=day)
    huong_xuan = _office("Hội LHPN xã Hương Xuân", unit("xã Hương Xuân", day), since=day)
    return Cast(
        province=province,
        district=district,
        phuc_trach=phuc_trach,
        huong_xuan=huong_xuan,
        officer=_account("officer", province, Role.OFFICER),
        chair=_account("chair", phuc_trach, Role.OFFICER),
        collaborator=_account("collaborator", phuc_trach, Role.COLLABORATOR),
        inspector=_account("inspector", province, Role.INSPECTOR),
        learner=_account("learner", phuc_trach, Role.LEARNER),
        neighbour=_account("neighbour", huong_xuan, Role.OFFICER),
    )


def _office(name: str, unit_id: int, *, since: date | None = None, until: date | None = None) -> OfficeView:
    return offices.open_office(
        by=CONSOLE,
        door=DOOR,
        name=name,
        short_name=name,
        kind=OfficeKind.UNION,
        unit_id=unit_id,
        valid_from=since,
        valid_to=until,
    )


PASSWORD = "một mật khẩu chỉ để thử"  # noqa: S105 - it opens nothing outside the tests


def _account(username: str, office: OfficeView, role: Role) -> Standing:
    account_id = offices.open_account(
        by=CONSOLE,
        door=DOOR,
        username=username,
        full_name=f"{username} (mẫu)",
        password=PASSWORD,
        office=office,
        role=role,
        valid_from=date(2022, 1, 1),
    )
    standing = organisation.standing(account_id)
    assert standing is not None
    return standing


def plan(cast: Cast, **changes: object) -> life.Plan:
    """A course of one day in Hương Khê."""
    facts: dict[str, object] = {
        "kind": "training",
        "name": "Lớp thử",
        "first_day": date(2024, 10, 22),
        "last_day": date(2024, 10, 22),
        "venue": "Hội trường",
        "venue_unit_id": unit("huyện Hương Khê"),
        "host": cast.province,
        "contents": ("nd4",),
        "half_days": (MORNING, AFTERNOON),
    }
    return life.Plan(**(facts | changes))  # type: ignore[arg-type]


def person(name: str, year: int | None = 1980, sex: Sex | None = Sex.FEMALE, ethnic: str | None = "01") -> int:
    birth = PartialDate(year) if year else None
    [made] = people.register(by=CONSOLE, door=DOOR, people=[people.NewPerson(name, sex, birth, ethnic)])
    return made


def course(cast: Cast, people_in: dict[str, str], **changes: object) -> UUID:
    """A planned course with people by name and unit."""
    uid = life.plan(by=cast.officer, door=DOOR, plan=plan(cast, **changes))
    enrolments = [
        roll.Enrolment(person(name), name, "Chi hội trưởng", unit(place, date(2024, 10, 22)), place, "01")
        for name, place in people_in.items()
    ]
    roll.enrol(by=cast.officer, door=DOOR, activity=uid, enrolments=enrolments)
    return uid


def held(by: Standing, uid: UUID) -> None:
    """Everybody on the list was there all the time, and the result is confirmed."""
    everyone = [line.uid for line in activities.roster(CONSOLE, activities.activity(CONSOLE, uid).id)]
    for slot in HalfDay.objects.filter(activity__uid=uid, dropped=False):
        marks = dict.fromkeys(everyone, Mark.PRESENT)
        roll.record_attendance(by=by, door=DOOR, activity=uid, half_day=slot.uid, marks=marks)
    life.mark_held(by=by, door=DOOR, activity=uid)
    life.confirm(by=by, door=DOOR, activity=uid)
