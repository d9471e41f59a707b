"""The data folder at the command line."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from nepmoi.cli.errors import FolderMissing


def require_folder() -> None:
    """Refuse a command that needs data where there is none.

    Raises:
        FolderMissing: when the folder holds no database.
    """
    if connection.vendor == "sqlite" and not Path(str(settings.DATABASES["default"]["NAME"])).exists():
        raise FolderMissing(folder=str(settings.DATA))


def migrate() -> None:
    """Bring the database's tables to what this version needs."""
    call_command("migrate", verbosity=0, interactive=False)
