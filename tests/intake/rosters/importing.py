"""What the tests of the import share: a course to import into, and all that stands in the records."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life
from nepmoi.intake.rosters import selectors, services
from nepmoi.intake.rosters.rules.choices import Answer
from nepmoi.kernel.dates import DayPart
from tests.cast import DOOR, Cast, plan
from tests.write_watcher import our_models

ROSTERS = Path(__file__).parents[2] / "rosters"
FIRST, SECOND = date(2024, 10, 22), date(2024, 10, 23)
FOUR = tuple((day, part) for day in (FIRST, SECOND) for part in DayPart)


def course(cast: Cast, **changes: object) -> UUID:
    """A planned course of two days and four half-days, without people."""
    return life.plan(by=cast.officer, door=DOOR, plan=plan(cast, **({"last_day": SECOND, "half_days": FOUR} | changes)))


def receive(cast: Cast, activity: UUID, data: bytes, filename: str = "ds.xlsx", **how: Any) -> UUID:
    return services.receive(
        **({"by": cast.officer, "door": DOOR} | how), activity=activity, filename=filename, data=data
    )


def import_(cast: Cast, received: UUID, **how: Any) -> services.Imported:
    return services.import_list(**({"by": cast.officer, "door": DOOR} | how), received_list=received)


def all_new(cast: Cast, received: UUID) -> dict[int, Answer]:
    """To every row that asks: it is somebody else."""
    return {line.index: "new" for line in selectors.preview(cast.officer, received).open}


def bring_as_new(cast: Cast, activity: UUID, data: bytes) -> services.Imported:
    """Receive a list and import it; rows that seem to be one person are two."""
    received = receive(cast, activity, data)
    return import_(cast, received, answers=all_new(cast, received))


def bring(cast: Cast, activity: UUID, data: bytes, filename: str = "ds.xlsx", **how: Any) -> services.Imported:
    """Receive a list and import it."""
    return import_(cast, receive(cast, activity, data, filename), **how)


def lines(cast: Cast, activity: UUID) -> list[activities.ParticipantView]:
    return activities.roster(cast.officer, activities.activity(cast.officer, activity).id)


def records(leave_out: Iterable[str] = ()) -> dict[str, Counter[tuple[Any, ...]]]:
    """Every row of every table of ours, earlier versions included; rooms by their label can be left out."""
    return {
        model._meta.label: Counter(model._base_manager.values_list())
        for model in our_models()
        if model._meta.app_label not in {*leave_out}
    }
