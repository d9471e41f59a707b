"""Nothing is kept that nobody uses: services, selectors, fields, templates and the names in links."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.urls import get_resolver

from tests.system.layout import SOURCE, module_name, place, sources, tree
from tests.system.test_routes import patterns
from tests.write_watcher import our_models

TEMPLATES = SOURCE / "web" / "templates"

# Columns that the system itself fills and reads.
KEPT_BY_DJANGO = {"id", "last_login", "is_active", "password", "history_id", "history_date", "history_type", "entry_id"}


@cache
def names_in(path: Path) -> frozenset[str]:
    """Every name, attribute, keyword and plain text of a module: the ways to speak of something."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
                found.add(name)
            case ast.alias(name=name):
                found.add(name.rpartition(".")[2])
            case ast.Constant(value=str(text)):
                found.update(re.findall(r"\w+", text.replace("__", " ")))
    return frozenset(found)


def layer(path: Path) -> str:
    parts = module_name(path).split(".")
    return parts[2] if len(parts) > 2 else parts[-1]


def public_functions(kind: str) -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in sources():
        if layer(path) == kind and module_name(path).split(".")[0] not in {"web", "api", "cli"}:
            for node in tree(path).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield path, node


def unused(kind: str) -> list[str]:
    """Functions that no other room's module, and no other module of the room, speaks of."""
    return [
        f"{place(path, node)} {node.name}"
        for path, node in public_functions(kind)
        if not any(node.name in names_in(other) for other in sources() if other != path)
        and not _used_inside(path, node.name)
    ]


def _used_inside(path: Path, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(tree(path)))


def test_every_service_is_called() -> None:
    assert unused("services") == []


def test_every_selector_is_called() -> None:
    assert unused("selectors") == []


def test_every_field_is_written_and_read() -> None:
    writers = [
        path for path in sources() if layer(path) in {"services", "models"} or module_name(path).startswith("core")
    ]
    readers = [path for path in sources() if layer(path) not in {"services", "models"}]
    written = frozenset().union(*map(names_in, [path for path in writers if layer(path) != "models"]))
    read = frozenset().union(*map(names_in, readers))
    findings = []
    for model in our_models():
        if "Historical" in model.__name__ or model._meta.auto_created:
            continue
        for field in model._meta.local_fields:
            ways = {field.name, field.attname}
            has_default = field.has_default() or field.primary_key
            if ways & KEPT_BY_DJANGO:
                continue
            if not (ways & written or has_default):
                findings.append(f"{model.__name__}.{field.name} is never written")
            if not ways & read:
                findings.append(f"{model.__name__}.{field.name} is never read")
    assert findings == []


def test_every_template_is_used() -> None:
    pages = {
        path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")
    }
    said = "\n".join(
        [
            *pages.values(),
            *(path.read_text(encoding="utf-8") for path in sources() if module_name(path).startswith("web")),
        ]
    )
    # Django's own names for pages of errors.
    by_django = {"404.html", "500.html", "403.html", "400.html", "403_csrf.html"}
    assert pages
    assert [name for name in pages if name not in by_django and f'"{name}' not in said and f"'{name}" not in said] == []


def test_every_name_in_a_link_is_an_address() -> None:
    known = {pattern.name for _, pattern in patterns(get_resolver())}
    links = [
        (path, name)
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r"{%\s*url\s+['\"]([\w:-]+)['\"]", path.read_text(encoding="utf-8"))
    ]
    assert links
    assert [f"{path.name}: {name}" for path, name in links if name.rpartition(":")[2] not in known] == []
