"""Why a paper cannot be put together."""

from nepmoi.kernel.errors import Conflict, Invalid, gettext_noop, refusal


@refusal
class ResultNotYet(Conflict):
    """A plan is not a result: the course was not held."""

    name: str
    message = gettext_noop(
        "“%(name)s” was not held yet, so there is no result to report. Enter that it was held, then try again."
    )


@refusal
class NotACourse(Invalid):
    """The paper is that of a course, and the activity is something else."""

    name: str
    message = gettext_noop("“%(name)s” is no training course; this paper is made for training courses only.")


@refusal
class TooManyToTake(Invalid):
    """The list behind a figure is longer than what one file may hold."""

    rows: int
    most: int
    message = gettext_noop(
        "This list has %(rows)s rows, and at most %(most)s can be taken away at once. Choose a smaller place or a "
        "shorter period."
    )
