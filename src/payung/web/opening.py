"""Opens an installation: which city it is, its programme, its places, and accounts made from the command line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payung.accounts.actions import add_user
from payung.accounts.models import Role, User
from payung.audit.actions import record
from payung.groundwork.models import Installation
from payung.groundwork.refusals import Refusal
from payung.intake.models import Programme
from payung.places.actions import load_places
from payung.places.models import Place


@dataclass(frozen=True)
class Operator:
    """Whoever works on the machine itself, before or beside the accounts."""

    username: str = "operator"
    role: str = "operator"


class OpenAlready(Refusal):
    """The installation is a city already."""

    sentence = _("This installation is %(city)s already. Another city needs a data folder of its own.")


class NoSuchCity(Refusal):
    """The code names no regency or city."""

    sentence = _("%(code)s is not the code of a regency or city. Write it as the Home Ministry does: 32.71.")


class AccountRefused(Refusal):
    """The account cannot be made as given; the sentence is the field's own."""


@transaction.atomic
def open_city(*, code: str, by: Operator, on: date, demo_day: date | None = None) -> Programme:
    """Open this installation for the city of `code`, once. Raises OpenAlready, NoSuchCity."""
    standing = Installation.objects.first()
    if standing is not None:
        raise OpenAlready(city=standing.city_name)
    load_places(province=code.partition(".")[0], by=by, on=on)
    place = Place.objects.filter(pk=code, level=Place.Level.REGENCY).first()
    if place is None:
        raise NoSuchCity(code=code)
    name = " ".join(word.capitalize() for word in place.name.split())
    Installation.objects.create(city_name=name, place_code=code, demo_day=demo_day)
    programme = Programme.objects.create(code="pekerja-rentan", name=f"Perlindungan Pekerja Rentan {name}", place=place)
    record(action="web.open_city", by=by, on=on, subject=f"intake.programme:{programme.pk}", data={"code": code})
    return programme


def add_account(
    *, username: str, full_name: str, role: Role, password: str, areas: Sequence[str], by: Operator, on: date
) -> User:
    """Add somebody who signs in; `areas` are codes of places. Raises AccountRefused with what is wrong."""
    places = list(Place.objects.filter(pk__in=areas))
    if len(places) != len(set(areas)):
        raise AccountRefused(_("One of the areas is no code of a place. Write it as 32.71.03.1004."))
    try:
        validate_password(password)
        return add_user(
            username=username, full_name=full_name, role=role, password=password, areas=places, by=by, on=on
        )
    except ValidationError as invalid:
        raise AccountRefused(" ".join(invalid.messages)) from invalid
