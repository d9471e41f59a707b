"""What is asked to plan a course: the course, its half-days with their lines, who speaks, who helps.

Half-days are made from the two dates, so the page is sent twice by whoever has no script: once for the half-days, once to
save. A form that is sent for the half-days only keeps what was typed and checks nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Final

from django import forms
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext_lazy

from nepmoi.fieldwork.activities.rules import Part
from nepmoi.fieldwork.training.rules import SessionForm
from nepmoi.kernel.dates import DayPart
from nepmoi.kernel.text import search_key
from nepmoi.registry.organisation.rules import OfficeView
from nepmoi.registry.programme import selectors as programme
from nepmoi.web.activities.forms.hours import HourField
from nepmoi.web.forms import DayField, HouseForm, read_day
from nepmoi.web.places.picking import PlaceField

MOST_DAYS: Final = 31
MOST_LINES: Final = 30

# The usual one first: a line that was not on the page yet has it.
FORMS: Final[Mapping[SessionForm, object]] = {
    SessionForm.TALK: gettext_lazy("Talk"),
    SessionForm.OPENING: gettext_lazy("Opening"),
    SessionForm.GROUP_WORK: gettext_lazy("Group work"),
    SessionForm.EXPERIENCE: gettext_lazy("Experience"),
    SessionForm.TEST: gettext_lazy("Test"),
    SessionForm.CLOSING: gettext_lazy("Closing"),
}
PARTS: Final[Mapping[Part, object]] = {
    Part.ORGANISER: gettext_lazy("Organises as well"),
    Part.PARTNER: gettext_lazy("Helps"),
}


class Tentative(HouseForm):
    """A form that can be sent on the way: then it keeps what was typed and says nothing of it."""

    def __init__(self, *args: Any, checked: bool = True, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        self.checked = checked
        super().__init__(*args, **options)

    def full_clean(self) -> None:
        """Check what was sent, unless it is on the way."""
        if self.checked:
            super().full_clean()
            return
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}


class CourseForm(Tentative):
    """The activity itself."""

    kind = forms.TypedChoiceField(label=gettext_lazy("Kind of activity"), required=False, empty_value="")
    name = forms.CharField(label=gettext_lazy("Name of the activity"), max_length=300)
    first_day = DayField(label=gettext_lazy("First day"))
    last_day = DayField(label=gettext_lazy("Last day"))
    venue_unit = PlaceField(label=gettext_lazy("Place (commune, district or province)"), on_field="first_day")
    venue = forms.CharField(label=gettext_lazy("Hall or address"), max_length=200, required=False)
    contents = forms.MultipleChoiceField(
        label=gettext_lazy("Contents of Project 8 that it serves"), widget=forms.CheckboxSelectMultiple
    )
    opened_by = forms.CharField(label=gettext_lazy("opened by"), max_length=200, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why the confirmed result is corrected"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, is_new: bool = True, confirmed: bool = False, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        if not confirmed:
            del self.fields["reason"]
        language = get_language() or ""
        kinds = [(kind.code, kind.in_language(language)) for kind in programme.activity_kinds()]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a choice field
        if not is_new:
            # What an activity is stays: its list, its roll and its counts depend on it.
            del self.fields["kind"]
        self.fields["contents"].choices = [  # type: ignore[attr-defined]  # a choice field
            (content.code, f"{content.code.upper()} {content.in_language(language)}")
            for content in programme.contents()
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse an activity that ends before it begins, or lasts for months."""
        told: dict[str, Any] = self.cleaned_data
        first, last = told.get("first_day"), told.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", gettext("The last day lies before the first. Mend one of the two."))
        elif first and last and (last - first).days >= MOST_DAYS:
            words = gettext("An activity lasts %(days)s days at most here. Plan a longer one in several parts.")
            self.add_error("last_day", words % {"days": MOST_DAYS})
        return told

    def days(self) -> list[date]:
        """The days between the two dates as far as they can be read, whatever else is wrong."""
        first, last = (read_day(self.data.get(name, "")) for name in ("first_day", "last_day"))
        if not first or not last or not 0 <= (last - first).days < MOST_DAYS:
            return []
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]


