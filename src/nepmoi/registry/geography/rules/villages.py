"""What makes a village: the words before its name, and the commune that it lies in."""

from nepmoi.kernel import text
from nepmoi.registry.geography.errors import NotACommune, NotAVillage, VillageNameMissing, VillageTypeUnknown
from nepmoi.registry.geography.rules.levels import Level, UnitFacts, in_a_sentence
from nepmoi.registry.geography.rules.names import TYPES, full_name

KINDS = TYPES[Level.VILLAGE]


def name_of(type_: str, bare: str) -> tuple[str, str]:
    """The type in small letters and the full name ("thôn", "Thôn Đoài").

    Raises:
        VillageTypeUnknown: when villages bear no such type.
        VillageNameMissing: when there is no name.
    """
    kind = text.clean(type_).lower()
    if kind not in KINDS:
        raise VillageTypeUnknown(type=type_, allowed=", ".join(KINDS))
    if not (name := text.clean(bare)):
        raise VillageNameMissing
    return kind, full_name(kind, name)


def check_commune(unit: UnitFacts) -> None:
    """Refuse to put a village into anything but a commune.

    Raises:
        NotACommune: when it is none.
    """
    if unit.level is not Level.COMMUNE:
        raise NotACommune(name=in_a_sentence(unit))


def check_village(unit: UnitFacts) -> None:
    """Refuse to change by hand what the official lists say.

    Raises:
        NotAVillage: when it is of the lists.
    """
    if unit.level is not Level.VILLAGE:
        raise NotAVillage(name=in_a_sentence(unit))
