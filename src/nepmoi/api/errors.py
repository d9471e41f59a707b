"""What the API itself refuses."""

from nepmoi.kernel.errors import Invalid, gettext_noop, refusal


@refusal
class QueryNotUnderstood(Invalid):
    """A value in the address is of the wrong kind: a date that is none, a year in letters."""

    name: str
    message = gettext_noop(
        "The value of “%(name)s” cannot be read. Write days as 2021-12-31, years with four digits, ids in full."
    )
