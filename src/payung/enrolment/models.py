"""Decrees and the memberships that follow from them, with BPJS's answers."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.intake.models import CandidateList, Programme, ScreenedRow, SourceFile
from payung.people.models import Person


class PayerKind(models.TextChoices):
    """Who pays a month; the law tells the public budgets from the others."""

    CITY = "city", _("city")
    PROVINCE = "province", _("province")
    NATIONAL = "national", _("national budget")
    VILLAGE = "village", _("village")
    DONOR = "donor", _("donor")
    SELF = "self", _("the worker")


class Decree(models.Model):
    """The mayor's decision (SK) that names the members; in force once a second person approved it."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waiting for approval")
        APPROVED = "approved", _("in force")
        SENT_BACK = "sent_back", _("sent back")
        REFUSED = "refused", _("refused")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="decrees")
    number = models.TextField()  # "463/Kep.217-Disnaker/2025"
    title = models.TextField()
    payer = models.CharField(max_length=10, choices=PayerKind)
    registered_on = models.DateField()  # the members' first day in the programme
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    lists = models.ManyToManyField(CandidateList, related_name="decrees")
    member_count = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 over the entries' NIK indexes, in order
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_on = models.DateField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                condition=~Q(status="refused"),
                name="decree_number_once",
                violation_error_message=_("A decree with this number exists already."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("prepared_by")),
                name="decree_second_person",
                violation_error_message=_("Whoever prepared a decree may not decide on it."),
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(decided_by__isnull=False, decided_on__isnull=False),
                name="decree_approved_by_somebody",
                violation_error_message=_("A decree in force names who approved it."),
            ),
            models.CheckConstraint(
                condition=Q(payer__in=PayerKind.values),
                name="decree_payer_known",
                violation_error_message=_("This payer does not exist."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class DecreeEntry(models.Model):
    """One person named by a decree, as the accepted row stood."""

    decree = models.ForeignKey(Decree, on_delete=models.PROTECT, related_name="entries")
    screened_row = models.ForeignKey(ScreenedRow, on_delete=models.PROTECT, related_name="+")
    nik_index = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decree", "nik_index"],
                name="decree_names_a_person_once",
                violation_error_message=_("A decree names each person once."),
            )
        ]

    def __str__(self) -> str:
        return f"entry {self.pk}"


class Membership(models.Model):
    """One person's cover under one programme."""

    class EndReason(models.TextChoices):
        DEATH = "death", _("died")
        MOVED = "moved", _("moved away")
        EMPLOYED = "employed", _("now a wage worker")
        STATE_SERVICE = "state_service", _("now in state service")
        BETTER_OFF = "better_off", _("no longer in the deciles")
        WITHDREW = "withdrew", _("withdrew")
        REFUSED_BY_BPJS = "refused_by_bpjs", _("refused by BPJS")
        MISTAKE = "mistake", _("registered by mistake")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    entry = models.OneToOneField(DecreeEntry, on_delete=models.PROTECT, related_name="membership")
    decree = models.ForeignKey(Decree, on_delete=models.PROTECT, related_name="memberships")
    payer = models.CharField(max_length=10, choices=PayerKind)
    registered_on = models.DateField()
    effective_on = models.DateField(null=True)  # BPJS's own date; the law uses only this one
    ends_on = models.DateField(null=True)  # exclusive; after a death the day after it
    end_reason = models.CharField(max_length=20, choices=EndReason, blank=True)
    member_number = models.CharField(max_length=20, null=True)  # KPJ, BPJS's; kept by a person who joins again

    class Meta:
        indexes = [
            models.Index(fields=["registered_on", "ends_on"], name="membership_by_days"),
            models.Index(fields=["member_number"], name="membership_by_number"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ends_on__isnull=True),
                name="membership_one_open",
                violation_error_message=_("This person has an open membership already."),
            ),
            models.UniqueConstraint(
                fields=["member_number"],
                condition=Q(ends_on__isnull=True),
                name="membership_number_once",
                violation_error_message=_("This member number belongs to another member already."),
            ),
            ExclusionConstraint(
                name="membership_never_overlaps",
                expressions=[
                    (Func(F("person_id"), F("person_id"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (Func(F("registered_on"), F("ends_on"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Memberships of one person may not overlap."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("registered_on")),
                name="membership_ends_after_start",
                violation_error_message=_("A membership cannot end before it began."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, end_reason="") | (Q(ends_on__isnull=False) & ~Q(end_reason="")),
                name="membership_end_has_a_reason",
                violation_error_message=_("The end of a membership needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"


class BpjsAnswer(models.Model):
    """A file in which BPJS answered a registration: member numbers, effective dates, refusals."""

    source = models.OneToOneField(SourceFile, on_delete=models.PROTECT, related_name="bpjs_answer")
    file_name = models.TextField()
    received_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    accepted = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    unmatched = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.file_name


class BpjsAnswerLine(models.Model):
    """One line of BPJS's answer; without a membership it matched nobody and is listed for repair."""

    answer = models.ForeignKey(BpjsAnswer, on_delete=models.PROTECT, related_name="lines")
    row = models.PositiveIntegerField()
    nik_sealed = models.BinaryField(null=True)
    nik_index = models.BinaryField(max_length=32, null=True)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="answers")
    member_number = models.CharField(max_length=20, null=True)
    effective_on = models.DateField(null=True)
    refusal = models.TextField(blank=True)
    problem = models.CharField(max_length=20, blank=True)  # why the line was not used: a code of `answers.PROBLEMS`

    def __str__(self) -> str:
        return f"answer line {self.row}"
