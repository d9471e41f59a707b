"""What can be said of a person without looking anywhere."""

from enum import StrEnum

from nepmoi.core.audit.rules import Reads, Record, Told
from nepmoi.kernel.errors import gettext_noop

KINH = "01"
_SHOWN = 3


class Sex(StrEnum):
    """As lists give it; unknown is the empty string."""

    FEMALE = "female"
    MALE = "male"


def is_minority(ethnic_code: str | None) -> bool | None:
    """Whether a group is one of the 53 minorities; None when the group is unknown."""
    return None if ethnic_code is None else ethnic_code != KINH


def masked_phone(phone: str) -> str:
    """A phone number of which only the last three digits are shown, enough to tell two people apart."""
    return "•" * max(len(phone) - _SHOWN, 0) + phone[-_SHOWN:] if len(phone) > _SHOWN else "•" * len(phone)


PERSON = Record(
    gettext_noop("Person"),
    (
        Told("name", gettext_noop("Name")),
        Told("sex", gettext_noop("Sex"), Reads.SEX),
        Told("birth_year", gettext_noop("Year of birth")),
        Told("birth_month", gettext_noop("Month of birth")),
        Told("birth_day", gettext_noop("Day of birth")),
        Told("ethnic_group__name", gettext_noop("Ethnic group")),
        Told("phone", gettext_noop("Phone"), Reads.PHONE),
        Told("account__username", gettext_noop("Account")),
        Told("merged_into__name", gettext_noop("Same person as")),
        Told("void_reason", gettext_noop("Made void because")),
    ),
    named_by=("name",),
)
POST = Record(
    gettext_noop("Post"),
    (
        Told("title", gettext_noop("Post")),
        Told("unit__name", gettext_noop("Unit")),
        Told("unit_as_written", gettext_noop("Unit as written")),
        Told("noted_on", gettext_noop("Noted on")),
    ),
)
