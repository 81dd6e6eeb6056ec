"""Reads events, and verifies the chain from the first link to the last."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from payung.audit.actions import NOTHING_BEFORE, event_hash
from payung.audit.models import Event, Seal


@dataclass(frozen=True)
class Verification:
    """What verifying found: links checked, events not sealed yet, and the first fault if any."""

    sealed: int
    unsealed: int
    head: str
    fault: str = ""  # empty: the chain is whole

    @property
    def is_whole(self) -> bool:
        """Whether every link holds."""
        return not self.fault


def verification() -> Verification:
    """Walk the chain in order; a changed event, a changed link or a missing one is named."""
    previous, checked, fault = NOTHING_BEFORE, 0, ""
    for link in Seal.objects.select_related("event").order_by("position").iterator(chunk_size=2_000):
        if link.position != checked + 1:
            fault = f"link {checked + 1} is missing"
        elif link.previous != previous or event_hash(link.event, previous) != link.hash:
            fault = f"link {link.position} (event {link.event_id}) does not hold"
        if fault:
            break
        previous, checked = link.hash, checked + 1
    unsealed = Event.objects.filter(seal__isnull=True).count()
    return Verification(sealed=checked, unsealed=unsealed, head=previous, fault=fault)


def events_of(*subjects: str) -> QuerySet[Event]:
    """The events about any of these subjects, oldest first."""
    wanted = Q()
    for subject in subjects:
        wanted |= Q(subject=subject)
    return Event.objects.filter(wanted).order_by("pk") if subjects else Event.objects.none()


def latest(count: int) -> QuerySet[Event]:
    """The newest events, with their seals."""
    return Event.objects.select_related("seal").order_by("-pk")[:count]
