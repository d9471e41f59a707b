"""The room's place among Django's apps."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Tables of this room begin with ``accounts_``."""

    name = "nepmoi.core.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
