"""What can be said of a person without looking anywhere."""

from enum import StrEnum

KINH = "01"


class Sex(StrEnum):
    """As lists give it; unknown is the empty string."""

    FEMALE = "female"
    MALE = "male"


def is_minority(ethnic_code: str | None) -> bool | None:
    """Whether a group is one of the 53 minorities; None when the group is unknown."""
    return None if ethnic_code is None else ethnic_code != KINH
