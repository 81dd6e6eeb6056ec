"""Registers this part with Django."""

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    """The contributions part."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "payung.contributions"
    label = "contributions"
