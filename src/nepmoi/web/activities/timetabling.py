"""The page on which a course's timetable is entered, as one thing: its lines by half-day, and who speaks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.forms import BoundField
from django.utils.translation import gettext

from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.selectors.activities import ActivityView, HalfDayView
from nepmoi.fieldwork.training import selectors as training
from nepmoi.fieldwork.training.services import SessionLine, TrainerLine
from nepmoi.kernel import text
from nepmoi.registry.programme import selectors as programme
from nepmoi.web.activities.forms.plan import MOST_LINES, TrainerForm, rows_filled, slot_value, starts_at
from nepmoi.web.activities.forms.timetable import TimetableLine
from nepmoi.web.mending import WhyForm

# How many lines a half-day has at least; one more than those filled is always empty.
LEAST: Final = 2


@dataclass(frozen=True)
class Half:
    """A half-day of the course with its lines, empty ones after those filled."""

    view: HalfDayView
    lines: Sequence[TimetableLine]


class Timetabling:
    """All that is asked for a timetable.

    Args:
        course: whose timetable it is.
        data: what was sent; None for the page as it opens.
        final: whether it was sent to be saved, and not only for more lines.
    """

    def __init__(self, course: ActivityView, data: Mapping[str, Any] | None = None, *, final: bool = False) -> None:
        self.final = final
        slots = selectors.half_days(course.id)
        now = training.timetable(course.id)
        sent = dict(_as_sent(course.id, slots, now)) if data is None else data
        self.topics = programme.topics()
        self.halves = [Half(slot, self._lines(slot, sent)) for slot in slots]
        self.trainers = [
            TrainerForm(sent, checked=final, prefix=f"trainer-{n}")
            for n in range(min(rows_filled(sent, "trainer", ["name", "organisation"]) + 1, MOST_LINES))
        ]
        typed = None if data is None else {"reason": data.get("reason", "")}
        self.why = WhyForm(data if final else None, initial=typed) if course.confirmed_on and now else None

    def _lines(self, slot: HalfDayView, sent: Mapping[str, Any]) -> list[TimetableLine]:
        prefix = slot_value(slot.day, slot.part)
        filled = rows_filled(sent, prefix, ["title", "topic", "trainer"])
        return [
            TimetableLine(sent, checked=self.final, prefix=f"{prefix}-{n}", topics=self.topics)
            for n in range(min(max(filled + 1, LEAST), MOST_LINES))
        ]

    @property
    def speakers(self) -> list[str]:
        """The names that are proposed for a line."""
        typed = [str(form[name].value() or "") for form, name in self._named()]
        return list(dict.fromkeys(filter(None, map(text.clean, typed))))

    def _named(self) -> Iterator[tuple[Any, str]]:
        yield from ((form, "name") for form in self.trainers)
        yield from ((line, "trainer") for half in self.halves for line in half.lines)

    @property
    def row_errors(self) -> list[BoundField]:
        """The fields in which something is wrong, for the summary."""
        forms = [*(line for half in self.halves for line in half.lines), *self.trainers]
        return [field for form in forms if form.errors for field in form if field.errors]

    def is_valid(self) -> bool:
        """Whether it can be saved; every line is asked, so that all that is wrong is said at once."""
        forms = [*(line for half in self.halves for line in half.lines), *self.trainers]
        answers = [form.is_valid() for form in forms]
        return all([*answers, self.why is None or self.why.is_valid(), self._nobody_stands_twice()])

    def _nobody_stands_twice(self) -> bool:
        names: set[str] = set()
        for form in self.trainers:
            name = text.clean(form.cleaned_data.get("name", ""))
            if name and name in names:
                form.add_error("name", gettext("%(name)s stands here twice.") % {"name": name})
                return False
            names.add(name)
        return True

    def sessions(self) -> list[SessionLine]:
        """The timetable in the words of the service; only after ``is_valid``."""
        return [
            SessionLine(
                day=half.view.day,
                part=half.view.part,
                title=text.clean(line.cleaned_data["title"]),
                form=line.cleaned_data["form"],
                starts_at=starts_at(line),
                topic=line.cleaned_data["topic"] or None,
                trainer=text.clean(line.cleaned_data["trainer"]) or None,
            )
            for half in self.halves
            for line in half.lines
            if not line.is_empty
        ]

    def trainer_lines(self) -> list[TrainerLine]:
        """Who speaks: those of the rows, then those whom only a line names."""
        told = {
            name: text.clean(form.cleaned_data["organisation"])
            for form in self.trainers
            if (name := text.clean(form.cleaned_data["name"]))
        }
        for session in self.sessions():
            if session.trainer:
                told.setdefault(session.trainer, "")
        return [TrainerLine(name, organisation) for name, organisation in told.items()]

    @property
    def reason(self) -> str:
        """Why a timetable is changed that stood when the result was confirmed."""
        return self.why.cleaned_data.get("reason", "") if self.why else ""


def _as_sent(
    activity_id: int, slots: Sequence[HalfDayView], sessions: Sequence[training.SessionView]
) -> Iterator[tuple[str, str]]:
    """A timetable as its form would send it."""
    for n, speaker in enumerate(training.trainers(activity_id, sessions)):
        yield f"trainer-{n}-name", speaker.name
        yield f"trainer-{n}-organisation", speaker.organisation
    codes = {topic.name: topic.code for topic in programme.topics()}
    for slot in slots:
        for n, one in enumerate(session for session in sessions if session.half_day_id == slot.id):
            prefix = f"{slot_value(slot.day, slot.part)}-{n}"
            yield f"{prefix}-starts_at", f"{one.starts_at:%H:%M}" if one.starts_at else ""
            yield f"{prefix}-title", one.title
            yield f"{prefix}-topic", codes.get(one.topic or "", "")
            yield f"{prefix}-form", one.form.value
            yield f"{prefix}-trainer", one.trainer or ""
