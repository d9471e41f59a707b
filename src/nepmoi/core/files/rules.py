"""Where a file lies."""

from pathlib import PurePosixPath


def relative_path(sha256: str) -> PurePosixPath:
    """``ab/cdef…``: two letters of folder keep each folder small on any file system."""
    return PurePosixPath(sha256[:2], sha256[2:])
