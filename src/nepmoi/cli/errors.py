"""What the command line itself refuses."""

from nepmoi.kernel.errors import Conflict, NotFound, gettext_noop, refusal


@refusal
class FolderMissing(NotFound):
    """There is no data in the folder that was named."""

    folder: str
    message = gettext_noop(
        "There is no Nếp Mới data in %(folder)s. Name another folder with --data, or make one with demo."
    )


@refusal
class FolderNotSample(Conflict):
    """A folder with real data is never filled with made-up people, nor emptied."""

    folder: str
    message = gettext_noop(
        "%(folder)s holds real data, not the demo's; it is left as it is. Name another folder with --data."
    )


@refusal
class CourseNotNamed(NotFound):
    """``--course`` holds no uid."""

    given: str
    message = gettext_noop("%(given)s is no course's id. It stands at the end of the course page's address.")
