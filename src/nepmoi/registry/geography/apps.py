"""The room's place among Django's apps."""

from django.apps import AppConfig


class GeographyConfig(AppConfig):
    """Tables of this room begin with ``geography_``."""

    name = "nepmoi.registry.geography"
    label = "geography"
    default_auto_field = "django.db.models.BigAutoField"
