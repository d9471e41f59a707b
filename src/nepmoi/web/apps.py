"""The room's place among Django's apps."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Tables of this room begin with ``web_``."""

    name = "nepmoi.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
