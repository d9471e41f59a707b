"""The page on which a course is planned, as one thing: its forms, and what they say together."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.forms import BoundField
from django.utils.translation import gettext

from nepmoi.fieldwork.activities.errors import (
    ActivityNameMissing,
    DaysTurned,
    HalfDayMarked,
    HalfDayWithoutRoll,
    NotYetHeld,
    ReasonNeeded,
)
from nepmoi.fieldwork.activities.rules import Part
from nepmoi.fieldwork.activities.selectors.activities import ActivityView, offices_of
from nepmoi.fieldwork.activities.services.life import Plan
from nepmoi.fieldwork.training.errors import HalfDayTaught
from nepmoi.fieldwork.training.services import TRAINING, SessionLine, TrainerLine
from nepmoi.kernel import clock, text
from nepmoi.kernel.errors import NepmoiError
from nepmoi.registry.geography.errors import PlaceNotOnDate
from nepmoi.registry.organisation.errors import NoStanding
from nepmoi.registry.organisation.rules import OfficeView, Standing
from nepmoi.registry.organisation.selectors import offices
from nepmoi.registry.programme import selectors as programme
from nepmoi.registry.programme.rules import Need, Needs
from nepmoi.web.activities.forms.plan import (
    CourseForm,
    LineForm,
    PartnerForm,
    Slot,
    TrainerForm,
    moved_along,
    rows_filled,
    slot_value,
    slots_of,
    starts_at,
)
from nepmoi.web.problems import Way, words

# How many rows of a kind there are at least; one more than those filled is always empty.
LEAST: Final = 2

# Which field a service's refusal belongs to.
FIELDS: Final[Mapping[type[NepmoiError], str]] = {
    ActivityNameMissing: "name",
    DaysTurned: "last_day",
    NotYetHeld: "last_day",
    ReasonNeeded: "reason",
    PlaceNotOnDate: "venue_unit",
}


class Planning:
    """All that is asked to plan a course.

    Args:
        by: who plans; her office is the host of a new course.
        data: what was sent; None for an empty page.
        final: whether it was sent to be saved, and not only for its half-days.
        course: the one whose plan is mended; None for a new one.

    Raises:
        NoStanding: when the account has no office that could be the host.
    """

    def __init__(
        self,
        by: Standing,
        data: Mapping[str, Any] | None = None,
        *,
        final: bool = False,
        course: ActivityView | None = None,
    ) -> None:
        self.host = _host(by, course)
        self.kind = course.kind.code if course else str((data or {}).get("kind", "")) or TRAINING
        self.final = final
        self.data = data = moved_along(data) if data else data
        sent = data or {}
        self.course = CourseForm(
            data, checked=final, is_new=course is None, confirmed=bool(course and course.confirmed_on)
        )
        self.trainers = [
            TrainerForm(data, checked=final, prefix=f"trainer-{n}")
            for n in range(_rows(rows_filled(sent, "trainer", ["name", "organisation"])))
        ]
        # Offices that help already, or did when the page was opened, may have closed, or lie elsewhere.
        known = [one.office for one in offices_of(course.id, (False, True))] if course else []
        helpers = {office.id: office for office in (*offices(by, clock.today()), *known)}
        helpers.pop(self.host.id, None)
        self.partners = [
            PartnerForm(data, checked=final, prefix=f"partner-{n}", offices=list(helpers.values()))
            for n in range(_rows(rows_filled(sent, "partner", ["office", "task"])))
        ]
        self.slots = list(self._slots(sent))
        self.problem = ""
        self.ways: Sequence[Way] = ()

    def _slots(self, sent: Mapping[str, Any]) -> Iterator[Slot]:
        topics = programme.topics()
        shown, chosen = _list(sent, "shown"), _list(sent, "half_days")
        for day, part in slots_of(self.course.days() if sent else []):
            value = slot_value(day, part)
            lines = [
                LineForm(
                    self.data, checked=self.final, prefix=f"{value}-{n}", topics=topics, trainers=len(self.trainers)
                )
                for n in range(_rows(rows_filled(sent, value, ["title", "topic", "trainer"])))
            ]
            # A half-day that was not on the page yet is proposed.
            yield Slot(day, part, value in chosen or value not in shown, lines)

    @property
    def chosen(self) -> list[Slot]:
        """The half-days that the course has."""
        return [slot for slot in self.slots if slot.chosen]

    @property
    def row_errors(self) -> list[BoundField]:
        """The fields of rows in which something is wrong, for the summary."""
        forms = [*(line for slot in self.slots for line in slot.lines), *self.trainers, *self.partners]
        return [field for form in forms if form.errors for field in form if field.errors]

    def is_valid(self) -> bool:
        """Whether it can be saved; what stands in the way is said in the forms and in ``problem``."""
        forms = [self.course, *self.trainers, *self.partners, *(line for slot in self.slots for line in slot.lines)]
        # Every question is asked, so that all that is wrong is said at once.
        answers = [form.is_valid() for form in forms]
        answers += [self._half_days_are_chosen(), self._lines_fit(), self._nobody_stands_twice()]
        return all(answers)

    def _half_days_are_chosen(self) -> bool:
        shown = _list(self.data or {}, "shown")
        if not self.slots:
            return not self.course.is_valid()
        if any(slot.value not in shown for slot in self.slots):
            self.problem = gettext("The half-days follow from the dates. Look through them and save once more.")
        elif not self.chosen and self._needs_half_days():
            self.problem = gettext("Choose at least one half-day.")
        return not self.problem

    @property
    def needs(self) -> Needs:
        """What the result of its kind needs."""
        return next(kind.needs for kind in programme.activity_kinds() if kind.code == self.kind)

    def _needs_half_days(self) -> bool:
        """Whether its kind has a roll or a timetable, which belong to half-days."""
        return self.course.has_error("kind") or {self.needs.roll, self.needs.timetable} != {Need.NONE}

    def _lines_fit(self) -> bool:
        """A line stands in a half-day that the course has, and its trainer has a name."""
        named = {n for n, form in enumerate(self.trainers, start=1) if _told(form, "name")}
        fine = True
        for slot in self.slots:
            for line in slot.lines:
                if line.is_empty:
                    continue
                if not slot.chosen:
                    line.add_error("title", gettext("This half-day is not chosen. Choose it, or empty the line."))
                    fine = False
                speaker = line.cleaned_data.get("trainer")
                if speaker is not None and speaker not in named:
                    line.add_error("trainer", gettext("This trainer has no name yet. Enter it below."))
                    fine = False
        return fine

    def _nobody_stands_twice(self) -> bool:
        fine = True
        names, helpers = set(), set()
        for form in self.trainers:
            name = _told(form, "name")
            if name and name in names:
                form.add_error("name", gettext("%(name)s stands here twice.") % {"name": name})
                fine = False
            names.add(name)
        for partner in self.partners:
            office = partner.cleaned_data.get("office")
            if office and office in helpers:
                partner.add_error("office", gettext("This office stands here twice."))
                fine = False
            helpers.add(office)
        return fine

    def refused(self, error: NepmoiError) -> None:
        """Write a service's refusal beside the field that it is about."""
        if isinstance(error, HalfDayMarked | HalfDayTaught | HalfDayWithoutRoll):
            self.problem = words(error)
            return
        name = next((field for kind, field in FIELDS.items() if isinstance(error, kind)), None)
        self.course.add_error(name, words(error))

    def plan(self) -> Plan:
        """What the course form says, in the words of the service; only after ``is_valid``."""
        told = self.course.cleaned_data
        return Plan(
            kind=self.kind,
            name=told["name"],
            first_day=told["first_day"],
            last_day=told["last_day"],
            venue=text.clean(told["venue"]),
            venue_unit_id=told["venue_unit"].id,
            host=self.host,
            contents=tuple(told["contents"]),
            half_days=tuple((slot.day, slot.part) for slot in self.chosen),
            partners=dict(self._partners()),
            opened_by=text.clean(told["opened_by"]),
        )

    def _partners(self) -> Iterator[tuple[int, tuple[Part, str]]]:
        for form in self.partners:
            if office := form.cleaned_data.get("office"):
                yield office, (form.cleaned_data["part"], text.clean(form.cleaned_data["task"]))

    def partner_names(self) -> list[str]:
        """The offices that organise as well or help, in words."""
        return [
            str(dict(form.fields["office"].choices)[office])  # type: ignore[attr-defined]  # a choice field
            for form in self.partners
            if (office := form.cleaned_data.get("office"))
        ]

    def speakers(self) -> list[TrainerLine]:
        """Who speaks."""
        return [
            TrainerLine(name, text.clean(form.cleaned_data["organisation"]))
            for form in self.trainers
            if (name := _told(form, "name"))
        ]

    def sessions(self) -> list[SessionLine]:
        """The timetable."""
        names = {n: _told(form, "name") for n, form in enumerate(self.trainers, start=1)}
        return [
            SessionLine(
                day=slot.day,
                part=slot.part,
                title=text.clean(line.cleaned_data["title"]),
                form=line.cleaned_data["form"],
                starts_at=starts_at(line),
                topic=line.cleaned_data["topic"] or None,
                trainer=names.get(line.cleaned_data["trainer"]),
            )
            for slot in self.chosen
            for line in slot.lines
            if not line.is_empty
        ]


def _host(by: Standing, course: ActivityView | None) -> OfficeView:
    if course is not None:
        return course.host
    if by.office is None:
        raise NoStanding
    return by.office


def _rows(filled: int) -> int:
    return max(filled + 1, LEAST)


def _told(form: TrainerForm, name: str) -> str:
    return text.clean(form.cleaned_data.get(name, ""))


def _list(sent: Mapping[str, Any], name: str) -> Sequence[str]:
    """All values of one name; a request's own values hold several."""
    getlist = getattr(sent, "getlist", None)
    return getlist(name) if getlist else []
