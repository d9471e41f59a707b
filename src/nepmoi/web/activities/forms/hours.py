"""The field of an hour, as a programme on paper writes it."""

import re
from datetime import time
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

_HOUR: Final = re.compile(r"(\d{1,2})(?:(?:\s*(?:h|g|giờ|[:.])\s*(\d{2})?)|(\d{2}))?", re.IGNORECASE)


def read_hour(written: str) -> time | None:
    """An hour as people write it: ``8``, ``8h``, ``8h30``, ``8 giờ 30``, ``08:30``, ``8.30``, ``830``, ``1330``.

    Returns:
        None for what is no hour.
    """
    found = _HOUR.fullmatch(written.strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or found[3] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class HourInput(forms.TimeInput):
    """An hour to be typed, whatever the language of the browser: its own field may ask for AM and PM."""

    def __init__(self) -> None:
        super().__init__(
            attrs={"autocomplete": "off", "maxlength": 10, "size": 5, "placeholder": "8h30"}, format="%H:%M"
        )


class HourField(forms.TimeField):
    """An hour of the day."""

    widget = HourInput
    default_error_messages = {"invalid": gettext_lazy("This is no hour. Write it as 8h30 or 13:30.")}

    def to_python(self, value: Any) -> time | None:  # noqa: ANN401 - Django's own argument
        """The hour.

        Raises:
            ValidationError: when it is none.
        """
        if value in self.empty_values:
            return None
        found = value if isinstance(value, time) else read_hour(str(value))
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found
