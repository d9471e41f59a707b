"""The room's place among Django's apps."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Tables of this room begin with ``people_``."""

    name = "nepmoi.registry.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
