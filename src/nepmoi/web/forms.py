"""How forms are drawn and what they say: the base of every form, the field of a day, and the form of the sign-in page."""

import re
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy

from nepmoi.kernel.dates import PartialDate

# Typed years outside are slips of the finger: nothing of this programme is older or lies further ahead.
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
# A telephone's keys for numbers may have no stroke between day and month.
_DIGITS: Final = re.compile(r"(\d{2})(\d{2})(\d{4})")


class HouseRenderer(TemplatesSetting):
    """Draws ``{{ form.name.as_field_group }}`` and ``{{ form }}`` as the house draws fields."""

    form_template_name = "form/form.html"
    field_template_name = "form/field.html"


class HouseForm(forms.Form):
    """The base of every form: what was left out is named, in an office's words."""

    def full_clean(self) -> None:
        """Check what was sent."""
        for name, field in self.fields.items():
            # A field that has words of its own keeps them.
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _left_out(field, str(field.label or name))
        super().full_clean()


def _left_out(field: forms.Field, label: str) -> str:
    # An abbreviation at the beginning stays as it is.
    name = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    if isinstance(field, forms.ChoiceField | forms.FileField | forms.BooleanField):
        return gettext("Not chosen yet: %(field)s.") % {"field": name}
    return gettext("Not entered yet: %(field)s.") % {"field": name}


def read_day(written: object) -> date | None:
    """A day as people write it: ``22/10/2024``, ``22-10-2024``, ``22.10.2024``, ``22102024`` or ``2024-10-22``.

    Returns:
        None for what is no day, or one that cannot be meant.
    """
    text = re.sub(_DIGITS, r"\1/\2/\3", given) if _DIGITS.fullmatch(given := str(written).strip()) else given
    try:
        found = PartialDate.parse(text)
    except ValueError:
        return None
    if found.day is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    return found.first_day()


class DayInput(forms.DateInput):
    """A day to be typed as ``22/10/2024``, whatever the language of the browser: its own field follows that."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 10, "pattern": r"[0-9][0-9\/.\-]{5,9}"}
        super().__init__({**own, **(attrs or {})})

    def format_value(self, value: object) -> str | None:
        """A day as it is written; what is none, as it was typed."""
        if value is None or value == "":
            return None
        found = value if isinstance(value, date) else read_day(value)
        return f"{found:%d/%m/%Y}" if found else str(value)


class DayField(forms.DateField):
    """A day; its hint shows how it is written."""

    widget = DayInput
    default_error_messages = {
        "invalid": gettext_lazy("This is no day. Write day, month and year, as 22/10/2024."),
    }

    def __init__(self, *, help_text: Any = "", **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        hint = gettext_lazy("As 22/10/2024.")
        super().__init__(help_text=format_lazy("{} {}", hint, help_text) if help_text else hint, **options)

    def to_python(self, value: Any) -> date | None:  # noqa: ANN401 - Django's own argument
        """The day.

        Raises:
            ValidationError: when it is none.
        """
        if value in self.empty_values:
            return None
        found = value if isinstance(value, date) else read_day(value)
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class SignInForm(HouseForm):
    """A name and a password; whether they fit is the view's question."""

    username = forms.CharField(
        label=gettext_lazy("Phone number or user name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        help_text=gettext_lazy("At least 10 characters. It may be pasted."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    remember = forms.BooleanField(
        label=gettext_lazy("Remember this device for 30 days (own device only)"), required=False
    )

    def clean_username(self) -> str:
        """The name as accounts keep it, and a phone number without the dots and spaces that people write."""
        name: str = self.cleaned_data["username"].strip().lower()
        digits = "".join(c for c in name if c not in " .-")
        return digits if digits.isdigit() else name
