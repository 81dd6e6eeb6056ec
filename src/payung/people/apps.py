"""Registers this part with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people part."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "payung.people"
    label = "people"
