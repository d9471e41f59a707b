"""Files that a call makes."""

from pathlib import Path

from nepmoi.cli.errors import FileExists, FileNotWritten


def write_new(file: Path, content: bytes) -> None:
    """Write a file that is not there yet: an officer may have written her part into the one of yesterday.

    Raises:
        FileExists: when it is there.
        FileNotWritten: when it cannot be written.
    """
    try:
        with file.open("xb") as opened:
            opened.write(content)
    except FileExistsError as problem:
        raise FileExists(file=str(file)) from problem
    except OSError as problem:
        raise FileNotWritten(file=str(file)) from problem
