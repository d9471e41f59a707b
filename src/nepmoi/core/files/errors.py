"""What is refused of a file on its way here."""

from nepmoi.kernel.errors import Conflict, Invalid, NotFound, Unavailable, gettext_noop, refusal


@refusal
class UploadOutOfStep(Conflict):
    """A piece that does not join on to what is here already."""

    have: int
    message = gettext_noop("A piece is missing in between: %(have)s bytes are here. Send on from there.")


@refusal
class UploadUnknown(NotFound):
    """Nothing of this file is here, or not for this account."""

    message = gettext_noop("Nothing of this file has arrived, or it lay here too long. Send it once more.")


@refusal
class UploadDamaged(Invalid):
    """What arrived is not what was sent, or not all of it."""

    filename: str
    message = gettext_noop("%(filename)s did not arrive whole. Nothing of it was kept; send it once more.")


@refusal
class UploadTooLarge(Invalid):
    """More bytes than a file may have."""

    megabytes: int
    message = gettext_noop("A file may have %(megabytes)s MB at most. Send a smaller copy.")


@refusal
class UploadsFull(Unavailable):
    """One account has too much on its way that never came to its end."""

    message = gettext_noop(
        "Too many files are on their way from this account. Let them finish first; what stays cut off is cleared after three days."
    )


@refusal
class FileEmpty(Invalid):
    """No bytes that say anything."""

    filename: str
    message = gettext_noop("%(filename)s is empty. Choose the file once more.")


@refusal
class FileIsProgram(Invalid):
    """A program under a paper's name, or a known virus."""

    filename: str
    message = gettext_noop(
        "%(filename)s is a program, not a paper, whatever its name says. It was not kept. Ask whoever sent it, and do not open it."
    )


@refusal
class FileIsWebPage(Invalid):
    """HTML or SVG, which may hold a script."""

    filename: str
    message = gettext_noop("%(filename)s is a web page, which may hold a script. Print it as PDF and send that.")


@refusal
class FileHasMacros(Invalid):
    """A Word or Excel file with a program inside."""

    filename: str
    message = gettext_noop(
        "%(filename)s holds macros. Save it as .docx or .xlsx without macros, or as PDF, and send that."
    )


@refusal
class FileActs(Invalid):
    """A file that runs, fetches or opens something by itself."""

    filename: str
    message = gettext_noop(
        "%(filename)s would run, fetch or open something by itself (a script, a form or a file inside). Print it as PDF once more and send that."
    )


@refusal
class FileLocked(Invalid):
    """What is inside cannot be looked at."""

    filename: str
    message = gettext_noop("%(filename)s has a password. Save a copy without one and send that.")


@refusal
class FileSwells(Invalid):
    """A small file that unpacks to far more than a paper is."""

    filename: str
    message = gettext_noop("%(filename)s unpacks to far more than a paper holds. Save it anew, or print it as PDF.")


@refusal
class FileBroken(Invalid):
    """It begins like a paper, and cannot be opened."""

    filename: str
    message = gettext_noop(
        "%(filename)s is damaged or cut off and cannot be opened. Open it on the computer, save it anew and send that."
    )


@refusal
class FileUnknown(Invalid):
    """None of the kinds that are kept."""

    filename: str
    message = gettext_noop(
        "%(filename)s is no PDF, Word or Excel file, and no picture (JPEG, PNG, WebP). Save it as PDF and send that."
    )
