"""The room's place among Django's apps."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    """Tables of this room begin with ``community_``."""

    name = "nepmoi.fieldwork.community"
    label = "community"
    default_auto_field = "django.db.models.BigAutoField"