class TopicLine(Tentative):
    """A line of the timetable; who speaks is asked by the page in its own way."""

    starts_at = HourField(label=gettext_lazy("At (hour)"), required=False)
    title = forms.CharField(label=gettext_lazy("What happens"), max_length=300, required=False)
    topic = forms.ChoiceField(label=pgettext_lazy("of a course", "Topic"), required=False)
    form = forms.TypedChoiceField(
        label=gettext_lazy("How"), required=False, coerce=SessionForm, empty_value=SessionForm.TALK
    )

    def __init__(self, *args: Any, topics: Sequence[programme.Named], **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        self.topics = topics
        language = get_language() or ""
        self.fields["topic"].choices = [("", "–"), *((topic.code, topic.in_language(language)) for topic in topics)]  # type: ignore[attr-defined]  # a choice field
        self.fields["form"].choices = [(form.value, words) for form, words in FORMS.items()]  # type: ignore[attr-defined]  # as above
        self.fields["form"].initial = SessionForm.TALK.value

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said; the way of learning alone says nothing."""
        return not any(str(self.data.get(self.add_prefix(name), "")).strip() for name in ("title", "topic", "trainer"))

    def clean(self) -> dict[str, Any]:
        """A line that names a topic only is called as the topic, and one that is called as a topic is of that topic.

        What is kept is the topic's own name, whatever the language of the page: colleagues and the paper read it.
        """
        told: dict[str, Any] = self.cleaned_data
        if self.is_empty or "topic" in self.errors:
            return told
        if not told.get("title"):
            told["title"] = next((topic.name for topic in self.topics if topic.code == told.get("topic")), "")
            if not told["title"]:
                self.add_error("title", gettext("Say what happens, or choose a topic."))
        elif not told.get("topic"):
            key = search_key(told["title"])
            for topic in self.topics:
                if key in {search_key(topic.name), search_key(topic.name_en)}:
                    told["title"], told["topic"] = topic.name, topic.code
        return told


class LineForm(TopicLine):
    """A line of the timetable on the page of the plan, where trainers stand below in numbered rows."""

    trainer = forms.TypedChoiceField(label=gettext_lazy("Trainer"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, trainers: int, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        speakers = [(str(n), gettext("trainer %(number)s") % {"number": n}) for n in range(1, trainers + 1)]
        self.fields["trainer"].choices = [("", "–"), *speakers]  # type: ignore[attr-defined]  # a choice field


class TrainerForm(Tentative):
    """Who speaks."""

    name = forms.CharField(label=gettext_lazy("Full name"), max_length=120, required=False)
    organisation = forms.CharField(label=gettext_lazy("From where"), max_length=200, required=False)


class PartnerForm(Tentative):
    """An office that organises with the host, or helps."""

    office = forms.TypedChoiceField(label=gettext_lazy("Office"), required=False, coerce=int, empty_value=None)
    part = forms.TypedChoiceField(label=gettext_lazy("Its part"), required=False, coerce=Part, empty_value=Part.PARTNER)
    task = forms.CharField(label=gettext_lazy("What it does"), max_length=200, required=False)

    def __init__(self, *args: Any, offices: Sequence[OfficeView], **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        self.fields["office"].choices = [("", "–"), *((office.id, office.name) for office in offices)]  # type: ignore[attr-defined]  # a choice field
        self.fields["part"].choices = [(part.value, words) for part, words in PARTS.items()]  # type: ignore[attr-defined]  # as above
        self.fields["part"].initial = Part.PARTNER.value


@dataclass(frozen=True)
class Slot:
    """A half-day that the course may have.

    Attributes:
        chosen: whether it has it.
        lines: its lines of the timetable, empty ones after those filled.
    """

    day: date
    part: DayPart
    chosen: bool
    lines: Sequence[LineForm]

    @property
    def value(self) -> str:
        """As the checkbox sends it."""
        return slot_value(self.day, self.part)


def slot_value(day: date, part: DayPart) -> str:
    """A half-day as a checkbox sends it."""
    return f"{day.isoformat()}-{part.value}"


def slots_of(days: Sequence[date]) -> Iterator[tuple[date, DayPart]]:
    """The half-days of days, in time."""
    for day in days:
        for part in DayPart:
            yield day, part


_OF_A_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(-(?:morning|afternoon).*)")


def moved_along(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was sent, with the half-days and their lines on their new days when the whole course moved.

    The page says for which days it showed them (``was_first``, ``was_last``); a course that became longer or shorter has
    not moved as a whole, and each half-day stays on its date.
    """
    days = [read_day(data.get(name, "")) for name in ("was_first", "was_last", "first_day", "last_day")]
    if not isinstance(data, MultiValueDict) or None in days:
        return data
    was_first, was_last, first, last = (day or date.min for day in days)
    moved = first - was_first
    if not moved or last - was_last != moved:
        return data

    def on_its_new_day(text: str) -> str:
        found = _OF_A_DAY.fullmatch(text)
        day = read_day(found[1]) if found else None
        return f"{day + moved}{found[2]}" if found and day else text

    return MultiValueDict(
        {
            on_its_new_day(name): [on_its_new_day(value) for value in values]
            if name in {"shown", "half_days"}
            else values
            for name, values in data.lists()
        }
    )


def rows_sent(data: Mapping[str, Any], prefix: str, name: str) -> int:
    """How many rows of a kind were sent."""
    return next((n for n in range(MOST_LINES) if f"{prefix}-{n}-{name}" not in data), MOST_LINES)


def rows_filled(data: Mapping[str, Any], prefix: str, names: Sequence[str]) -> int:
    """How many rows to keep: up to the last one in which something was typed."""
    sent = rows_sent(data, prefix, names[0])
    filled = [n for n in range(sent) if any(str(data.get(f"{prefix}-{n}-{name}", "")).strip() for name in names)]
    return max(filled) + 1 if filled else 0


def starts_at(line: TopicLine) -> time | None:
    """When a line begins."""
    found: time | None = line.cleaned_data.get("starts_at")
    return found
