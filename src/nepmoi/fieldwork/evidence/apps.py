"""The room's place among Django's apps."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Tables of this room begin with ``evidence_``."""

    name = "nepmoi.fieldwork.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
