"""Choosing a place in a form, by any spelling, former name or code; it works without script.

A form names it as any other field::

    venue_unit = PlaceField(label=gettext_lazy("Place"), on_field="first_day")

and draws it with ``{{ form.venue_unit.as_field_group }}``. Its value is a ``UnitView``. A template without a form
includes ``places/picker.html`` (see there) and asks ``written(request.GET, name)`` for what was sent.

Three inputs go together: ``name`` is what was typed, ``name_uid`` the choice among those offered, and ``name_was`` the
words for which they were offered, so that an old choice does not win over new words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, gettext_lazy

from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.geography.errors import Choice, PlaceAmbiguous, PlaceNotOnDate, PlaceUnknown
from nepmoi.registry.geography.rules.levels import Level, UnitView
from nepmoi.web.forms import read_day
from nepmoi.web.problems import words

OFFERED: Final = 8
# A district was parted into a dozen communes and more.
INSTEAD: Final = 24


@dataclass(frozen=True)
class Written:
    """What a reader wrote and chose in a picker.

    Attributes:
        text: what she typed.
        chosen: which of the offered units she chose, when her words are still those that they were offered for.
        on: the day on which the unit should have stood; None for any time.
        on_name: the form's field that holds this day, so that the offer follows it.
        level: only units of that level.
    """

    text: str
    chosen: UUID | None = None
    on: date | None = None
    on_name: str = ""
    level: Level | None = None

    @cached_property
    def choices(self) -> list[Choice]:
        """What to offer: the one chosen, or the units that the words can mean, the likeliest first."""
        if not (self.chosen or self.text):
            return []
        try:
            unit = self.unit()
            return offer(self.instead_of(unit) or [unit], self.on)
        except PlaceAmbiguous as several:
            return list(several.choices)
        except PlaceUnknown:
            return offer(geography.find(self.text, on=self.on, level=self.level, limit=OFFERED), self.on)

    def instead_of(self, unit: UnitView) -> list[UnitView]:
        """What to offer for a unit that did not stand on the day: those that held it then; none when they are not known."""
        if self.on is None or unit.stands_on(self.on):
            return []
        atlas = geography.atlas()
        held = atlas.present(unit.id, self.on)
        if not held and unit.valid_to and unit.valid_to < self.on:
            # A level that was abolished has no successor of its own; what lay in it has.
            held = frozenset().union(*(atlas.present(part, self.on) for part in atlas.children(unit.id, unit.valid_to)))
        standing = geography.by_ids(held).values()
        return sorted(standing, key=lambda one: (one.sort_key, one.code))[:INSTEAD]

    def unit(self) -> UnitView:
        """The unit that is meant.

        Raises:
            PlaceUnknown: when nothing is called so.
            PlaceAmbiguous: when several units are, and none of them was chosen.
        """
        uid = self.chosen or parse_uid(self.text)
        if uid is not None:
            return geography.by_uid(uid)
        return geography.the_one(self.text, self.on, level=self.level)


def offer(units: list[UnitView], on: date | None) -> list[Choice]:
    """Units as a reader tells them apart: with all that they lay in, and their dates."""
    paths = geography.path_labels((unit.id for unit in units), on)
    return [Choice(unit.uid, paths[unit.id], unit.valid_from, unit.valid_to) for unit in units]


def written(
    data: Mapping[str, Any], name: str, *, on: date | None = None, on_name: str = "", level: Level | None = None
) -> Written:
    """What was sent by a picker.

    Args:
        data: the request's values.
        name: the picker's name.
        on: the day on which the unit should have stood.
        on_name: the field of the same form that holds this day instead.
        level: only units of that level.
    """
    text = str(data.get(name, "")).strip()
    day = (read_day(data.get(on_name)) if on_name else None) or on
    if (named := parse_uid(text)) is not None and (found := geography.by_uids([named])):
        # An address names a unit by its uid; a reader sees its name.
        return Written(geography.path_label(found[named].id), named, day, on_name, level)
    stale = str(data.get(f"{name}_was", text)).strip() != text
    chosen = None if stale else parse_uid(str(data.get(f"{name}_uid", "")))
    return Written(text, chosen, day, on_name, level)


class PlaceWidget(forms.Widget):
    """Reads the picker's three inputs; the field's own template draws them."""

    def __init__(self, *, on: date | None = None, on_field: str = "", level: Level | None = None) -> None:
        super().__init__()
        self.on, self.on_field, self.level = on, on_field, level

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Written:
        """What was typed and chosen."""
        del files
        return written(data, name, on=self.on, on_name=self.on_field, level=self.level)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> bool:
        """Whether the form was sent without the picker."""
        del files
        return name not in data


class PlaceField(forms.Field):
    """A unit; several of one name are offered as radio buttons beside the error.

    Args:
        on: the day on which the unit should have stood; in the place of one that did not, those that did are offered.
            Where none is known, the unit is passed on for the service to refuse in its own words.
        on_field: the field of the same form that holds this day.
        level: only units of that level.
    """

    widget: PlaceWidget
    default_error_messages = {
        "several": gettext_lazy("Several places are called so. Choose one of them below."),
    }

    def __init__(
        self,
        *,
        on: date | None = None,
        on_field: str = "",
        level: Level | None = None,
        **options: Any,  # noqa: ANN401 - those of every field
    ) -> None:
        widget = PlaceWidget(on=on, on_field=on_field, level=level)
        super().__init__(widget=widget, template_name="places/picker_field.html", **options)

    def prepare_value(self, value: object) -> Written:
        """What the template draws, from whatever the form holds."""
        if isinstance(value, Written):
            return value
        empty = Written("", None, self.widget.on, self.widget.on_field, self.widget.level)
        if isinstance(value, UnitView):
            return replace(empty, text=geography.path_label(value.id, self.widget.on), chosen=value.uid)
        return replace(empty, text=str(value or ""))

    def to_python(self, value: Written | None) -> UnitView | None:
        """The unit.

        Raises:
            ValidationError: when no unit is called so, or several are.
        """
        if value is None or not (value.text or value.chosen):
            return None
        try:
            unit = value.unit()
            if value.instead_of(unit):
                geography.require_on(unit.id, value.on or date.max)
            return unit
        except PlaceNotOnDate as gone:
            message = gettext("%(message)s What stood in its place on that day is offered below.")
            raise ValidationError(message % {"message": words(gone)}, code="not_on_date") from gone
        except PlaceAmbiguous as several:
            raise ValidationError(self.error_messages["several"], code="several") from several
        except PlaceUnknown as unknown:
            message = words(unknown)
            if value.choices:
                message = gettext("%(message)s Is it one of those below?") % {"message": message}
            raise ValidationError(message, code="unknown") from unknown
