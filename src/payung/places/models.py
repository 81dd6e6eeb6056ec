"""Places by their Kemendagri codes; BPS codes differ and are never stored here."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.Model):
    """A province, regency or city, district, or village (kelurahan, desa)."""

    class Level(models.IntegerChoices):
        PROVINCE = 1, _("province")
        REGENCY = 2, _("regency or city")
        DISTRICT = 3, _("district")
        VILLAGE = 4, _("kelurahan or village")

    code = models.CharField(max_length=13, primary_key=True)  # "32.71.01.1001"
    level = models.PositiveSmallIntegerField(choices=Level)
    name = models.TextField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    aliases = ArrayField(models.TextField(), default=list)
    postal_code = models.CharField(max_length=5, blank=True)
    tile_column = models.PositiveSmallIntegerField(null=True)
    tile_row = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?$"),
                name="place_code_kemendagri",
                violation_error_message=_("A place code has the form 32.71.01.1001."),
            )
        ]

    def __str__(self) -> str:
        return self.name
