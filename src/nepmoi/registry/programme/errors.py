"""What the programme package refuses."""

from nepmoi.kernel.errors import Invalid, gettext_noop, refusal


@refusal
class PackageBroken(Invalid):
    """A package's file does not hold what its header promises."""

    file: str
    where: str
    message = gettext_noop("The programme file %(file)s cannot be read at %(where)s. Mend it there and load it again.")
