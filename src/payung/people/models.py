"""Persons as the programme knows them. NIK and family card are sealed; only a keyed index can find them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.places.models import Place


class Sex(models.TextChoices):
    """As population registers write it."""

    MALE = "L", _("male")
    FEMALE = "P", _("female")


class Person(models.Model):
    """One person, one row: found by the keyed index of the NIK."""

    nik_sealed = models.BinaryField()
    nik_index = models.BinaryField(max_length=32, unique=True)
    family_card_sealed = models.BinaryField(null=True)
    family_card_index = models.BinaryField(max_length=32, null=True, db_index=True)
    name = models.TextField()
    sex = models.CharField(max_length=1, choices=Sex)
    birth_date = models.DateField()
    birth_place = models.TextField(blank=True)
    mother_name = models.TextField(blank=True)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    address = models.TextField(blank=True)
    occupation = models.TextField(blank=True)
    decile = models.PositiveSmallIntegerField(null=True)
    decile_as_of = models.DateField(null=True)
    died_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["name", "id"], name="person_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decile__isnull=True) | models.Q(decile__range=(1, 10)),
                name="person_decile_one_to_ten",
                violation_error_message=_("A welfare decile is a number from 1 to 10."),
            ),
            models.CheckConstraint(
                condition=models.Q(sex__in=Sex.values),
                name="person_sex_known",
                violation_error_message=_("Sex is L or P, as on the identity card."),
            ),
            models.CheckConstraint(
                condition=models.Q(died_on__isnull=True) | models.Q(died_on__gte=models.F("birth_date")),
                name="person_died_after_birth",
                violation_error_message=_("The day of death lies before the day of birth."),
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"


class NikCorrection(models.Model):
    """A NIK that was wrong: the old one, the new one, and who changed it why."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="nik_corrections")
    old_sealed = models.BinaryField()
    old_index = models.BinaryField(max_length=32, db_index=True)
    new_sealed = models.BinaryField()
    new_index = models.BinaryField(max_length=32)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()

    def __str__(self) -> str:
        return f"correction {self.pk}"
