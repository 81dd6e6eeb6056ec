"""Registers this part with Django."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The places part."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "payung.places"
    label = "places"
