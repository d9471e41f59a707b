"""Vietnamese text: one form for what is written in many, old codes of the 1990s, keys to compare, find and sort by.

A name is kept as its owner's office wrote it (only `clean`); the keys are for comparing. All keys are plain strings whose order and
equality need no collation, so that SQLite and PostgreSQL agree.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

Legacy = Literal["tcvn3", "vni"]

# Ngang has no mark; the order of these five is the order of a Vietnamese dictionary: huyền, hỏi, ngã, sắc, nặng.
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_VOWELS = "aăâeêioôơuưy"
_APOSTROPHES = re.compile("\\s*['’‘ʼʹ`´′]\\s*")
# Zero-width marks, directions, byte-order mark, soft hyphen, and controls that are no white space.
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0000-\u0008\u000e-\u001f\u007f]")
_LOOKALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ", "\u0340": "\u0300", "\u0341": "\u0301"})

# SIM905 is off here: a table of syllables reads as words, not as two hundred quoted strings.
_ONSETS = "ngh ng nh gh gi kh ph qu th tr ch b c d đ g h k l m n p r s t v x".split()  # noqa: SIM905
_RIMES = frozenset(
    """a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    y ych ynh yt yn yêm yên yêng yêt yêu o oc oi om on ong op ot ooc oong ô ôc ôi ôm ôn ông ôp ôt ôông
    oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet
    ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uên uêu uơ
    uôc uôi uôm uôn uông uôt uôp uy uya uych uyn uynh uyp uyt uyu uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu
    ươc ươi ươm ươn ương ươp ươt ươu""".split()  # noqa: SIM905
)

_TCVN3 = dict(
    zip(
        "µ¶·¸¹»¼½¾Æ¨ÇÈÉÊË©ÌÎÏÐÑÒÓÔÕÖª×ØÜÝÞßáâãäåæçèé«êëìíî¬ïñòóôõö÷øù\u00adúûüýþ®¡¢§£¤¥¦",
        "àảãáạằẳẵắặăầẩẫấậâèẻẽéẹềểễếệêìỉĩíịòỏõóọồổỗốộôờởỡớợơùủũúụừửữứựưỳỷỹýỵđĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_VNI_ALONE = dict(zip("ìíæóòîñôö", "ìíỉĩịỵđơư", strict=True))
_VNI_TONES = dict(zip("øûõùï", _TONES, strict=True))
_VNI_HATS = {mark: "\u0302" + tone for mark, tone in zip("âàåãáä", ["", *_TONES], strict=True)}
_VNI_BREVES = {mark: "\u0306" + tone for mark, tone in zip("êèúüéë", ["", *_TONES], strict=True)}
_VNI_PAIR = re.compile("[ae][âàåãáä]|a[êèúüéë]|o[âàåãáä]|[aeouyôö][øûõùï]|[ìíæóòîñôö]", re.IGNORECASE)
# Pairs that no Unicode Vietnamese has: the sign of a VNI text even where each letter alone could be right.
_VNI_SIGN = re.compile("[ae][âàåãáäøûõùï]|a[êèúüéë]|o[âåäùûø]|[uyôö][øûõù]", re.IGNORECASE)
_LATIN1_VIETNAMESE = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝÐð")
_WORD_BREAK = re.compile("[\\s,.;:()\\[\\]\"“”/\\\\–—’'-]+")


def clean(s: str) -> str:
    """The same text composed (NFC), without invisible marks, each run of white space one space; Ð and đ's other doubles made đ."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", s).translate(_LOOKALIKES)).split())


def _untoned(word: str) -> tuple[str, str]:
    """The word's letters without tone marks, composed, and the marks taken off, in order."""
    apart = unicodedata.normalize("NFD", word)
    tones = "".join(mark for mark in apart if mark in _TONES)
    letters = "".join(mark for mark in apart if mark not in _TONES)
    return unicodedata.normalize("NFC", letters), tones


def _parts(toneless: str) -> tuple[str, str] | None:
    """Onset and rime of a lower-case toneless syllable, or None when Vietnamese has no such syllable."""
    for onset in (*_ONSETS, ""):
        rime = toneless.removeprefix(onset)
        if rime not in _RIMES or not toneless.startswith(onset):
            continue
        front = rime[0] in "eêiy"
        if (onset in {"c", "ng"} and front) or (onset in {"k", "gh", "ngh"} and not front):
            return None
        if onset == "g" and front and rime[0] != "i":
            return None
        return onset, rime
    return None


@lru_cache(maxsize=8192)
def _is_syllable(word: str) -> bool:
    """Whether the word could be a Vietnamese syllable as it is spelt."""
    letters, tones = _untoned(word.lower())
    if len(tones) > 1 or (parts := _parts(letters)) is None:
        return False
    stopped = parts[1].endswith(("c", "ch", "p", "t"))
    return not stopped or tones in {_TONES[3], _TONES[4]}


