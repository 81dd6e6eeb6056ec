"""Registers this part with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The web part."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "payung.web"
    label = "web"
