"""A small dump of the demo as today's tables hold it, for the test that later versions can still read it.

``python tools/dump_of_demo.py tests/dumps/STAGE.json.xz`` at the close of a stage, once; an old dump is never made anew. It
holds the sample case on the places of its own province, the names of the migrations that made its tables, and no password.
"""

import json
import lzma
import os
import secrets
import sys
import tempfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
PROVINCE = "42"
LOCKED = "!"  # Django's sign of a password that nobody has


def begin(folder: str) -> None:
    """Load the product on a data folder of its own."""
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    os.environ |= {"DJANGO_SETTINGS_MODULE": "nepmoi.config.settings", "NEPMOI_DATA": folder, "NEPMOI_DATABASE_URL": ""}
    import django  # noqa: PLC0415 - it reads the environment

    django.setup()


def fill() -> None:
    """The demo, with the places of one province."""
    from nepmoi.cli import folder, loading  # noqa: PLC0415 - after Django
    from nepmoi.registry.geography.services import official  # noqa: PLC0415
    from tests.registry.geography.country import part  # noqa: PLC0415

    folder.migrate()
    loading.mark_as_sample()
    official.load_units(by=loading.BY.actor, door=loading.DOOR, timeline=part([PROVINCE]))
    loading.load_programme()
    loading.load_case(dict.fromkeys(loading.usernames(), secrets.token_urlsafe()))


def plain(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def tables() -> dict[str, dict[str, Any]]:
    """All rows of our tables, earlier versions among them, by the label of the model."""
    from django.apps import apps  # noqa: PLC0415, TID251 - it reads every room

    found = {}
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("nepmoi."):
            continue
        columns = [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001 - Django's documented way
        rows = [list(map(plain, row)) for row in model._base_manager.order_by("pk").values_list(*columns)]  # noqa: SLF001
        if "password" in columns:
            at = columns.index("password")
            rows = [[*row[:at], LOCKED, *row[at + 1 :]] for row in rows]
        found[model._meta.label_lower] = {"columns": columns, "rows": rows}  # noqa: SLF001
    return found


def dump() -> dict[str, Any]:
    """What the file holds."""
    from django.db import connection  # noqa: PLC0415 - after Django
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415

    import nepmoi  # noqa: PLC0415

    leaves = MigrationLoader(connection).graph.leaf_nodes()
    return {"version": nepmoi.__version__, "migrations": sorted(map(list, leaves)), "tables": tables()}


def main(path: str) -> None:
    """Make the demo and write its dump."""
    with tempfile.TemporaryDirectory() as folder:
        begin(folder)
        fill()
        held = json.dumps(dump(), ensure_ascii=False, separators=(",", ":")).encode()
        Path(path).write_bytes(lzma.compress(held, preset=9 | lzma.PRESET_EXTREME))
    print(f"{path}: {Path(path).stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
