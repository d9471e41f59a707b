"""Villages, which no official list has: offices add them, rename them, and say where they lie."""

from datetime import date, timedelta

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Actor, Door, RootKind
from nepmoi.registry.geography import selectors
from nepmoi.registry.geography.errors import PlaceNotYet, VillageExists
from nepmoi.registry.geography.models import Parentage, Succession, Unit
from nepmoi.registry.geography.rules import villages
from nepmoi.registry.geography.rules.gazetteer import check_stands
from nepmoi.registry.geography.rules.levels import Level, SuccessionKind, UnitView, in_a_sentence
from nepmoi.registry.geography.rules.names import place_key, place_sort_key

_DAY = timedelta(days=1)


def add_village(*, parent_id: int, type: str, name: str, since: date | None, by: Actor, door: Door) -> UnitView:  # noqa: PLR0913 - the words of the form
    """A village of a commune.

    Args:
        parent_id: the commune; it must have stood on the village's first day.
        type: thôn, bản, tổ dân phố …
        name: without the type.
        since: its first day; None when nobody knows.
        by: who acts.
        door: through what.

    Raises:
        NotACommune: when the parent is none.
        PlaceNotOnDate: when the commune did not stand on the first day.
        VillageTypeUnknown: when villages bear no such type.
        VillageNameMissing: when there is no name.
        VillageExists: when the commune has a village of that name.
    """
    parent = selectors.by_id(parent_id)
    villages.check_commune(parent)
    if since:
        check_stands(parent, since)
    kind, full = villages.name_of(type, name)
    with audit.writing(by, door) as w:
        _check_free(parent, full)
        village = _row(kind, full, since)
        village.save()
        Parentage(unit=village, parent_id=parent.id, valid_from=since).save()
        w.touch(RootKind.UNIT, village.pk)
        return selectors.by_id(village.pk)


def _row(kind: str, full: str, since: date | None) -> Unit:
    bare = full[len(kind) + 1 :]
    return Unit(
        level=Level.VILLAGE,
        type=kind,
        name=full,
        sort_key=place_sort_key(bare),
        search_key=place_key(bare),
        valid_from=since,
    )


def _check_free(parent: UnitView, full: str) -> None:
    """Two villages of one commune do not share a type and a name, those of communes that it took over whole included."""
    inside = Parentage.objects.filter(parent_id__in=_lineage(parent.id), valid_to=None, unit__valid_to=None)
    if inside.filter(unit__level=Level.VILLAGE, unit__name=full).exists():
        raise VillageExists(name=full[:1].lower() + full[1:], parent=in_a_sentence(parent))


def _lineage(commune_id: int) -> set[int]:
    """A commune and all that merged whole into it."""
    found, ahead = {commune_id}, {commune_id}
    while ahead:
        whole = Succession.objects.filter(new_id__in=ahead).exclude(kind=SuccessionKind.SPLIT)
        ahead = set(whole.values_list("old_id", flat=True)) - found
        found |= ahead
    return found


def rename_village(*, village_id: int, type: str, name: str, day: date, by: Actor, door: Door) -> UnitView:  # noqa: PLR0913 - the words of the form
    """A village under another name or type from a day on: the row ends, another begins and succeeds it.

    Args:
        village_id: the village, which stands on the day.
        type: thôn, bản, tổ dân phố …
        name: without the type.
        day: the first day of the new name.
        by: who acts.
        door: through what.

    Raises:
        NotAVillage: when the unit is of the official lists.
        PlaceNotOnDate: when the village does not stand on the day, or first stood on it.
        VillageTypeUnknown: when villages bear no such type.
        VillageNameMissing: when there is no name.
        VillageExists: when the commune has a village of that name.
    """
    with audit.writing(by, door) as w:
        old, lies = _standing(village_id, day)
        kind, full = villages.name_of(type, name)
        _check_free(selectors.by_id(lies.parent_id), full)
        new = _row(kind, full, day)
        new.save()
        _close(old, lies, day - _DAY)
        Parentage(unit=new, parent_id=lies.parent_id, valid_from=day).save()
        renamed = SuccessionKind.RENAMED if kind == old.type else SuccessionKind.RETYPED
        Succession(old=old, new=new, day=day, kind=renamed).save()
        w.touch_all(RootKind.UNIT, (old.pk, new.pk))
        return selectors.by_id(new.pk)


def settle_village(*, village_id: int, parent_id: int, day: date, by: Actor, door: Door) -> None:
    """Say in which commune a village lies from a day on, as after its commune was divided.

    Args:
        village_id: the village, which stands on the day.
        parent_id: the commune, which stands on the day.
        day: from when.
        by: who acts.
        door: through what.

    Raises:
        NotAVillage: when the unit is of the official lists.
        NotACommune: when the parent is none.
        PlaceNotOnDate: when either does not stand on the day, or the village first stood on it.
        VillageExists: when the commune has a village of that name.
    """
    parent = selectors.by_id(parent_id)
    villages.check_commune(parent)
    check_stands(parent, day)
    with audit.writing(by, door) as w:
        village, lies = _standing(village_id, day)
        _check_free(parent, village.name)
        lies.valid_to = day - _DAY
        lies.save()
        Parentage(unit=village, parent_id=parent.id, valid_from=day).save()
        w.touch(RootKind.UNIT, village.pk)


def end_village(*, village_id: int, last_day: date, by: Actor, door: Door) -> None:
    """A village that is no more; what was recorded in it stays, and counts in its commune.

    Args:
        village_id: the village, which stands on the day.
        last_day: its last.
        by: who acts.
        door: through what.

    Raises:
        NotAVillage: when the unit is of the official lists.
        PlaceNotOnDate: when the village does not stand on the day after.
    """
    with audit.writing(by, door) as w:
        village, lies = _standing(village_id, last_day + _DAY)
        _close(village, lies, last_day)
        w.touch(RootKind.UNIT, village.pk)


def _standing(village_id: int, day: date) -> tuple[Unit, Parentage]:
    """A village and where it lies, if both began before a day and go on, the first with the row locked."""
    view = selectors.by_id(village_id)
    villages.check_village(view)
    check_stands(view, day)
    unit = Unit.objects.select_for_update().get(pk=village_id)
    lies = Parentage.objects.get(unit=unit, valid_to=None)
    began = max((first for first in (unit.valid_from, lies.valid_from) if first), default=None)
    if began and began >= day:
        raise PlaceNotYet(name=in_a_sentence(view), since=began, on=day - _DAY)
    return unit, lies


def _close(unit: Unit, lies: Parentage, last_day: date) -> None:
    """The last day of a row and of where it lay, inside the caller's envelope."""
    unit.valid_to = lies.valid_to = last_day
    unit.save()
    lies.save()
