"""Reads cases: those a user may see, one with everything about it, and what waits for whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from payung.accounts.areas import in_areas_of
from payung.accounts.models import User
from payung.accounts.permissions import may
from payung.claims.models import Award, Case, ReadingConfirmation
from payung.intake.models import Programme

# The permission that a status waits for; whoever prepared an award does not wait for themselves.
WAITS_FOR: dict[str, str] = {
    Case.Status.REPORTED: "award.prepare",
    Case.Status.SUBMITTED: "award.approve",
    Case.Status.APPROVED: "decision.record",
    Case.Status.GRANTED: "payout.record",
    Case.Status.PAID: "handover.record",
}


@dataclass(frozen=True)
class WaitingCases:
    """Cases that wait for one act of one user, the longest waiting first."""

    permission: str
    cases: tuple[int, ...]


def subject_of(case: Case) -> str:
    """The subject under which every event of a case stands, so that its whole story is one query."""
    return f"claims.case:{case.pk}"


def cases_seen_by(user: User) -> QuerySet[Case]:
    """The cases of people who lived in the user's areas, newest first, with person, village and membership."""
    seen = Case.objects.filter(in_areas_of(user, "person__village"))
    return seen.select_related("person__village", "membership")


def case_seen_by(user: User, pk: int) -> Case | None:
    """One case with its heirs, awards, lines, decision, payouts and handover, or None; a fixed number of statements."""
    whole = cases_seen_by(user).select_related("decision__by", "handover__by", "reported_by", "membership__decree")
    related = ("heirs", "awards__lines", "awards__prepared_by", "awards__decided_by", "payouts__heir")
    return whole.prefetch_related(*related).filter(pk=pk).first()


def latest_award(case: Case) -> Award | None:
    """The newest award of a case, whatever became of it."""
    return Award.objects.filter(case=case).order_by("-pk").first()


def paid_in_all(case: Case) -> int:
    """Rupiah paid out to the heirs of a case so far."""
    return int(case.payouts.aggregate(paid=Sum("amount"))["paid"] or 0)


def waiting(user: User) -> Iterator[WaitingCases]:
    """Yield what waits for this user, one statement in all."""
    wanted = {status: permission for status, permission in WAITS_FOR.items() if may(user, permission)}
    found: dict[str, list[int]] = {permission: [] for permission in wanted.values()}
    if wanted:
        open_cases = Case.objects.filter(in_areas_of(user, "person__village"), status__in=wanted)
        own = Award.objects.filter(status=Award.Status.SUBMITTED, prepared_by=user)
        rows = open_cases.exclude(awards__in=own).order_by("reported_on", "pk").values_list("pk", "status")
        for pk, status in rows:
            found[wanted[status]].append(pk)
    for permission, cases in found.items():
        if cases:
            yield WaitingCases(permission, tuple(cases))


def letters(programme: Programme) -> dict[str, list[ReadingConfirmation]]:
    """Every letter recorded about a reading by its rule, the latest first; one statement."""
    found: dict[str, list[ReadingConfirmation]] = {}
    whole = ReadingConfirmation.objects.filter(programme=programme).select_related("proposed_by", "decided_by")
    for each in whole.order_by("-pk"):
        found.setdefault(each.rule, []).append(each)
    return found
