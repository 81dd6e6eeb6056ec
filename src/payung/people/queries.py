"""Reads persons: by their number, and those a user may see."""

import re

from django.db.models import QuerySet

from payung.accounts.areas import in_areas_of
from payung.accounts.models import User
from payung.groundwork import sealed
from payung.people.models import Person

NIK = re.compile(r"[0-9]{16}", re.ASCII)


def written_nik(text: str) -> str | None:
    """Return the 16 digits of a typed NIK, spaces, dots and dashes left out; None where they are not 16 digits."""
    digits = re.sub(r"[\s.\-]", "", text)
    return digits if NIK.fullmatch(digits) else None


def person_of_nik(nik: str) -> Person | None:
    """Return the person whose current NIK these 16 digits are; a number that was corrected finds nobody."""
    return Person.objects.filter(nik_index=sealed.keyed_index(nik, sealed.NIK)).first()


def persons_seen_by(user: User) -> QuerySet[Person]:
    """The persons of the user's areas; whoever has no village is seen by city-level roles only."""
    return Person.objects.filter(in_areas_of(user, "village"))


def is_seen_by(user: User, person: Person) -> bool:
    """Whether `person` lives in the user's areas."""
    return user.is_city_level or persons_seen_by(user).filter(pk=person.pk).exists()
