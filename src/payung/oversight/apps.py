"""Registers this part with Django."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """The oversight part."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "payung.oversight"
    label = "oversight"
