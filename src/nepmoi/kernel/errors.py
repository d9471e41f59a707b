"""The one tree of refusals.

A refusal carries facts (its fields) and an English sentence that a door translates and fills in. A leaf is a dataclass::

    @refusal
    class PlaceEnded(Invalid):
        name: str
        until: date
        message = gettext_noop("%(name)s existed until %(until)s. Choose another unit.")

Five branches say what kind of answer a door gives; a room adds its leaves in its own ``errors.py``.
"""

from dataclasses import dataclass, fields
from typing import ClassVar, TypeVar, dataclass_transform

_Leaf = TypeVar("_Leaf", bound="NepmoiError")


def gettext_noop(message: str) -> str:
    """Mark an English message id for the catalogues; the door translates it."""
    return message


@dataclass_transform(kw_only_default=True)
def refusal(cls: type[_Leaf]) -> type[_Leaf]:
    """Make a leaf of the tree: keyword-only facts, compared by identity as exceptions are, and not printed with it."""
    return dataclass(kw_only=True, eq=False, repr=False)(cls)


class NepmoiError(Exception):
    """Anything that Nếp Mới refuses to do, with the facts that a door needs to say so."""

    message: ClassVar[str] = gettext_noop("This cannot be done.")

    @classmethod
    def code(cls) -> str:
        """The refusal's name in the API, in logs and read out on the phone: ``PlaceEnded`` is ``place-ended``."""
        letters = (f"-{letter.lower()}" if letter.isupper() else letter for letter in cls.__name__)
        return "".join(letters).lstrip("-")

    def facts(self) -> dict[str, object]:
        """The values of the leaf's fields, by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]  # leaves are dataclasses; the branches are never raised

    def __str__(self) -> str:
        """The code, never the facts: an exception's text may reach a log."""
        return self.code()


class Invalid(NepmoiError):
    """What was sent cannot be right; the sender can mend it."""


class NotFound(NepmoiError):
    """Nothing with that name or id, or nothing that this person may know of."""


class NotAllowed(NepmoiError):
    """The person's role or area does not reach so far."""


class Conflict(NepmoiError):
    """Somebody or something else was first; nothing was overwritten."""


class Unavailable(NepmoiError):
    """A part of the system cannot answer now; trying again later is right."""
