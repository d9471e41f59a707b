"""The result of one course as an official paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nepmoi.reporting.document import naming
from nepmoi.reporting.document.parts import Figure, Issuer, Photograph, Section, Signatory


@dataclass(frozen=True)
class Course:
    """The facts of a course, as words; what is not known is empty."""

    name: str
    first_day: date
    last_day: date
    half_days: Figure
    venue: str
    place: str
    host: str
    partners: tuple[str, ...] = ()
    opened_by: str = ""
    contents: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    trainers: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Learner:
    """A line of the list, as written at the time; what is unknown is empty."""

    order: int
    name: str
    birth: str
    sex: str
    ethnic_group: str
    title: str
    unit: str
    half_days_present: Figure | None = None


@dataclass(frozen=True)
class CourseResult:
    """All that the paper says; how it looks is the template's.

    Attributes:
        issuer: the office lines at the top left.
        number: the running number; empty leaves a blank for the pen.
        symbol: what follows it, such as ``BC-BTV``.
        place: where it is issued, before the date.
        issued: its day; None leaves a blank for the pen.
        title: what follows the word ``BÁO CÁO``.
        bases: the legal bases, one line each, without a full stop.
        course: the facts of the course.
        sections: the body, after the facts of the course.
        learners: the list in the appendix; empty when the reader may not see persons.
        photographs: those that may be shown to this reader.
        recipients: the lines of ``Nơi nhận``.
        signatory: who signs.
        sample: whether its persons and figures are made up; the paper then says so on every page.
    """

    issuer: Issuer
    number: str
    symbol: str
    place: str
    issued: date | None
    title: str
    bases: tuple[str, ...]
    course: Course
    sections: tuple[Section, ...]
    learners: tuple[Learner, ...]
    photographs: tuple[Photograph, ...]
    recipients: tuple[str, ...]
    signatory: Signatory
    sample: bool

    @property
    def file_name(self) -> str:
        """The name to save it under: plain letters only, for any office's folders, with the course, its place, its day."""
        course = self.course
        return f"{naming.of_activity('ket-qua', course.name, course.place, course.first_day)}.docx"

    def figures(self) -> Iterator[Figure]:
        """Every figure that the paper holds, in reading order."""
        yield self.course.half_days
        for section in self.sections:
            yield from section.figures()
        for learner in self.learners:
            if learner.half_days_present is not None:
                yield learner.half_days_present
