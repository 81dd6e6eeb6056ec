"""Registers this part with Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit part."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "payung.audit"
    label = "audit"
