"""The room's place among Django's apps."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Tables of this room begin with ``training_``."""

    name = "nepmoi.fieldwork.training"
    label = "training"
    default_auto_field = "django.db.models.BigAutoField"
