"""Events and the seals that chain them. Both tables only grow; a trigger and the missing right to change hold that."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One thing that somebody did, written in the transaction that did it."""

    recorded_at = models.DateTimeField(db_default=Now())
    on = models.DateField()  # the programme's day, which in a demonstration is not the calendar's
    actor = models.CharField(max_length=150)
    actor_role = models.CharField(max_length=30)
    action = models.CharField(max_length=60)  # "enrolment.approve_decree"
    subject = models.CharField(max_length=80)  # "enrolment.decree:12"
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)  # counts, ids, amounts; never a personal value
    rows = models.PositiveIntegerField(null=True)  # how many rows a bulk action touched
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 over those rows' ids, in order

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="event_of_subject"),
            models.Index(fields=["-id", "action"], name="event_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.action} {self.subject}"


class Seal(models.Model):
    """One link of the chain: the hash of an event and of the link before it."""

    position = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="seal")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(position__gte=1),
                name="seal_position_from_one",
                violation_error_message=_("The chain starts at one."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.hash[:12]}"
