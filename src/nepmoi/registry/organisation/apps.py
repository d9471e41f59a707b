"""The room's place among Django's apps."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Tables of this room begin with ``organisation_``."""

    name = "nepmoi.registry.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"
