"""Registers this part with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts part."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "payung.accounts"
    label = "accounts"
