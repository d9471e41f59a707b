"""Every write goes through a service and its envelope: what can be seen of it without running anything.

``tests/write_watcher.py`` sees the rest while the tests run.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.layout import module_name, place, sources, tree

# Past these, no earlier version is kept, or no envelope is asked for.
BANNED = {
    "bulk_create",
    "bulk_update",
    "abulk_create",
    "abulk_update",
    "aupdate",
    "adelete",
    "delete",
    "raw",
    "extra",
    "RawSQL",
    "cursor",
    "executescript",
    "atomic",
    "on_commit",
    "save_base",
    "_raw_delete",
    "update_or_create",
}

# The envelope itself; files are rows of no history under their own hash.
FREE = ("core.audit.services",)

# What may be done where, and why.
ALLOWED = {
    ("analytics.facts", "cursor"),  # one plain SELECT a fact, without ORM objects; see the test of its texts
    ("analytics.facts", "atomic"),  # one snapshot of the database to read in
    ("analytics.figures", "atomic"),
    ("analytics.engine", "cursor"),  # DuckDB's cursor a thread
    ("config", "cursor"),
}
INSIDE = re.compile(r"inside\s+(?:\S+\s+){1,3}envelope")
WRITING = {"save", "create", "get_or_create", "create_all", "save_all", "renew", *BANNED}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)


def calls(node: ast.AST) -> Iterator[ast.Call]:
    return (part for part in ast.walk(node) if isinstance(part, ast.Call))


def is_queryset_update(call: ast.Call) -> bool:
    """A queryset's update takes names only; a dict's or a hash's takes a thing."""
    return name_of(call) == "update" and isinstance(call.func, ast.Attribute) and not call.args and bool(call.keywords)


def is_allowed(module: str, name: str) -> bool:
    return module in FREE or any(module.startswith(where) and name == what for where, what in ALLOWED)


def test_nothing_goes_past_the_envelope() -> None:
    assert [
        f"{place(path, call)} {ast.unparse(call.func)}"
        for path in sources()
        for call in calls(tree(path))
        if (name_of(call) in BANNED or is_queryset_update(call)) and not is_allowed(module_name(path), name_of(call))
    ] == []


def writes(call: ast.Call) -> bool:
    """Whether a call saves rows: ``row.save()``, a manager's ``create``; not a picture's or a workbook's ``save(path)``."""
    name = name_of(call)
    if name == "save":
        # A row's method; a plain name is a function that the caller was given.
        return (
            isinstance(call.func, ast.Attribute)
            and not call.args
            and {word.arg for word in call.keywords} <= {"using", "update_fields", "force_insert"}
        )
    if name in {"create", "get_or_create"}:
        return ".objects" in ast.unparse(call.func) or "_manager" in ast.unparse(call.func)
    if name == "renew":
        return ast.unparse(call.func) == "audit.renew"
    return name in WRITING


def is_services(path: Path) -> bool:
    return "services" in module_name(path).split(".")


def test_only_services_write() -> None:
    assert [
        f"{place(path, call)} {ast.unparse(call.func)}"
        for path in sources()
        if not is_services(path)
        for call in calls(tree(path))
        if writes(call) and not is_allowed(module_name(path), name_of(call))
    ] == []


def opens_envelope(function: ast.AST) -> bool:
    return any(
        isinstance(item.context_expr, ast.Call) and name_of(item.context_expr) in {"writing"}
        for part in ast.walk(function)
        if isinstance(part, ast.With)
        for item in part.items
    )


def is_given_one(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """It takes the open write, or says in its docstring that its caller opens it (the watcher holds it to that)."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    has_write = any(word.annotation and ast.unparse(word.annotation).endswith("Write") for word in arguments)
    return has_write or bool(INSIDE.search(ast.get_docstring(function) or ""))


def loose(path: Path) -> list[str]:
    """Functions that write without an envelope of their own or one that all their callers in the module hold open."""
    known = {function.name: function for function in functions(path)}
    safe = {name for name, function in known.items() if opens_envelope(function) or is_given_one(function)}
    while True:
        more = {
            name
            for name in known.keys() - safe
            if name.startswith("_")
            if (callers := {caller for caller, body in known.items() if caller != name and _calls(body, name)})
            and callers <= safe
        }
        if not more:
            break
        safe |= more
    return [
        f"{place(path, function)} {name}"
        for name, function in known.items()
        if name not in safe and any(writes(call) for call in calls(function))
    ]


def _calls(body: ast.AST, name: str) -> bool:
    return any(isinstance(call.func, ast.Name) and call.func.id == name for call in calls(body))


def test_every_write_happens_in_an_envelope() -> None:
    services = [path for path in sources() if is_services(path) and module_name(path) not in FREE]
    assert services
    assert [line for path in services for line in loose(path)] == []


def test_facts_only_read() -> None:
    changing = ("insert ", "update ", "delete ", "drop ", "alter ", "create ", "replace ", "truncate ", "pragma ")
    facts = [path for path in sources() if module_name(path).startswith("analytics.facts")]
    assert [
        place(path, call)
        for path in facts
        for call in calls(tree(path))
        if name_of(call) in {"execute", "executemany"}
        for text in ast.walk(call)
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
        if text.value.lstrip().lower().startswith(changing)
    ] == []


@pytest.mark.parametrize(
    "body",
    [
        "Person.objects.filter(pk=1).update(name='')",
        "Person.objects.bulk_create(rows)",
        "person.delete()",
        "with transaction.atomic():\n    pass",
        "connection.cursor().execute('UPDATE people')",
    ],
)
def test_the_guard_sees(body: str) -> None:
    found = [call for call in calls(ast.parse(body)) if name_of(call) in BANNED or is_queryset_update(call)]
    assert found


def test_the_guard_lets_other_things_be() -> None:
    body = "known.update(more)\nhash.update(b'')\nimage.save(path)\nworkbook.save(out)"
    assert not any(
        name_of(call) in BANNED or is_queryset_update(call) or writes(call) for call in calls(ast.parse(body))
    )


def test_services_take_names_only() -> None:
    # The audit's services are the envelope's own words; what is private is called in its own module alone.
    assert [
        f"{place(path, function)} {function.name}"
        for path in sources()
        if is_services(path) and module_name(path) not in FREE
        for function in tree(path).body
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
        if opens_envelope(function) and (function.args.args or function.args.posonlyargs)
    ] == []
