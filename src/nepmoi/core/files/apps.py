"""The room's place among Django's apps."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Tables of this room begin with ``files_``."""

    name = "nepmoi.core.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
