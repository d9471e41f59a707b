"""The room's place among Django's apps."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Tables of this room begin with ``programme_``."""

    name = "nepmoi.registry.programme"
    label = "programme"
    default_auto_field = "django.db.models.BigAutoField"
