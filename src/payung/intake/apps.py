"""Registers this part with Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The intake part."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "payung.intake"
    label = "intake"
