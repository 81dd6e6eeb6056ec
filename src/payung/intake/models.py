"""Programme and policy, files as they came, registers, lists row by row, screenings and what reviewers decided."""

import builtins

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.places.models import Place


class Programme(models.Model):
    """One programme of contribution aid (bantuan iuran) in one city."""

    code = models.SlugField(unique=True)
    name = models.TextField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class Policy(models.Model):
    """The programme's own choices from a day on; never mixed with the law."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="policies")
    from_on = models.DateField()
    body = models.JSONField()  # the policy file's keys
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "from_on"],
                name="policy_one_a_day",
                violation_error_message=_("A policy from this day exists already."),
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("proposed_by")),
                name="policy_second_person",
                violation_error_message=_("Whoever proposed a policy may not approve it."),
            ),
        ]

    def __str__(self) -> str:
        return f"policy from {self.from_on}"


class SourceFile(models.Model):
    """A file that was accepted for reading, kept byte for byte under its SHA-256."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    first_received_on = models.DateField()

    def __str__(self) -> str:
        return self.sha256[:12]


class RegisterVersion(models.Model):
    """One reference table as it stood on a day; the rows lie in a Parquet file of the data folder."""

    class Kind(models.TextChoices):
        POPULATION = "population", _("population")
        WELFARE = "welfare", _("welfare")
        WAGE_WORKERS = "wage_workers", _("wage workers")
        CIVIL_SERVANTS = "civil_servants", _("civil servants")
        DEATHS = "deaths", _("deaths")
        COVERED = "covered", _("covered elsewhere")

    kind = models.CharField(max_length=20, choices=Kind)
    as_of = models.DateField()
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveBigIntegerField()
    source = models.TextField()
    imported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    imported_on = models.DateField()

    class Meta:
        ordering = ["kind", "-as_of", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "as_of", "sha256"],
                name="register_imported_once",
                violation_error_message=_("This register was imported before."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.as_of}"

    @property
    def file_name(self) -> str:
        """Its name in the data folder's registers."""
        return f"{self.kind}-{self.as_of.isoformat()}-{self.sha256[:12]}.parquet"


class CandidateList(models.Model):
    """A list of candidates (daftar usulan) that somebody sent."""

    class Status(models.TextChoices):
        RECEIVED = "received", _("received")
        SCREENED = "screened", _("screened")
        SUBMITTED = "submitted", _("waiting for approval")
        APPROVED = "approved", _("approved")
        SENT_BACK = "sent_back", _("sent back")
        REFUSED = "refused", _("refused")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="lists")
    sender = models.TextField()  # the office that sent it
    file_name = models.TextField()
    source = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="lists")
    received_on = models.DateField()
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.RECEIVED)
    row_count = models.PositiveIntegerField(default=0)
    ignored_rows = models.PositiveIntegerField(default=0)
    layout = models.JSONField(default=dict)  # sheet, header row and columns as recognised
    screening = models.ForeignKey("Screening", on_delete=models.PROTECT, null=True, related_name="+")  # the current one
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_on = models.DateField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "sender", "source"],
                name="list_same_file_once",
                violation_error_message=_("This sender has sent this very file before."),
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("submitted_by")),
                name="list_second_person",
                violation_error_message=_("Whoever submitted a list may not decide on it."),
            ),
            models.CheckConstraint(
                condition=~models.Q(status="approved")
                | models.Q(decided_by__isnull=False, submitted_by__isnull=False, screening__isnull=False),
                name="list_approved_by_somebody",
                violation_error_message=_("An approved list names who submitted and who approved it."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ListRow(models.Model):
    """One data row of a list as it was understood; NIK and family card sealed."""

    list = models.ForeignKey(CandidateList, on_delete=models.PROTECT, related_name="rows")
    row = models.PositiveIntegerField()  # the row number in the sheet
    name_given = models.TextField(null=True)
    name = models.TextField(null=True)
    nik_given_sealed = models.BinaryField(null=True)  # the cell as sent
    nik_sealed = models.BinaryField(null=True)
    nik_index = models.BinaryField(max_length=32, null=True)
    nik_problem = models.CharField(max_length=10, null=True)
    family_card_sealed = models.BinaryField(null=True)
    family_card_index = models.BinaryField(max_length=32, null=True)
    birth_date_given = models.TextField(null=True)
    birth_date = models.DateField(null=True)
    birth_place = models.TextField(null=True)
    sex = models.CharField(max_length=1, null=True)
    village_given = models.TextField(null=True)
    district_given = models.TextField(null=True)
    address = models.TextField(null=True)
    neighbourhood = models.TextField(null=True)
    occupation = models.TextField(null=True)
    mother_name = models.TextField(null=True)
    phone = models.TextField(null=True)
    cleaned = models.JSONField(default=builtins.list)  # [{column, before, after}], identifiers masked

    class Meta:
        ordering = ["list", "row"]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "row"],
                name="list_row_once",
                violation_error_message=_("This row of the list was stored before."),
            )
        ]

    def __str__(self) -> str:
        return f"row {self.row}"


