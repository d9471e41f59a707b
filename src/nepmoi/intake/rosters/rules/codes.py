"""Sheets in the codes of old fonts (TCVN3, VNI), converted column by column."""

from collections.abc import Iterable
from dataclasses import replace

from nepmoi.intake.rosters.rules.grid import Sheet, Value
from nepmoi.kernel.text import Legacy, detect_legacy, is_unicode_vietnamese, to_unicode


def in_unicode(sheet: Sheet) -> Sheet:
    """The same sheet with every text in Unicode.

    The texts of one column prove its code together: `Vâ` alone may be anything, under `NguyÔn` it is Võ. A column that proves nothing
    follows the sheet, unless some text of the sheet is in Unicode already.
    """
    texts = [value for row in sheet.rows for value in row if isinstance(value, str) and not value.isascii()]
    whole = _code(texts)
    if whole is None and not any(map(detect_legacy, texts)):
        return sheet
    is_mixed = any(map(is_unicode_vietnamese, texts))
    codes: list[Legacy | None] = []
    for index in range(sheet.width):
        column = [row[index] for row in sheet.rows]
        own = [value for value in column if isinstance(value, str) and not value.isascii()]
        undecided = not is_mixed and not any(map(detect_legacy, own))
        codes.append(whole if undecided else _code(own))
    rows = tuple(tuple(_converted(value, code) for value, code in zip(row, codes, strict=True)) for row in sheet.rows)
    return replace(
        sheet,
        rows=rows,
        before=tuple(to_unicode(text, whole) for text in sheet.before),
        after=tuple(to_unicode(text, whole) for text in sheet.after),
    )


def _code(texts: Iterable[str]) -> Legacy | None:
    """The old code of most texts that prove one, if they are more than those that are Unicode for certain."""
    votes: dict[Legacy | None, int] = {"tcvn3": 0, "vni": 0}
    unicode = 0
    for text in texts:
        code = detect_legacy(text)
        if code is not None:
            votes[code] += 1
        elif is_unicode_vietnamese(text):
            unicode += 1
    code = max(votes, key=lambda each: votes[each])
    return code if votes[code] > unicode else None


def _converted(value: Value, code: Legacy | None) -> Value:
    return to_unicode(value, code) if isinstance(value, str) else value
