"""What people name in a call: courses and files."""

from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from nepmoi.cli.errors import CourseNotNamed, FileMissing, SiteNotAnAddress
from nepmoi.kernel.ids import parse_uid


def course_uid(text: str) -> UUID:
    """The uid of a course.

    Raises:
        CourseNotNamed: when the text is no uid.
    """
    uid = parse_uid(text.strip())
    if uid is None:
        raise CourseNotNamed(given=text)
    return uid


def content_of(file: Path) -> bytes:
    """A file's bytes.

    Raises:
        FileMissing: when it is not there, or is a folder.
    """
    try:
        return file.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError) as problem:
        raise FileMissing(file=str(file)) from problem


def web_address(text: str) -> str:
    """Where the pages are.

    Raises:
        SiteNotAnAddress: when it is no whole address of the web.
    """
    address = urlsplit(text)
    if address.scheme not in {"http", "https"} or not address.netloc:
        raise SiteNotAnAddress(given=text)
    return text
