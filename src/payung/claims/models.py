"""A death from the first report to the last rupiah: case, heir, award, BPJS's decision, payout, handover."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.enrolment.models import Membership
from payung.intake.models import Programme
from payung.people.models import Person


class Case(models.Model):
    """One death of a member, followed until the family is paid."""

    class Status(models.TextChoices):
        REPORTED = "reported", _("reported")
        SUBMITTED = "submitted", _("award waits for approval")
        APPROVED = "approved", _("sent to BPJS")
        GRANTED = "granted", _("granted by BPJS")
        DENIED = "denied", _("denied by BPJS")
        PAID = "paid", _("paid")
        HANDED_OVER = "handed_over", _("handed over")

    class Cause(models.TextChoices):
        ILLNESS = "illness", _("illness, or any cause but a work accident")
        WORK_ACCIDENT = "work_accident", _("work accident, or suddenly at work")

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="death_case")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="cases")
    died_on = models.DateField()
    cause = models.CharField(max_length=20, choices=Cause)
    reported_on = models.DateField()
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status, default=Status.REPORTED)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reported_on__gte=F("died_on")),
                name="case_reported_after_death",
                violation_error_message=_("A death cannot be reported before it happened."),
            )
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"


class Heir(models.Model):
    """Who claims: relation and the account the money goes to; NIK and account sealed."""

    class Relation(models.TextChoices):
        SPOUSE = "spouse", _("widow or widower")
        CHILD = "child", _("child")
        PARENT = "parent", _("parent")
        GRANDCHILD = "grandchild", _("grandchild")
        GRANDPARENT = "grandparent", _("grandparent")
        SIBLING = "sibling", _("sibling")
        PARENT_IN_LAW = "parent_in_law", _("parent-in-law")
        BY_WILL = "by_will", _("named in a will")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="heirs")
    name = models.TextField()
    relation = models.CharField(max_length=15, choices=Relation)
    nik_sealed = models.BinaryField(null=True)
    nik_index = models.BinaryField(max_length=32, null=True)
    bank = models.TextField()
    account_sealed = models.BinaryField()
    account_index = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"heir {self.pk}"


class Award(models.Model):
    """What the law answered for a case on a day, with everything it was computed from."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("waiting for approval")
        APPROVED = "approved", _("approved")
        SENT_BACK = "sent_back", _("sent back")
        REFUSED = "refused", _("refused")

    class Outcome(models.TextChoices):
        CERTAIN = "certain", _("certain")
        OPEN = "open", _("open")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="awards")
    law_day = models.DateField()  # the day whose law applies: the day of death
    computed_on = models.DateField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    total = models.PositiveBigIntegerField(null=True)  # rupiah; only a certain outcome has one
    possible = ArrayField(models.PositiveBigIntegerField())
    body = models.JSONField()  # the whole outcome: facts, readings, lines, sentences
    status = models.CharField(max_length=10, choices=Status, default=Status.SUBMITTED)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="certain", total__isnull=False) | Q(outcome="open", total__isnull=True),
                name="award_certain_has_a_total",
                violation_error_message=_("Only a certain award has one total."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("prepared_by")),
                name="award_second_person",
                violation_error_message=_("Whoever prepared an award may not decide on it."),
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(decided_by__isnull=False, decided_on__isnull=False),
                name="award_approved_by_somebody",
                violation_error_message=_("An approved award names who approved it."),
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status__in=["submitted", "approved"]),
                name="award_one_standing",
                violation_error_message=_("This case has an award already."),
            ),
        ]

    def __str__(self) -> str:
        return f"award {self.pk}"


class AwardLine(models.Model):
    """One line of money of an award."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="lines")
    code = models.CharField(max_length=30)  # "funeral"
    amount = models.PositiveBigIntegerField()
    article = models.TextField()
    certainty = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award", "code"],
                name="award_line_once",
                violation_error_message=_("An award has each line once."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.amount}"


class Decision(models.Model):
    """What BPJS decided on a claim."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="decisions")
    granted = models.BooleanField()
    amount = models.PositiveBigIntegerField()
    decided_on = models.DateField()
    letter = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(granted=True, amount__gt=0) | Q(granted=False, amount=0),
                name="decision_granted_has_an_amount",
                violation_error_message=_("A granted claim has an amount, a denied one has none."),
            )
        ]

    def __str__(self) -> str:
        return self.letter


class Payout(models.Model):
    """Money that reached an heir's account."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="payouts")
    heir = models.ForeignKey(Heir, on_delete=models.PROTECT, related_name="payouts")
    amount = models.PositiveBigIntegerField()
    paid_on = models.DateField()
    reference = models.TextField(unique=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.reference


class Handover(models.Model):
    """The ceremony at which the benefit was handed to the family."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="handover")
    on = models.DateField()
    place = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"handover {self.on}"


class ReadingConfirmation(models.Model):
    """A letter by which BPJS's branch confirmed one reading of a rule that the law leaves open, and who agreed."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("waiting for approval")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="confirmations")
    rule = models.CharField(max_length=20)  # a code of payung.law.unsettled: "three_months"
    reading = models.CharField(max_length=5)  # "A"
    letter = models.TextField()
    dated = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.SUBMITTED)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    decision_reason = models.TextField(blank=True)
    ended_on = models.DateField(null=True)  # the first day on which a later letter is followed instead

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="confirmation_second_person",
                violation_error_message=_("Whoever recorded a letter may not decide on it."),
            ),
            models.CheckConstraint(
                condition=Q(status="submitted", decided_by__isnull=True, decided_on__isnull=True)
                | Q(status__in=["approved", "refused"], decided_by__isnull=False, decided_on__isnull=False),
                name="confirmation_decided_by_somebody",
                violation_error_message=_("A decided confirmation names who decided on it, and when."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(status="approved", ended_on__gte=F("decided_on")),
                name="confirmation_ends_after_it_began",
                violation_error_message=_("Only an approved confirmation is replaced, and not before its approval."),
            ),
            models.CheckConstraint(
                condition=Q(dated__lte=F("proposed_on")),
                name="confirmation_letter_came_before",
                violation_error_message=_("The letter cannot be dated after the day on which it is recorded."),
            ),
            models.UniqueConstraint(
                fields=["programme", "rule"],
                condition=Q(status="approved", ended_on__isnull=True),
                name="confirmation_one_followed",
                violation_error_message=_("One reading of a rule is followed at a time."),
            ),
            models.UniqueConstraint(
                fields=["programme", "rule"],
                condition=Q(status="submitted"),
                name="confirmation_one_waiting",
                violation_error_message=_("One letter about a rule waits for approval at a time."),
            ),
        ]

    def __str__(self) -> str:
        return f"confirmation {self.pk}"
