"""The installation itself, and background work as people see it; the queue underneath is procrastinate's."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Installation(models.Model):
    """The one row that says which city this is, and on which day a demonstration runs."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    city_name = models.TextField()
    place_code = models.CharField(max_length=13)
    demo_day = models.DateField(null=True)  # null: a real installation, which lives on the calendar's day

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1),
                name="installation_is_one_row",
                violation_error_message=_("There is one installation only."),
            )
        ]

    def __str__(self) -> str:
        return self.city_name


class Job(models.Model):
    """One piece of background work: what was asked, how far it is, how it ended."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")
        FAILED = "failed", _("failed")

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)  # "intake.candidatelist:12"
    args = models.JSONField(default=dict)  # ids and dates only, never personal values
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)  # 0: not known yet
    step = models.TextField(blank=True)  # what it is doing now, an English source string
    result = models.CharField(max_length=80, blank=True)  # what it made: "intake.candidatelist:12"
    refusal = models.TextField(blank=True)  # the sentence for the person who asked
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "-id"], name="job_of_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=models.Q(status__in=["waiting", "running"]),
                name="job_one_at_a_time",
                violation_error_message=_("This is already being worked on."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.status not in {self.Status.WAITING, self.Status.RUNNING}

    @property
    def percent(self) -> int:
        """How far it is, 0 to 100."""
        if self.status == self.Status.DONE:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0
