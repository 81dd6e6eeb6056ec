"""Asks the law again, from the facts an award keeps, and says where the answer changed. Changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from payung.claims.models import Award
from payung.law.outcome import Outcome
from payung.law.programmes import outcome_of
from payung.law.sentences import Refused, Sentence


@dataclass(frozen=True)
class Difference:
    """An award whose facts lead to another answer today; `refused` holds the law's sentence where it gives none."""

    award: Award
    stored: Outcome
    computed: Outcome | None
    refused: Sentence | None = None


def stored_outcome(award: Award) -> Outcome:
    """Return the outcome as it was when the award was made."""
    return Outcome.from_json(award.body)


def recompute(award: Award) -> Outcome:
    """Return the law's answer to the very facts the award was computed from. Raises the law's Refused."""
    return outcome_of(award.body["facts"])


def differences() -> Iterator[Difference]:
    """Yield every award ever made that would be decided otherwise today, the oldest first; one statement."""
    for award in Award.objects.order_by("pk").iterator(chunk_size=500):
        stored = stored_outcome(award)
        try:
            computed = recompute(award)
        except Refused as refused:
            yield Difference(award, stored, None, refused.sentence)
            continue
        if not computed.is_same_award(stored) or _columns(award) != (computed.kind, computed.total, computed.possible):
            yield Difference(award, stored, computed)


def _columns(award: Award) -> tuple[str, int | None, tuple[int, ...]]:
    """What the row itself says, which must be what its body says."""
    return award.outcome, award.total, tuple(award.possible)
