"""The result of one course, put together from its records and figures."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from nepmoi.core.files.selectors import is_sample
from nepmoi.fieldwork.activities.rules import Mark, Status
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.selectors.activities import ActivityView, HalfDayView, PictureOf
from nepmoi.fieldwork.training import selectors as training
from nepmoi.kernel import clock
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.organisation.rules import Standing
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.reporting.assemble import tables, taught, wording
from nepmoi.reporting.assemble.addresses import Addresses
from nepmoi.reporting.assemble.counting import PAPERS_LANGUAGE, Counting
from nepmoi.reporting.assemble.errors import NotACourse, ResultNotYet
from nepmoi.reporting.assemble.issuing import issuing
from nepmoi.reporting.assemble.ordering import in_official_order
from nepmoi.reporting.document.course_result import Course, CourseResult, Learner
from nepmoi.reporting.document.parts import Figure, Photograph, Section, Text

_KIND: Final = "training"
_DAYS: Final = "training_days"
_TOTALS: Final = (
    "people_trained",
    "women_trained",
    "ethnic_minority_trained",
    "training_participations",
    "half_day_presences",
)


def has_result(activity: ActivityView) -> bool:
    """Whether there is a paper of this activity: it is a course, and it was held."""
    return activity.kind.code == _KIND and activity.status in {Status.HELD, Status.CONFIRMED}


def gather(*, viewer: Standing, activity: UUID, site: str) -> CourseResult:
    """All that the paper of a course says to one reader.

    Args:
        viewer: the reader; people only when she may see persons, figures of her area.
        activity: the course.
        site: where the pages are, such as ``https://hoi.example``; every figure links to its list there.

    Raises:
        ActivityUnknown: when there is no such activity in her sight.
        NotACourse: when it is something else than a course.
        ResultNotYet: when it was not held.
    """
    course = activities.activity(viewer, activity)
    if course.kind.code != _KIND:
        raise NotACourse(name=course.name)
    if not has_result(course):
        raise ResultNotYet(name=course.name)
    lines = tuple(activities.roster(viewer, course.id))
    counting = Counting(viewer, course, lines, Addresses(site.rstrip("/")))
    slots = activities.half_days(course.id)
    half_days = Figure(len(slots) or None, wording.HALF_DAYS_UNIT, counting.addresses.activity(course.uid), "half_days")
    involved = activities.offices_of(course.id)
    formal = issuing(course.host, involved, course.last_day, clock.today())
    pictures = activities.pictures([course.id])
    return CourseResult(
        issuer=formal.issuer,
        number="",
        symbol=formal.symbol,
        place=formal.place,
        issued=None,
        title=wording.title(course.name),
        bases=(wording.BASIS_LEFT_OPEN,),
        course=_facts(course, half_days, tuple(other.office.name for other in involved)),
        sections=(
            _results(counting, slots, half_days, pictures),
            Section(wording.ASSESSMENT, tuple((line,) for line in wording.LEFT_OPEN)),
        ),
        learners=tuple(_learners(counting)),
        photographs=tuple(_photographs(counting, slots, pictures)),
        recipients=formal.recipients,
        signatory=formal.signatory,
        sample=is_sample(),
    )


def _facts(course: ActivityView, half_days: Figure, partners: tuple[str, ...]) -> Course:
    sessions = training.timetable(course.id)
    topics = [session.topic or session.title for session in sessions if session.topic]
    served = [wording.content(content.number, content.in_language(PAPERS_LANGUAGE)) for content in course.contents]
    return Course(
        name=course.name,
        first_day=course.first_day,
        last_day=course.last_day,
        half_days=half_days,
        venue=course.venue,
        place=places.path_label(course.venue_unit_id, course.last_day),
        host=course.host.name,
        partners=partners,
        opened_by=course.opened_by,
        contents=tuple(served),
        topics=tuple(dict.fromkeys(topics)),
        trainers=tuple(_trainer(trainer) for trainer in training.trainers(course.id)),
        source=course.source,
    )


def _trainer(trainer: training.TrainerView) -> str:
    return f"{trainer.name} ({trainer.organisation})" if trainer.organisation else trainer.name


def _results(counting: Counting, slots: list[HalfDayView], half_days: Figure, pictures: Iterable[PictureOf]) -> Section:
    # The days belong to the place where the course was held, which a guest's area does not hold.
    codes = (_DAYS, *_TOTALS) if counting.of_whole_course else _TOTALS
    totals = {code: counting.total(code) for code in codes}
    found = [tables.in_all(counting, totals.values(), half_days)]
    if counting.confirmed:
        found.append(tables.by_sex_and_group(counting))
        # By the venue all would stand in one commune: where they came from is then in the list alone.
        found += [] if counting.counts_guests else [tables.by_unit(counting)]
    if slots:
        found.append(tables.by_half_day(counting, slots))
    found += taught.tables(counting.activity.id, slots)
    return Section(wording.RESULTS, tuple(_said(counting, totals, half_days, pictures)), tuple(found))


def _said(
    counting: Counting, totals: dict[str, Figure], half_days: Figure, pictures: Iterable[PictureOf]
) -> Iterable[Text]:
    course, area = counting.activity, counting.viewer.area_unit_id
    if not counting.confirmed:
        yield (wording.NOT_CONFIRMED,)
    elif course.confirmed_on is not None:
        yield (wording.confirmed(course.confirmed_on),)
    if not counting.of_whole_course and area is not None:
        yield (wording.own_people_only(places.path_label(area)),)
    yield (
        "Số người dự lớp, mỗi người tính một lần: ",
        totals["people_trained"],
        ", trong đó nữ: ",
        totals["women_trained"],
        ", dân tộc thiểu số: ",
        totals["ethnic_minority_trained"],
        ". Cộng ",
        half_days,
        " buổi có ",
        totals["half_day_presences"],
        " lượt có mặt.",
    )
    left_out = sum(not picture.photograph.public for picture in pictures)
    if left_out:
        yield (wording.pictures_left_out(left_out),)


def _learners(counting: Counting) -> Iterable[Learner]:
    area = area_of(counting.viewer)
    units = places.by_ids(line.unit_id for line in counting.lines)
    for order, line in enumerate(in_official_order(counting.lines, counting.activity.last_day), 1):
        written = units[line.unit_id].name if line.unit_id in units else ""
        own = area.holds(line.unit_id)
        person, course = line.person, counting.activity
        link = counting.addresses.person(person.uid) if own else counting.addresses.activity(course.uid)
        present = sum(mark is Mark.PRESENT for mark in line.marks.values()) if line.marks else None
        yield Learner(
            order=order,
            name=line.name_as_written,
            birth=str(person.birth or ""),
            sex=wording.SEX[person.sex] if person.sex else "",
            ethnic_group=line.ethnic_name_then or "",
            title=line.title,
            unit=line.unit_as_written or written,
            half_days_present=Figure(present, wording.HALF_DAYS_UNIT, link, f"learner_{order}"),
        )


def _photographs(counting: Counting, slots: list[HalfDayView], pictures: Iterable[PictureOf]) -> Iterable[Photograph]:
    """Those with a recorded ground: a paper leaves the house."""
    halves = {slot.id: wording.half_day(slot.day, slot.part) for slot in slots}
    for picture in pictures:
        photograph = picture.photograph
        if not photograph.public:
            continue
        day = f"ngày {photograph.taken_on:%d/%m/%Y}" if photograph.taken_on else ""
        yield Photograph(
            picture=photograph.shown.path.read_bytes(),
            caption=photograph.caption,
            when=halves.get(picture.half_day_id or 0, day),
            link=counting.addresses.photograph(photograph.uid),
        )