class Screening(models.Model):
    """One run of a list against registers under a policy."""

    list = models.ForeignKey(CandidateList, on_delete=models.PROTECT, related_name="screenings")
    on = models.DateField()
    policy = models.JSONField()
    registers = models.ManyToManyField(RegisterVersion, related_name="screenings")
    complete = models.BooleanField()
    checks_not_run = ArrayField(models.TextField(), default=builtins.list)
    accepted = models.PositiveIntegerField()
    review = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    findings = models.JSONField()  # {code: count}
    engine = models.CharField(max_length=20)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_to = models.BigIntegerField(default=0, db_default=0)  # the latest reviewer's decision it took into account
    ran_at = models.DateTimeField(db_default=Now())
    milliseconds = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"screening {self.pk}"


class ScreenedRow(models.Model):
    """What one screening said of one row, and the register's person where the row is confirmed."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        REVIEW = "review", _("to be reviewed")
        REJECTED = "rejected", _("rejected")

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="rows")
    list_row = models.ForeignKey(ListRow, on_delete=models.PROTECT, related_name="screened")
    verdict = models.CharField(max_length=10, choices=Verdict)
    codes = ArrayField(models.CharField(max_length=40), default=list)
    findings = models.JSONField(default=list)  # [{code, params}]
    confirmed = models.BooleanField()
    suggested_count = models.PositiveIntegerField(null=True)
    nik_sealed = models.BinaryField(null=True)  # the register person found or suggested
    nik_index = models.BinaryField(max_length=32, null=True)
    family_card_sealed = models.BinaryField(null=True)
    family_card_index = models.BinaryField(max_length=32, null=True)
    name = models.TextField(null=True)
    sex = models.CharField(max_length=1, null=True)
    birth_date = models.DateField(null=True)
    birth_place = models.TextField(null=True)
    mother_name = models.TextField(null=True)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    address = models.TextField(null=True)
    decile = models.PositiveSmallIntegerField(null=True)
    decile_as_of = models.DateField(null=True)

    class Meta:
        ordering = ["screening", "list_row"]
        indexes = [models.Index(fields=["screening", "verdict", "id"], name="screened_by_verdict")]
        constraints = [
            models.UniqueConstraint(
                fields=["screening", "list_row"],
                name="screened_row_once",
                violation_error_message=_("A screening judges each row once."),
            )
        ]

    def __str__(self) -> str:
        return f"screened row {self.pk}"


class RowDecision(models.Model):
    """What a reviewer decided about a row: who it is, or that it is parked. The latest counts."""

    class Kind(models.TextChoices):
        IDENTIFIED = "identified", _("identified")
        PARKED = "parked", _("parked")

    list_row = models.ForeignKey(ListRow, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=Kind)
    nik_sealed = models.BinaryField(null=True)
    nik_index = models.BinaryField(max_length=32, null=True)
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["list_row", "-id"], name="decision_latest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="parked", nik_index__isnull=True)
                | models.Q(kind="identified", nik_index__isnull=False, nik_sealed__isnull=False),
                name="decision_identified_names_a_nik",
                violation_error_message=_("An identified row names the NIK; a parked one does not."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
