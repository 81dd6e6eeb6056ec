"""Registers this part with Django."""

from django.apps import AppConfig


class GroundworkConfig(AppConfig):
    """The groundwork part."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "payung.groundwork"
    label = "groundwork"
