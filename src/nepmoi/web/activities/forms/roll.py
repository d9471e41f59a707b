"""What a roll sends: one mark a person, and why a confirmed result is corrected."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.http import QueryDict

from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.kernel.ids import parse_uid

MARKS: Mapping[str, Mark] = {mark.value: mark for mark in Mark}


def marks_sent(data: QueryDict) -> dict[UUID, Mark | None]:
    """The mark of everybody whom the page showed; None for one who is not marked, which takes a mark back."""
    marks = {uid: MARKS.get(data.get(f"m-{uid}", "")) for uid in _shown(data)}
    if data.get("do") == "all_present":
        return {uid: mark or Mark.PRESENT for uid, mark in marks.items()}
    return marks


def _shown(data: QueryDict) -> Iterator[UUID]:
    for written in data.getlist("shown"):
        uid = parse_uid(written)
        if uid is not None:
            yield uid
