"""The room's place among Django's apps."""

from django.apps import AppConfig


class RostersConfig(AppConfig):
    """Tables of this room begin with ``rosters_``."""

    name = "nepmoi.intake.rosters"
    label = "rosters"
    default_auto_field = "django.db.models.BigAutoField"
