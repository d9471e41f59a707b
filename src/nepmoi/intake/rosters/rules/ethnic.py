"""The 54 ethnic groups by the names that people write."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files

from nepmoi.kernel.text import bare, name_key

# Spellings that offices use and the official list does not print.
_SPELLINGS = {
    "Kinh": "người Kinh, Việt Nam",
    "Mông": "H'Mông, Hơ Mông, Mông Hoa, Mông Trắng, Mông Đen",
    "Ê Đê": "Rhadé, Êđê",
    "Gia Rai": "Jrai, J'rai, Jarai, Giarai",
    "Ba Na": "Bahnar, Bana",
    "Cơ Ho": "K'Ho, Kơ Ho, Cil",
    "Xơ Đăng": "Sê Đăng, Xê Đăng, Sơ Đăng, Xơ Teng",
    "Raglay": "Raglai, Ra Glai",
    "Mnông": "M'Nông, Mơ Nông",
    "Xtiêng": "S'Tiêng, Stiêng, X'Tiêng",
    "Bru Vân Kiều": "Bru - Vân Kiều, Vân Kiều Bru",
    "Cơ Tu": "Kơ Tu, Katu, K'Tu",
    "Gié Triêng": "Giẻ Triêng, Dẻ Triêng",
    "Tà Ôi": "Pa Cô, Pa Kô, Pa Kôh",
    "Khơ Mú": "Khơ Mu, Khmú, Khơmú",
    "Chứt": "Chứt - Rục, Mã Liềng",
    "Sán Chay": "Sán Chí, Cao Lan - Sán Chỉ",
    "Khmer": "Khơ Me, Khơme",
    "Chơ Ro": "Chơro, Chrau",
    "Chu Ru": "Churu",
}


@dataclass(frozen=True)
class EthnicNames:
    """Official names, and the way from what is written to them.

    Args:
        official: the names of the groups.
        by_spelling: from a spelling's key to an official name; spellings that two groups share are left out.
    """

    official: tuple[str, ...]
    by_spelling: Mapping[str, str]

    def official_name(self, written: str) -> str | None:
        """The group's official name, or None when what is written names none for certain."""
        return self.by_spelling.get(_key(written)) or self.by_spelling.get(
            _key(re.sub("(?i)^(dân tộc|người)\\s+", "", written))
        )

    def proposal(self, written: str) -> str | None:
        """The one group whose name is written nearly so: without marks, or one letter off."""
        wanted = bare(_key(written))
        near = {name for key, name in self.by_spelling.items() if bare(key) == wanted}
        if not near:
            plain = {bare(_key(name)): name for name in self.official}
            near = {plain[key] for key in get_close_matches(wanted, plain, n=2, cutoff=0.72)[:1]}
        return near.pop() if len(near) == 1 else None


def _key(written: str) -> str:
    """Case, spaces, hyphens and apostrophes do not count; tones do: Lào is no Lao."""
    return re.sub("[\\s'.–-]+", "", name_key(written))


def ethnic_names(groups: Iterable[Mapping[str, str]]) -> EthnicNames:
    """Make the names from rows with `name_vi`, `name_1979` and `other_names`; an official name wins over another's alias."""
    official: dict[str, str] = {}
    others: dict[str, set[str]] = {}
    for group in groups:
        name = group["name_vi"]
        official |= {_key(name): name, _key(group["name_1979"]): name}
        for alias in re.split("[,.]", f"{group['other_names']},{_SPELLINGS.get(name, '')}"):
            if key := _key(alias):
                others.setdefault(key, set()).add(name)
    sure = {key: names.pop() for key, names in others.items() if len(names) == 1}
    return EthnicNames(tuple(dict.fromkeys(official.values())), sure | official)


@lru_cache(maxsize=1)
def shipped_names() -> EthnicNames:
    """The names from the list that is shipped with the register of people."""
    table = files("nepmoi") / "registry" / "people" / "data" / "ethnic_groups.csv"
    return ethnic_names(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