def _tone_at(rime: str) -> int:
    """The index in the rime of the vowel that bears the tone: hòa, khỏe, thúy; hoàn, hoài, huỳnh, tuyến, tượng."""
    hatted = [index for index, letter in enumerate(rime) if letter in "ăâêôơư"]
    if hatted:
        return hatted[0] if rime[hatted[0] :].startswith(("ưa", "ưi", "ưu")) else hatted[-1]
    vowels = sum(letter in _VOWELS for letter in rime)
    return 1 if vowels == 3 or (vowels == 2 and len(rime) > 2) else 0


@lru_cache(maxsize=8192)
def _place_tone(word: str) -> str:
    letters, tones = _untoned(word)
    if len(tones) != 1 or (parts := _parts(letters.lower())) is None:
        return word
    at = len(parts[0]) + _tone_at(parts[1])
    return unicodedata.normalize("NFC", letters[: at + 1] + tones + letters[at + 1 :])


def place_tones(s: str) -> str:
    """Every tone mark on the vowel where dictionaries put it: hoà and hòa are hòa, thuý is thúy, qúy is quý, gìa is già.

    Words that are no Vietnamese syllables (names of other peoples, abbreviations) stay as they are.
    """
    s = unicodedata.normalize("NFC", s)
    return re.sub("[^\\W\\d_]+", lambda word: _place_tone(word[0]), s)


def from_tcvn3(s: str) -> str:
    """Text in the TCVN3 (ABC) code of .VnTime, as it looks when opened without its font, in Unicode.

    The code has no capitals with tones, and the capital font .VnTimeH draws lower-case letters as capitals: what comes out in
    lower case may have been meant in upper case (`title_name` mends a name). Words typed with Shift come out in upper case.
    """
    return re.sub("\\S+", _tcvn3_word, unicodedata.normalize("NFC", s))


def _tcvn3_word(found: re.Match[str]) -> str:
    plain = [letter for letter in found[0] if letter.isascii() and letter.isalpha()]
    word = "".join(_TCVN3.get(letter, letter) for letter in found[0])
    shifted = len(plain) > 1 and all(letter.isupper() for letter in plain)
    return word.upper() if shifted else word


def from_vni(s: str) -> str:
    """Text in the two-byte VNI code of VNI-Times, as it looks when opened without its font, in Unicode."""
    return _VNI_PAIR.sub(_vni_letter, unicodedata.normalize("NFC", s))


def _vni_letter(found: re.Match[str]) -> str:
    lower = found[0].lower()
    base = _VNI_ALONE.get(lower[0], lower[0])
    mark = lower[1:]
    if mark in _VNI_TONES:
        base += _VNI_TONES[mark]
    elif mark:
        base += _VNI_HATS.get(mark) or _VNI_BREVES[mark]
    letter = unicodedata.normalize("NFC", base)
    return letter.upper() if found[0][0].isupper() else letter


def _decoded(s: str, code: Legacy) -> str | None:
    """The text out of that code, or None when it holds a letter that the code does not have."""
    left = [mark for mark in s if not mark.isascii()] if code == "tcvn3" else _VNI_PAIR.sub("", s)
    for mark in left:
        known = mark in _TCVN3 if code == "tcvn3" else not mark.isalpha() or mark.isascii()
        if not known and mark not in "’‘“”–—…":
            return None
    return from_tcvn3(s) if code == "tcvn3" else from_vni(s)


def _grade(word: str) -> int:
    """How much a word looks like text: 2 a Vietnamese syllable, 1 letters in an ordinary mixture of case, 0 neither."""
    if _is_syllable(word.translate(_LOOKALIKES)):
        return 2
    ordinary = word.isalpha() and not (set(word) & set("ªº")) and (word.istitle() or word.isupper() or word.islower())
    return int(ordinary)


def _words(s: str) -> list[str]:
    """The words that can tell one code from another: those with a mark outside ASCII and no digit."""
    return [word for word in _WORD_BREAK.split(s) if not word.isascii() and not re.search("\\d", word)]


def _could_be_legacy(s: str) -> bool:
    """Whether nothing in the text is a letter that only Unicode has."""
    return not s.isascii() and not any(ord(mark) > 0xFF and mark.isalpha() for mark in s)


def _gain(s: str, code: Legacy) -> int:
    """How much better the text reads out of that code; 0 or less when it is no proof."""
    text = _decoded(s, code)
    if text is None:
        return 0
    pairs = list(zip(_words(s), (_decoded(word, code) or word for word in _words(s)), strict=True))
    # A sign alone (the tick of Wingdings is ü) is no word.
    healed = [old for old, new in pairs if len(old) > 1 and _grade(new) == 2 > _grade(old)]
    # One odd word that is spelt with letters of today's Vietnamese ("Vâ") proves nothing; two do, and so does a sign that is no letter.
    strong = len(healed) > 1 or any(_is_sign(old, code) for old in healed)
    return sum(_grade(new) - _grade(old) for old, new in pairs) if strong else 0


