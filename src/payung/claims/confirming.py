"""The readings that a programme's branch confirmed, as the law wants to hear them, on a day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Q

from payung.claims.models import ReadingConfirmation
from payung.contributions.queries import cover_of
from payung.enrolment.models import Membership
from payung.intake.models import Programme
from payung.law.confirmation import Confirmation
from payung.law.cover import Cover


def confirmed_on(programme: Programme | int, on: date) -> tuple[Confirmation, ...]:
    """Return what was approved by the day `on` and not replaced by it; one statement."""
    found = ReadingConfirmation.objects.filter(programme=programme, status="approved", decided_on__lte=on)
    found = found.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on)).order_by("rule")
    return tuple(Confirmation(each.rule, each.reading, each.letter, each.dated) for each in found)


def cover_as_confirmed(membership: Membership, day: date, known_on: date) -> Cover:
    """The membership's cover on `day`, with the readings confirmed by `known_on`."""
    return replace(cover_of(membership, day), confirmed=confirmed_on(membership.programme_id, known_on))


def with_confirmed(covers: dict[int, Cover], memberships: Iterable[Membership], on: date) -> dict[int, Cover]:
    """The covers by membership id with the readings confirmed to their programmes by `on`."""
    programmes = {each.pk: each.programme_id for each in memberships}
    known = {programme: confirmed_on(programme, on) for programme in set(programmes.values())}
    return {pk: replace(cover, confirmed=known[programmes[pk]]) for pk, cover in covers.items()}
