"""Where a file lies."""

from pathlib import PurePosixPath
from uuid import UUID


def relative_path(sha256: str) -> PurePosixPath:
    """``ab/cdef…``: two letters of folder keep each folder small on any file system."""
    return PurePosixPath(sha256[:2], sha256[2:])


def part_path(account_id: int, upload: UUID) -> PurePosixPath:
    """Where the part of a file lies that has come so far; nobody reaches what another account sends."""
    return PurePosixPath(str(account_id), f"{upload}.part")
