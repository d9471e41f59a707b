"""Which template a paper is written on."""

from pathlib import Path
from typing import Final

from django.conf import settings

import nepmoi

COURSE_RESULT: Final = "course_result.docx"
_PLACE: Final = Path("programmes", "project8", "templates")


def template(name: str) -> Path:
    """An office's own template in its data folder, or else the one that is shipped.

    Args:
        name: the file's name, such as `COURSE_RESULT`.
    """
    own = Path(settings.DATA) / _PLACE / name
    return own if own.is_file() else Path(nepmoi.__file__).parent / _PLACE / name
