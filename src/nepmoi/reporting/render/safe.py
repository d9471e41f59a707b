"""What no file can hold, and what no file may hide in it."""

import re
from typing import Final

# XML knows no control characters; the libraries also read some of them as marks for a new page or paragraph.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")

# With one of these at its beginning a spreadsheet takes a text for something to reckon or to run.
_BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
_AS_TEXT: Final = "'"


def clean(text: str) -> str:
    """The text without what a Word or an Excel file cannot hold."""
    return _CONTROL.sub("", text)


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet into which somebody typed the text would reckon with it, or run it."""
    return text.lstrip(" ").startswith(_BEGINS_FORMULA)


def as_plain_text(text: str) -> str:
    """A text that a spreadsheet which opens it as a cell of CSV takes for a text, whatever somebody wrote into it."""
    safe = clean(text)
    return f"{_AS_TEXT}{safe}" if begins_formula(safe) else safe
