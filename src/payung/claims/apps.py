"""Registers this part with Django."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """The claims part."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "payung.claims"
    label = "claims"
