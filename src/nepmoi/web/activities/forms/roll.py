"""What a roll sends: one mark a person, which part of the list comes next, and why a confirmed result is corrected."""

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


def turned_to(data: QueryDict) -> tuple[int | None, str]:
    """The page of the list that was asked for instead of saving, and the name that is sought there; None to save."""
    do, find = data.get("do", ""), data.get("find", "").strip()[:120]
    if do == "find" or (do == "default" and find != data.get("found", "")):
        return 1, find
    number = do.removeprefix("page-")
    if number != do and number.isascii() and number.isdecimal():
        return int(number[:9]), find
    return None, find


def _shown(data: QueryDict) -> Iterator[UUID]:
    for written in data.getlist("shown"):
        uid = parse_uid(written)
        if uid is not None:
            yield uid
