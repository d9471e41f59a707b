"""Telephone numbers as one is dialled today, whenever it was written down."""

import re

# The Ministry of Information and Communications made known on 29 May 2018 that from 15 September 2018 on the mobile numbers of
# eleven digits lose one: the network's code changes, the last seven digits stay. So printed by the newspapers of that day
# (kynguyenso.plo.vn, gsm.vn), network by network.
_CODES = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037", "0168": "038", "0169": "039",
    "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
_LONG, _OWN, _LOST = 11, 7, 9


def phone_key(written: str) -> str:
    """One key for all ways in which offices write a number; empty when there is none.

    Dots and spaces do not count, nor does the country's code; a nought that a spreadsheet swallowed is put back; a number of
    eleven digits is the one that it became in 2018. Of two numbers in one cell it is the first.
    """
    digits = re.sub(r"\D", "", re.split(r"[,;/]| - ", written.strip())[0])
    if digits.startswith("84") and len(digits) > _LOST:
        digits = "0" + digits[2:]
    if digits and not digits.startswith("0") and len(digits) >= _LOST:
        digits = "0" + digits
    if len(digits) == _LONG:
        digits = _CODES.get(digits[:4], digits[:4]) + digits[-_OWN:]
    return digits[:20]