def _is_sign(word: str, code: Legacy) -> bool:
    strange = any(not mark.isascii() and mark not in _LATIN1_VIETNAMESE for mark in word)
    mixed_case = not (word.istitle() or word.isupper() or word.islower())
    return strange or (mixed_case if code == "tcvn3" else bool(_VNI_SIGN.search(word)))


def detect_legacy(s: str) -> Legacy | None:
    """The old code that the text is in, or None when it is Unicode or when nothing proves otherwise.

    Unicode Vietnamese and names of other peoples (Ayŭn, H’Ben, Mlô) are never taken for an old code: only text that reads strictly
    better as Vietnamese out of the code is.
    """
    s = unicodedata.normalize("NFC", s)
    if not _could_be_legacy(s):
        return None
    tcvn3, vni = _gain(s, "tcvn3"), _gain(s, "vni")
    if max(tcvn3, vni) <= 0:
        return None
    return "tcvn3" if tcvn3 >= vni else "vni"


def is_unicode_vietnamese(s: str) -> bool:
    """Whether the text holds a letter that no old code shows: ă, ơ, ữ, the ŭ of Ayŭn; false for text that could be either."""
    return not s.isascii() and not _could_be_legacy(unicodedata.normalize("NFC", s))


def to_unicode(s: str, like: Legacy | None = None) -> str:
    """The text in Unicode, composed, converted only where it must be.

    Args:
        s: one cell or one line.
        like: the code of the text around it, which decides for words that could be either (`Vâ` among TCVN3 names is Võ).
    """
    s = unicodedata.normalize("NFC", s)
    code = like if like and _follows(s, like) else detect_legacy(s)
    if code is None:
        return s
    return from_tcvn3(s) if code == "tcvn3" else from_vni(s)


def _follows(s: str, like: Legacy) -> bool:
    """Whether the text may well be in the code of its neighbours: it reads no worse out of it."""
    text = _decoded(s, like) if _could_be_legacy(s) else None
    return text is not None and sum(map(_grade, _words(text))) >= sum(map(_grade, _words(s)))


def bare(s: str) -> str:
    """The text case-folded, without any mark above, below or through a letter: `Đặng Thị Hoà` is `dang thi hoa`."""
    apart = unicodedata.normalize("NFD", clean(s).casefold().replace("đ", "d"))
    return "".join(mark for mark in apart if not unicodedata.combining(mark))


def name_key(s: str) -> str:
    """Equal for two spellings of one written name: case, composition, tone placement, spaces and kind of apostrophe do not count."""
    return clean(_APOSTROPHES.sub("'", place_tones(clean(s).casefold()))).strip("'")


def search_key(s: str) -> str:
    """What is searched, and searched for: no marks, no case, no apostrophes, hyphens or punctuation; `H’Ben Ayŭn` is `hben ayun`."""
    return " ".join(re.sub("[^\\w]+|_", " ", _APOSTROPHES.sub("", bare(s))).split())


def sort_key(s: str) -> str:
    """A key whose order by code point is that of a Vietnamese list of people: given name (the last word), family name, middle.

    Word by word the letters decide first, in the order of the alphabet, then the tone. Only printable ASCII, so that SQLite's
    BINARY and PostgreSQL's "C" order it alike.
    """
    words = _sort_words(s)
    return " ".join(_word_key(word) for word in [*words[-1:], *words[:-1]])


def order_key(s: str) -> str:
    """As `sort_key`, from the first word on, numbers by their value: for places, offices and titles (`Thôn 2` before `Thôn 10`)."""
    return " ".join(_word_key(word) for word in _sort_words(s))


def _sort_words(s: str) -> list[str]:
    return re.findall("\\d+|[^\\W\\d_]+", _APOSTROPHES.sub("", clean(s).lower()))


def _word_key(word: str) -> str:
    if word.isdecimal():
        return f"{int(word):09d}"
    letters, tones = _untoned(word)
    # One printable letter for each of the alphabet, above space and digits; what is not in it goes by its plain letter, or last.
    places = [
        _ALPHABET.find(letter) if letter in _ALPHABET else _ALPHABET.find(bare(letter)[:1] or "?") for letter in letters
    ]
    code = "".join(chr(ord("A") + place) if place >= 0 else "~" for place in places)
    return f"{code} {''.join(str(1 + _TONES.index(tone)) for tone in tones) or 0}"


def title_name(s: str) -> str:
    """A name of an upper-case list as it is written otherwise: `H’BEN AYŬN` is `H’Ben Ayŭn`; each word's first letter is a capital."""
    return re.sub("[^\\W\\d_]+", lambda word: word[0][0].upper() + word[0][1:].lower(), clean(s))
