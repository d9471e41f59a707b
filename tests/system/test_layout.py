"""The map in the package's docstring is the one that the contracts hold; files keep to their size and their place."""

import ast
import re

import nepmoi
from tests.system import layout
from tests.system.layout import CONTRACTS, ROOT, SOURCE, lines, place, sources, tree

LONGEST = 400

# Folders of data inside the package: no module stands there.
DATA = {"locale", "programmes"}


def in_words(contract: str) -> str:
    return " > ".join(" | ".join(siblings) for siblings in lines(contract))


def test_the_docstring_is_the_map() -> None:
    said = dict(re.findall(r"^    (\w+) {2,}(.+)$", nepmoi.__doc__ or "", re.MULTILINE))
    assert list(said) == [wing for siblings in lines("wings") for wing in siblings]
    assert {wing: said[wing] for wing in said if wing in CONTRACTS} == {
        wing: in_words(wing) for wing in said if wing in CONTRACTS
    }


def test_every_folder_of_the_package_is_a_wing_or_data() -> None:
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders - DATA == {wing for siblings in lines("wings") for wing in siblings}
    assert [path for name in DATA for path in (SOURCE / name).rglob("*.py")] == []


def test_an_init_holds_a_docstring_at_most() -> None:
    # A statement there runs at every import of the package and is an import that nobody sees.
    def may_stand(node: ast.stmt, module: str) -> bool:
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_version = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__version__"
        return is_docstring or (is_version and module == "")

    assert [
        place(path, node)
        for path in sources()
        if path.name == "__init__.py"
        for node in tree(path).body
        if not may_stand(node, layout.module_name(path))
    ] == []


def test_no_file_is_longer_than_can_be_read_at_one_sitting() -> None:
    files = [*sources(), *(ROOT / "tests").rglob("*.py"), *(ROOT / "tools").rglob("*.py")]
    assert {
        str(path.relative_to(ROOT)): length
        for path in files
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    } == {}


def test_only_the_doors_know_addresses_and_pages() -> None:
    def knows(node: ast.AST) -> bool:
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        return (is_call and ast.unparse(node.func) in {"reverse", "reverse_lazy", "render", "redirect"}) or (
            isinstance(node, ast.FunctionDef) and node.name == "get_absolute_url"
        )

    below = [path for path in sources() if path.relative_to(SOURCE).parts[0] not in {*layout.DOORS, "config"}]
    calls = [place(path, node) for path in below for node in ast.walk(tree(path)) if knows(node)]
    pages = [str(path) for path in SOURCE.rglob("*.html") if path.relative_to(SOURCE).parts[0] != "web"]
    assert calls + pages == []


def test_no_room_is_called_by_what_it_is_not_about() -> None:
    vague = {"utils", "helpers", "common", "misc", "extras", "managers", "signals", "admin", "management"}
    assert [str(path) for path in SOURCE.rglob("*") if path.stem in vague] == []
