"""The map of the wings, read from the contracts, and the files that the guards look at."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from importlinter.api import read_configuration
from importlinter.configuration import configure

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "nepmoi"

configure()
CONTRACTS: dict[str, dict[str, Any]] = {
    contract["id"]: contract for contract in read_configuration(str(ROOT / ".importlinter"))["contracts_options"]
}


def lines(contract: str) -> list[list[str]]:
    """The layers of a contract, top to bottom, each as its siblings."""
    return [[name.strip(" ()") for name in layer.split("|")] for layer in CONTRACTS[contract]["layers"]]


# Where a room lies: the line of its wing, then its own line in the wing.
DEPTH = {
    f"{wing}.{room}": (i, j)
    for i, wings in enumerate(lines("wings"))
    for wing in wings
    if wing in CONTRACTS
    for j, rooms in enumerate(lines(wing))
    for room in rooms
}
DOORS = ("web", "api", "cli")


def may_use(here: str, there: str) -> bool:
    """Whether a room may point at another: itself, or one that lies deeper."""
    same_wing = here.partition(".")[0] == there.partition(".")[0]
    return here == there or DEPTH[here][same_wing] < DEPTH[there][same_wing]


def sources() -> list[Path]:
    """Every module of the product but its migrations."""
    return [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    """A module, parsed once."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def module_name(path: Path) -> str:
    """``registry.people.services`` for a file below the source."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def place(path: Path, node: ast.AST) -> str:
    """Where a finding stands: the file and its line."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def strings(module: ast.Module) -> Iterator[ast.Constant]:
    """Every text in a module, docstrings and the parts of f-strings included."""
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node


@cache
def kept_files() -> list[Path]:
    """What git keeps or would keep: the working tree without what it ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]
