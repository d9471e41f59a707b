"""Who issues a paper: the office lines, the place, the symbol, who signs and who receives it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from nepmoi.fieldwork.activities.rules import Involved
from nepmoi.kernel.text import order_key
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.levels import Level, UnitView
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation.rules import OfficeKind, OfficeView
from nepmoi.reporting.assemble import wording
from nepmoi.reporting.document.parts import Issuer, Signatory

_BOARD: Final = "Ban Thường vụ"


@dataclass(frozen=True)
class Issuing:
    """The formal parts of a paper that follow from the office that issues it."""

    issuer: Issuer
    symbol: str
    place: str
    recipients: tuple[str, ...]
    signatory: Signatory


def issuing(host: OfficeView, involved: list[Involved], on: date, today: date) -> Issuing:
    """The formal parts of the host's paper.

    A province's Union issues through its standing board; another office under its own name, below the Union above it.

    Args:
        host: the office that held the course.
        involved: the offices that held it with the host or helped.
        on: the day whose offices and units count.
        today: the paper's own day; who has closed by then receives nothing, her heirs do.
    """
    unit = places.by_id(host.unit_id) if host.unit_id is not None else None
    above = _union_above(host, unit, on)
    through_board = host.kind is OfficeKind.UNION and unit is not None and unit.level is Level.PROVINCE
    parent, name = (host.short_name, _BOARD) if through_board else (above.short_name if above else "", host.short_name)
    partners = [other.office for other in involved if other.office.kind is not OfficeKind.PRESS]
    receivers = [*([above] if above else []), *partners]
    others = dict.fromkeys(office.short_name for office in _open_or_heirs(receivers, today) if office.id != host.id)
    return Issuing(
        issuer=Issuer(parent.upper(), name.upper()),
        symbol="BC-BTV" if through_board else "BC-HPN" if host.kind is OfficeKind.UNION else "BC",
        place=_short(unit) if unit else "",
        recipients=(*others, "Lưu: VT."),
        signatory=Signatory(
            (f"TM. {(_BOARD if through_board else host.short_name).upper()}", wording.CAPACITY_LEFT_OPEN), ""
        ),
    )


def _union_above(host: OfficeView, unit: UnitView | None, on: date) -> OfficeView | None:
    """The Union's office of the nearest place above that has one."""
    above = places.path(unit.id, on)[1:] if unit else []
    unions = {
        office.unit_id: office
        for office in organisation.offices(organisation.console(), on)
        if office.kind is OfficeKind.UNION and office.id != host.id
    }
    return next((unions[place.id] for place in above if place.id in unions), None)


def _open_or_heirs(receivers: list[OfficeView], today: date) -> Iterator[OfficeView]:
    """Each office that is open today; for one that has closed, those of its kind in the places that its own became."""
    still_open = organisation.offices(organisation.console(), today)
    ids = {office.id for office in still_open}
    for office in receivers:
        if office.id in ids:
            yield office
            continue
        heirs = _places_after(office.unit_id, today)
        found = [other for other in still_open if other.kind is office.kind and other.unit_id in heirs]
        if not found and office.kind is OfficeKind.UNION:
            found = [heir] if (heir := organisation.heir(office.id, today)) else []
        yield from sorted(found, key=lambda other: order_key(other.short_name))


def _places_after(unit_id: int | None, today: date) -> set[int]:
    """What a place and the places in it are today: a district that is gone lives on in communes."""
    if unit_id is None:
        return set()
    atlas = places.atlas()
    waiting, found = [*atlas.inside(unit_id)], set[int]()
    while waiting:
        following = [row.new_id for row in atlas.successors(waiting.pop()) if row.day <= today]
        waiting += [new for new in following if new not in found]
        found.update(following)
    return found


def _short(unit: UnitView) -> str:
    """A place before a date: its name without the type, unless the name is a number."""
    bare = unit.name[len(unit.type) :].strip()
    return unit.name if bare.isdigit() else bare
