"""A dump in a database of its own, brought to today's tables: started by ``test_dumps``, never imported by it.

It makes the tables as they were at the dump, fills them, migrates to today's, and answers on the way out, as JSON: the value of
each figure that was asked, and what the API says to each question, byte for byte.
"""

import hashlib
import json
import lzma
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "nepmoi.config.settings"
django.setup()

from django.core.management.color import no_style  # noqa: E402 - the product comes after its settings
from django.db import connection, transaction  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.test import Client  # noqa: E402

from nepmoi.analytics.figures import selectors as figures  # noqa: E402
from nepmoi.cli import folder  # noqa: E402
from nepmoi.core.accounts.models import Account  # noqa: E402

YEARS = tuple(sys.argv[2:])

# Who asks everything; others ask an eighth of it, each another one.
ALL = "tinh"


def lay(dump: dict[str, Any]) -> None:
    """The rows of the dump, in the tables of its day."""
    executor = MigrationExecutor(connection)
    targets = [(app, name) for app, name in dump["migrations"]]
    executor.migrate(targets)
    apps = executor.loader.project_state(targets).apps
    held = {apps.get_model(label): table for label, table in dump["tables"].items()}
    with transaction.atomic():
        for model in held:
            # Rows that a migration made are in the dump as well.
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - our own name
        for model, table in held.items():
            fields = [field for field in model._meta.concrete_fields if field.attname in table["columns"]]
            assert len(fields) == len(table["columns"]), model
            at = [table["columns"].index(field.attname) for field in fields]
            rows = [
                model(
                    **{
                        field.attname: field.target_field.to_python(row[n])
                        if field.is_relation
                        else field.to_python(row[n])
                        for field, n in zip(fields, at, strict=True)
                    }
                )
                for row in table["rows"]
            ]
            model._base_manager.bulk_create(rows, batch_size=500)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(held)):
            cursor.execute(statement)


def questions() -> Iterator[str]:
    """The same for every database: each figure, each year, each split, and rows; some that are refused."""
    base = "/api/v1/figures"
    yield base
    for one in figures.catalogue():
        for year in YEARS:
            yield f"{base}/{one.code}?{urlencode({'year': year})}"
            yield f"{base}/{one.code}/rows?{urlencode({'year': year})}"
        for by in map(str, one.splits()):
            for more in ({}, {"map": "2025-07-01"}) if by != "sex" else ({},):
                yield f"{base}/{one.code}?{urlencode({'from': '2022-01-01', 'to': '2025-12-31', 'by': by, **more})}"
    yield f"{base}/no_such_figure"
    yield f"{base}/people_trained?place=zzzz"
    yield f"{base}/people_trained?year=x"


def answers() -> dict[str, str]:
    """Every answer by who asks and what, as its status and a digest of its bytes."""
    found = {}
    asked = list(questions())
    for number, account in enumerate(Account.objects.order_by("username")):
        client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
        client.force_login(account, "django.contrib.auth.backends.ModelBackend")
        for question in asked if account.username == ALL else asked[number % 8 :: 8]:
            answer = client.get(question)
            found[f"{account.username} {question}"] = (
                f"{answer.status_code} {hashlib.sha256(answer.content).hexdigest()}"
            )
    return found


def values() -> dict[str, dict[str, Any]]:
    """What the province's officer reads."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(Account.objects.get(username="tinh"), "django.contrib.auth.backends.ModelBackend")
    return {
        code: {year: client.get(f"/api/v1/figures/{code}?year={year}").json()["value"] or 0 for year in YEARS}
        for code in ("people_trained", "training_participations", "half_day_presences")
    }


def main(path: str) -> None:
    """Lay, migrate, answer."""
    lay(json.loads(lzma.decompress(Path(path).read_bytes())))
    folder.migrate()
    print(json.dumps({"values": values(), "answers": answers()}))


if __name__ == "__main__":
    main(sys.argv[1])
