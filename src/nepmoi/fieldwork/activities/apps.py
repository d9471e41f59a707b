"""The room's place among Django's apps."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """Tables of this room begin with ``activities_``."""

    name = "nepmoi.fieldwork.activities"
    label = "activities"
    default_auto_field = "django.db.models.BigAutoField"
