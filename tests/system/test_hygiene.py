"""The tests can fail: each asserts, none replaces a part of the product, none is skipped where it should run."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.system.layout import ROOT, place, tree

TESTS = ROOT / "tests"

# Raised by hand as the tests grow; it falls only together with the line that says why.
FLOOR = Path(__file__).with_name("floor.txt")

ASSERTING = re.compile(r"^(assert_\w+|raises|warns|fail|expect)$")
REPLACING = {"setattr", "delattr", "setitem", "delitem"}
MADE_UP = {"patch", "MagicMock", "Mock", "AsyncMock", "create_autospec"}


def cases() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                yield path, node


def called(node: ast.Call) -> str:
    return ast.unparse(node.func).split(".")[-1]


def asserts(node: ast.AST, module: ast.Module, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a test asserts something itself, or through a function of its own module."""
    helpers = {part.name: part for part in module.body if isinstance(part, ast.FunctionDef)}
    for part in ast.walk(node):
        if isinstance(part, ast.Assert):
            return True
        if isinstance(part, ast.Call):
            name = called(part)
            if ASSERTING.match(name):
                return True
            if name in helpers.keys() - seen and asserts(helpers[name], module, seen | {name}):
                return True
    return False


def test_every_test_asserts() -> None:
    assert [f"{place(path, node)} {node.name}" for path, node in cases() if not asserts(node, tree(path))] == []


def from_the_product(module: ast.Module) -> set[str]:
    """The names by which a test module calls parts of the product."""
    return {
        (name.asname or name.name).partition(".")[0]
        for node in ast.walk(module)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
        if (getattr(node, "module", None) or name.name).partition(".")[0] == "nepmoi"
    }


def replaces(node: ast.Call, ours: set[str]) -> bool:
    if called(node) in MADE_UP:
        return True
    target = ast.unparse(node.args[0]) if node.args else ""
    return called(node) in REPLACING and ("nepmoi" in target or target.partition(".")[0] in ours)


def test_a_test_without_an_assertion_is_seen() -> None:
    body = "def check(x):\n    assert x\ndef test_a():\n    check(1)\ndef test_b():\n    run(1)\ndef test_c():\n    test_c()"
    module = ast.parse(body)
    tests = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    assert [asserts(node, module) for node in tests] == [True, False, False]


def test_nothing_of_the_product_is_replaced() -> None:
    # Settings and the environment may be set for a test; a function of ours may not be another one.
    assert [
        place(path, node)
        for path in sorted(TESTS.rglob("*.py"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and replaces(node, from_the_product(tree(path)))
    ] == []


def test_a_replacement_is_seen() -> None:
    body = "from nepmoi.kernel import clock\nmonkeypatch.setattr(clock, 'now', f)\nmonkeypatch.setenv('A', 'b')\nMock()"
    module = ast.parse(body)
    found = [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and replaces(node, from_the_product(module))
    ]
    assert sorted(found) == [2, 4]


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    # What a test needs is installed by ./dev; where that could not be, it fails and says so.
    banned = {"skip", "skipif", "importorskip", "SkipTest", "skipUnless", "skipIf"}

    def finding(node: ast.AST) -> bool:
        if isinstance(node, ast.Attribute) and node.attr in banned:
            return True
        return (
            isinstance(node, ast.Call)
            and called(node) == "xfail"
            and not any(
                word.arg == "strict" and isinstance(word.value, ast.Constant) and word.value.value
                for word in node.keywords
            )
        )

    assert [place(path, node) for path in TESTS.rglob("*.py") for node in ast.walk(tree(path)) if finding(node)] == []


def test_no_warning_is_waved_through() -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    filters = re.search(r"^filterwarnings = \[(.*?)\]", settings, re.MULTILINE | re.DOTALL)
    assert filters
    assert '"error"' in filters[1]
    # A third party's warning may be let through by its whole text, never by its category alone.
    assert re.findall(r'"ignore::', filters[1]) == []


def test_the_number_of_tests_never_falls() -> None:
    floor = int(FLOOR.read_text(encoding="ascii").split()[0])
    count = sum(1 for _ in cases())
    assert count >= floor, f"{count} tests where there were {floor}: say why in {FLOOR.name}, or bring them back"
    assert floor >= count // 2, f"{count} tests: raise the number in {FLOOR.name}"
