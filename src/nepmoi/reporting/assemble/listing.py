"""What the lists of an activity share: who asks, the lines that she sees, and what stands above and below them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from nepmoi.core.files.selectors import is_sample
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.selectors.activities import ActivityView, ParticipantView
from nepmoi.kernel import clock
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.organisation.rules import Standing
from nepmoi.registry.programme.rules import Who
from nepmoi.reporting.assemble import wording
from nepmoi.reporting.assemble.addresses import Addresses
from nepmoi.reporting.assemble.counting import PAPERS_LANGUAGE
from nepmoi.reporting.document import naming
from nepmoi.reporting.document.sheets import Column, Fact, Kind, Sheet, TakenList

NUMBER: Final = Column("TT", 6, Kind.NUMBER)
NAME: Final = Column("Họ và tên", 28)
UNIT: Final = Column("Đơn vị", 30)


@dataclass(frozen=True)
class Listing:
    """An activity's list for one reader.

    Attributes:
        viewer: the reader.
        activity: in her sight.
        lines: of its list, in the office's order: all for whose area it was held in, else her own people.
        site: where the pages are; empty where there are none.
    """

    viewer: Standing
    activity: ActivityView
    lines: tuple[ParticipantView, ...]
    site: str

    @property
    def title(self) -> str:
        """Of whom it is a list."""
        return "DANH SÁCH HỌC VIÊN" if self.activity.kind.needs.who is Who.LIST else "DANH SÁCH NGƯỜI THAM GIA"

    def facts(self) -> Iterator[Fact]:
        """What stands above it. No label is one by which an office's own lists name the unit of all their people."""
        activity = self.activity
        link = Addresses(self.site.rstrip("/")).activity(activity.uid) if self.site else ""
        yield Fact("Hoạt động", activity.name)
        yield Fact("Thời gian", _days(activity.first_day, activity.last_day))
        where = places.path_label(activity.venue_unit_id, activity.first_day)
        yield Fact("Nơi tổ chức", f"{activity.venue}, {where}" if activity.venue else where)
        yield Fact("Hội chủ trì", activity.host.name)
        yield Fact("Lập từ hồ sơ lúc", f"{clock.now().astimezone(clock.VIETNAM):%H:%M, %d/%m/%Y}")
        yield Fact("Số người trong danh sách này", len(self.lines), wording.PEOPLE_UNIT, link)

    def notes(self) -> Iterator[str]:
        """What stands below it: whom it leaves out."""
        area, left_out = self.viewer.area_unit_id, self.activity.people - len(self.lines)
        if left_out and area is not None:
            yield f"{wording.own_people_only(places.path_label(area))} Còn {left_out} người thuộc địa bàn khác."

    def taken(self, what: str, sheet: Sheet) -> TakenList:
        """The list as it is taken away.

        Args:
            what: the first words of its name, plain.
            sheet: its rows.
        """
        place = places.path_label(self.activity.venue_unit_id, self.activity.first_day)
        return TakenList(
            stem=naming.of_activity(what, self.activity.name, place, self.activity.first_day),
            language=PAPERS_LANGUAGE,
            sheets=(sheet,),
            people=len(self.lines),
            sample=is_sample(),
        )


def of(viewer: Standing, activity: UUID, site: str) -> Listing:
    """The list of an activity as far as a reader sees it.

    Raises:
        ActivityUnknown: when there is no such activity in her sight.
    """
    found = activities.activity(viewer, activity)
    return Listing(viewer, found, tuple(activities.roster(viewer, found.id)), site)


def _days(first: date, last: date) -> str:
    return f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y} đến {last:%d/%m/%Y}"
