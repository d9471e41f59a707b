"""What a merger of two records chooses, field by field."""

from enum import StrEnum

from nepmoi.core.audit.rules import Record, Told
from nepmoi.kernel.errors import gettext_noop


class Field(StrEnum):
    """What one of two records says and the survivor may take over; a birth is one field."""

    NAME = "name"
    SEX = "sex"
    BIRTH = "birth"
    ETHNIC_GROUP = "ethnic_group"
    PHONE = "phone"


COLUMNS: dict[Field, tuple[str, ...]] = {
    Field.NAME: ("name", "name_key", "search_key", "sort_key", "given_key"),
    Field.SEX: ("sex",),
    Field.BIRTH: ("birth_year", "birth_month", "birth_day"),
    Field.ETHNIC_GROUP: ("ethnic_group_id",),
    Field.PHONE: ("phone", "phone_key"),
}
"""The columns that go together."""

APART = Record(
    gettext_noop("Two people"),
    (
        Told("first__name", gettext_noop("The earlier record")),
        Told("second__name", gettext_noop("The later record")),
        Told("reason", gettext_noop("Reason")),
        Told("taken_back", gettext_noop("Taken back")),
    ),
)
