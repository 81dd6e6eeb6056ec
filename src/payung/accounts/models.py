"""People who sign in."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from payung.places.models import Place


class Role(models.TextChoices):
    """What somebody is in the programme; what each may do stands in `permissions`."""

    KELURAHAN = "kelurahan", _("Kelurahan officer")
    DISNAKER = "disnaker", _("Labour office officer")
    APPROVER = "approver", _("Approver")
    TREASURY = "treasury", _("Treasury")
    BPJS = "bpjs", _("BPJS branch officer")
    AUDITOR = "auditor", _("Auditor")
    MAYOR = "mayor", _("Mayor")
    ADMINISTRATOR = "administrator", _("Administrator")


class User(AbstractBaseUser):
    """One person who signs in, with one role and, where the role is local, areas."""

    username = models.CharField(max_length=150, unique=True)
    full_name = models.CharField(max_length=150)
    role = models.CharField(max_length=20, choices=Role)
    areas = models.ManyToManyField(Place, related_name="+", blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name", "role"]

    objects = BaseUserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="user_role_known",
                violation_error_message=_("This role does not exist."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_city_level(self) -> bool:
        """Whether the role sees the whole city, rows without an area included."""
        return self.role != Role.KELURAHAN
