"""What can be said of a person without looking anywhere."""

from enum import StrEnum

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
