"""Registers this part with Django."""

from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    """The enrolment part."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "payung.enrolment"
    label = "enrolment"

    def ready(self) -> None:
        """Let screening know our own members."""
        from payung.enrolment.cover import own_members
        from payung.intake.cover import provide

        provide(own_members)
