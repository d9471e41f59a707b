"""Marks of a roll: the file's own legend decides, then what offices agree on; anything else is asked."""

import re
from collections.abc import Iterable, Mapping

from nepmoi.intake.rosters.rules.people import Mark
from nepmoi.kernel.text import bare, clean

_USUAL: Mapping[str, Mark] = {
    **dict.fromkeys(["x", "✓", "✔", "√", "☑", "+", "co mat", "du"], Mark.PRESENT),
    **dict.fromkeys(["p", "cp", "vang co phep", "co phep", "vang p"], Mark.EXCUSED),
    **dict.fromkeys(["v", "k", "kp", "vang", "vang khong phep", "khong phep", "vang kp"], Mark.ABSENT),
}
# The order decides: "vắng không phép" holds "phép", "không có mặt" holds "có mặt".
_MEANINGS = (
    ("khong (ly do|phep|co phep|xin phep)|khong co mat|bo hoc", Mark.ABSENT),
    ("co phep|xin phep|duoc phep|co ly do|nghi phep|\\bphep\\b", Mark.EXCUSED),
    ("vang|nghi\\b", Mark.ABSENT),
    ("co mat|hien dien|tham (du|gia)|di hoc|du hoc|co hoc", Mark.PRESENT),
)
_LEAD = re.compile("^\\W*(?:ghi chú|chú thích|ký hiệu|kí hiệu|quy ước|chú ý)\\b[^:.]*[:.]?\\s*", re.IGNORECASE)
_SIGN_FIRST = re.compile(
    "^(?:(?:đánh )?dấu |đánh |ghi )?[\"'“(\\[]*(?P<sign>[^\\s\"'“”()\\[\\]]{1,3})[\"'”)\\]]*\\s*(?:[:=–-]+|là\\b)\\s*(?P<means>.+)$",
    re.IGNORECASE,
)
_SIGN_LAST = re.compile(
    "^(?P<means>.+?)\\s*(?:[:=–-]+|là|(?:thì )?(?:đánh|ghi)(?: dấu)?)\\s*[\"'“(\\[]*(?P<sign>[^\\s\"'“”()\\[\\]]{1,3})[\"'”)\\]]*\\s*$",
    re.IGNORECASE,
)


def legend(lines: Iterable[str]) -> dict[str, Mark]:
    """What the notes around a roll say of its signs: `Ghi chú: x: có mặt; v: vắng; P: vắng có phép`."""
    found: dict[str, Mark] = {}
    for line in lines:
        for part in re.split("[;,\\n]|\\.\\s|\\.$", _LEAD.sub("", clean(line.replace("\n", ";")))):
            if entry := _entry(re.sub("^[-–•*]\\s+(?![:=–-])", "", part.strip())):
                found.setdefault(*entry)
    return found


def _entry(part: str) -> tuple[str, Mark] | None:
    for pattern in (_SIGN_FIRST, _SIGN_LAST):
        found = pattern.match(part)
        if found and (mark := _meaning(found["means"])):
            return found["sign"], mark
    return None


def _meaning(words: str) -> Mark | None:
    plain = bare(words)
    return next((mark for pattern, mark in _MEANINGS if re.search(pattern, plain)), None)


def read_mark(text: str, own: Mapping[str, Mark]) -> Mark | None:
    """The mark, by the file's own legend first; None when neither knows it.

    Args:
        text: the cell, not blank.
        own: `legend` of the file.
    """
    sign = clean(text).strip("()[] ")
    if sign in own:
        return own[sign]
    by_any_case = {known.casefold(): mark for known, mark in own.items()}
    return by_any_case.get(sign.casefold()) or _USUAL.get(bare(sign))
