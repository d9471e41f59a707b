"""One tree of refusals: each leaf has its code and a sentence with its own facts, and each door has an answer to it."""

import ast
import importlib
import inspect
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from http import HTTPStatus

import pytest

from nepmoi.kernel import errors
from nepmoi.kernel.errors import NepmoiError
from tests.system.layout import DOORS, ROOT, SOURCE, module_name, place, sources, tree

BRANCHES = {errors.Invalid, errors.NotFound, errors.NotAllowed, errors.Conflict, errors.Unavailable}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def descendants(kind: type[NepmoiError]) -> Iterator[type[NepmoiError]]:
    for child in kind.__subclasses__():
        yield child
        yield from descendants(child)


def leaves() -> list[type[NepmoiError]]:
    """What can be raised: the ends of the tree, wherever a room keeps them."""
    for path in SOURCE.rglob("errors.py"):
        importlib.import_module(f"nepmoi.{module_name(path)}")
    return sorted(
        (
            kind
            for kind in set(descendants(NepmoiError)) - BRANCHES
            if kind.__module__.startswith("nepmoi.") and not kind.__subclasses__()
        ),
        key=lambda kind: (kind.__module__, kind.__qualname__),
    )


LEAVES = leaves()


def test_the_branches_are_five_and_hang_on_the_root() -> None:
    assert LEAVES
    assert set(NepmoiError.__subclasses__()) == BRANCHES
    assert [leaf for leaf in LEAVES if sum(issubclass(leaf, branch) for branch in BRANCHES) != 1] == []


def test_every_code_is_its_own() -> None:
    assert [code for code, times in Counter(leaf.code() for leaf in LEAVES).items() if times > 1] == []


def test_refusals_stand_in_the_errors_of_their_room() -> None:
    assert [leaf for leaf in LEAVES if not leaf.__module__.endswith(".errors")] == []


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.code())
def test_a_leaf_says_itself_with_its_own_facts(leaf: type[NepmoiError]) -> None:
    assert is_dataclass(leaf), "the leaf lacks @refusal"
    assert "message" in vars(leaf), "the leaf has no sentence of its own"
    facts = {field.name for field in fields(leaf)}
    assert set(PLACEHOLDER.findall(leaf.message)) <= facts
    assert not re.search(r"%(?!\(\w+\)[sd])", leaf.message.replace("%%", "")), "a stray percent sign"
    assert leaf.message.endswith((".", "?", ")s")), "a refusal is a sentence, or ends in one"
    assert inspect.getdoc(leaf), "a docstring says when it is raised"
    assert leaf.message % dict.fromkeys(facts, 0)


def test_every_sentence_is_marked_for_the_catalogues() -> None:
    def is_marked(value: ast.expr) -> bool:
        return isinstance(value, ast.Call) and ast.unparse(value.func).endswith("gettext_noop")

    assert [
        place(path, node)
        for path in sources()
        if path.name == "errors.py"
        for kind in ast.walk(tree(path))
        if isinstance(kind, ast.ClassDef)
        for node in kind.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        if ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target) == "message"
        if not is_marked(node.value)
    ] == []


@pytest.mark.parametrize("door", DOORS)
def test_a_door_answers_every_refusal(door: str) -> None:
    problems = importlib.import_module(f"nepmoi.{door}.problems")
    answers = {leaf: problems.status(leaf.__new__(leaf)) for leaf in LEAVES}
    if door == "cli":
        assert {leaf: code for leaf, code in answers.items() if not 0 < int(code) < 126} == {}
    else:
        assert {leaf: code for leaf, code in answers.items() if not 400 <= HTTPStatus(code) < 600} == {}
        # A branch's answer tells its kind, so that a program can act on the number alone.
        assert len({problems.status(branch()) for branch in BRANCHES}) == len(BRANCHES)


def test_nothing_else_is_raised_as_a_refusal() -> None:
    # Django's own 404 and 403 would answer without a code and in Django's words.
    foreign = ("Http404", "PermissionDenied", "ValidationError", "SuspiciousOperation")
    assert [
        str(path.relative_to(ROOT))
        for path in sources()
        if path.relative_to(SOURCE).parts[0] not in {"config", "web"}
        and any(re.search(rf"raise {name}\b", path.read_text(encoding="utf-8")) for name in foreign)
    ] == []
