"""What the command line itself refuses."""

from nepmoi.kernel.errors import Conflict, Invalid, NotFound, Unavailable, gettext_noop, refusal


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
    """What was given as a course's uid is none."""

    given: str
    message = gettext_noop("%(given)s is no course's id. “nepmoi course list” shows the ids.")


@refusal
class FileMissing(NotFound):
    """The file that was named is not there, or is a folder."""

    file: str
    message = gettext_noop("There is no file %(file)s. Check its name and folder.")


@refusal
class FileExists(Conflict):
    """Somebody may have written into the file since it was made."""

    file: str
    message = gettext_noop("%(file)s is there already and is left as it is. Name another file.")


@refusal
class FileNotWritten(Unavailable):
    """The folder is missing, full or not open to this account."""

    file: str
    message = gettext_noop("%(file)s could not be written. Check that its folder is there and open to this account.")


@refusal
class SiteNotAnAddress(Invalid):
    """The links of a paper would lead nowhere."""

    given: str
    message = gettext_noop("“%(given)s” is no address of the pages. Write it whole, as in https://hoi.example.")
