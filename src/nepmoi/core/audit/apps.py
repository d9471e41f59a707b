"""The room's place among Django's apps."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Tables of this room begin with ``audit_``."""

    name = "nepmoi.core.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
