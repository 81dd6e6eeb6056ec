"""Registers this part with Django."""

from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    """The enrolment part."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "payung.enrolment"
    label = "enrolment"
