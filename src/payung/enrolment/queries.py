"""Reads decrees and memberships: who is a member on a day, whom a search finds, and what a decree amounts to."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from payung.accounts.areas import in_areas_of
from payung.accounts.models import User
from payung.audit.models import Event
from payung.enrolment.models import BpjsAnswer, BpjsAnswerLine, Decree, Membership
from payung.groundwork import sealed
from payung.intake.models import CandidateList, Programme, ScreenedRow
from payung.people.queries import written_nik

MEMBER_NUMBER = re.compile(r"[0-9]{11}", re.ASCII)
FEWEST_LETTERS = 3


@dataclass(frozen=True)
class DecreeFigures:
    """What a decree amounts to: rows its lists accepted, people it names, and how many were left out by reason.

    Reasons: repeated, incomplete, died, nik_corrected, member, other_decree. `by_village` and `by_occupation` are the
    people named, the most frequent first.
    """

    accepted: int
    named: int
    left_out: dict[str, int]
    by_village: list[tuple[str, int]]
    by_occupation: list[tuple[str, int]]


def members_seen_by(user: User) -> QuerySet[Membership]:
    """The memberships of the user's areas, each with its person, village and decree; the order is the caller's."""
    return Membership.objects.filter(in_areas_of(user, "person__village")).select_related(
        "person", "person__village", "decree"
    )


def covering(on: date) -> Q:
    """The condition that a membership covers the day `on`; one that ended on its first day covers none."""
    return Q(registered_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gt=on))


def members_on(on: date, programme: Programme | None = None) -> QuerySet[Membership]:
    """The memberships in force on a day."""
    found = Membership.objects.filter(covering(on))
    return found.filter(programme=programme) if programme else found


def members_found(user: User, text: str) -> QuerySet[Membership]:
    """The user's memberships for a whole NIK, a member number, or a part of a name of three letters or more."""
    seen = members_seen_by(user)
    wanted = " ".join(text.split())
    nik = written_nik(wanted)
    if nik is not None:
        index = sealed.keyed_index(nik, sealed.NIK)
        was_corrected = Q(person__nik_corrections__old_index=index)
        return seen.filter(Q(person__nik_index=index) | was_corrected).distinct()
    if MEMBER_NUMBER.fullmatch(wanted.replace(" ", "")):
        return seen.filter(member_number=wanted.replace(" ", ""))
    if len(wanted) < FEWEST_LETTERS:
        return seen.none()
    return seen.filter(person__name__icontains=wanted).order_by("person__name", "pk")


def decree_figures(decree: Decree) -> DecreeFigures:
    """What a decree amounts to; left-out counts are those of its latest preparation."""
    screenings = CandidateList.objects.filter(decrees=decree).values("screening_id")
    accepted = ScreenedRow.objects.filter(screening__in=screenings, verdict=ScreenedRow.Verdict.ACCEPTED)
    prepared = Event.objects.filter(
        subject=f"enrolment.decree:{decree.pk}",
        action__in=("enrolment.prepare_decree", "enrolment.revise_decree"),
    ).order_by("-pk")
    latest = prepared.first()
    return DecreeFigures(
        accepted=accepted.count(),
        named=decree.member_count,
        left_out=dict(latest.data.get("left_out", {})) if latest else {},
        by_village=_named_by(decree, "screened_row__village__name"),
        by_occupation=_named_by(decree, "screened_row__list_row__occupation"),
    )


def usable_lists(programme: Programme) -> QuerySet[CandidateList]:
    """The approved lists that a decree can be made from."""
    return CandidateList.objects.filter(
        programme=programme, status=CandidateList.Status.APPROVED, screening__complete=True
    )


def problem_lines(answer: BpjsAnswer) -> QuerySet[BpjsAnswerLine]:
    """The lines of an answer that were not used; `answers.PROBLEMS` has the sentence for each `problem`."""
    return answer.lines.exclude(problem="").order_by("row")


def unanswered(programme: Programme) -> QuerySet[Membership]:
    """Open memberships for which BPJS has given no effective date yet."""
    return Membership.objects.filter(programme=programme, ends_on__isnull=True, effective_on__isnull=True)


def _named_by(decree: Decree, path: str) -> list[tuple[str, int]]:
    rows = decree.entries.values(value=F(path)).annotate(count=Count("pk")).order_by("-count", "value")
    return [(row["value"] or "", row["count"]) for row in rows]
