"""A reviewer settles rows: says who somebody is, or parks the row. What was sent stays beside what was decided."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import digest_of, record
from payung.groundwork.refusals import Refusal
from payung.groundwork.sealed import keyed_index, seal
from payung.intake.actions.decisions import ReasonNeeded, locked
from payung.intake.models import CandidateList, RowDecision, ScreenedRow
from payung.intake.queries import suggested, waiting_rows
from payung.people.queries import written_nik


class NikNotWellFormed(Refusal):
    """The number given is no NIK."""

    sentence = _("A NIK has exactly 16 digits. Compare it with the identity card.")


class NothingToSettle(Refusal):
    """No row is left that this would settle."""

    sentence = _("There is no row left that this would settle.")


class NotInReview(Refusal):
    """The row is accepted or rejected, or the list was screened again meanwhile."""

    sentence = _("This row is not in review any more. Reload the page to see where it stands.")


@transaction.atomic
def identify(*, row: ScreenedRow, nik: str, reason: str, by: User, on: date) -> RowDecision:
    """Say which NIK a row belongs to; the list must be screened again for it to count.

    Raises NikNotWellFormed, NotInReview.
    """
    require(by, "list.settle")
    _refuse_unless_in_review(row, locked(row.list_row.list, "settle"))
    digits = written_nik(nik)
    if digits is None:
        raise NikNotWellFormed
    decision = RowDecision.objects.create(
        list_row=row.list_row,
        kind=RowDecision.Kind.IDENTIFIED,
        nik_sealed=seal(digits, "nik"),
        nik_index=keyed_index(digits, "nik"),
        reason=_said(reason),
        by=by,
        on=on,
    )
    record(action="intake.identify", by=by, on=on, subject=f"intake.listrow:{row.list_row_id}", reason=decision.reason)
    return decision


@transaction.atomic
def park(*, row: ScreenedRow, reason: str, by: User, on: date) -> RowDecision:
    """Leave a row out of this list until somebody in the field has answered what is asked of it. Raises NotInReview."""
    require(by, "list.settle")
    _refuse_unless_in_review(row, locked(row.list_row.list, "settle"))
    decision = RowDecision.objects.create(
        list_row=row.list_row, kind=RowDecision.Kind.PARKED, reason=_said(reason), by=by, on=on
    )
    record(action="intake.park", by=by, on=on, subject=f"intake.listrow:{row.list_row_id}", reason=decision.reason)
    return decision


@transaction.atomic
def apply_suggestions(*, candidate_list: CandidateList, reason: str, by: User, on: date) -> int:
    """Identify every truncated NIK that has exactly one register person of the same name, birth date and family card.

    Returns how many; the list must be screened again for them to count. Raises NothingToSettle.
    """
    require(by, "list.settle")
    found = locked(candidate_list, "settle")
    rows = [(row.list_row_id, row.nik_sealed, row.nik_index) for row in suggested(found).order_by("list_row")]
    _store(
        [
            RowDecision(
                list_row_id=row_id,
                kind=RowDecision.Kind.IDENTIFIED,
                nik_sealed=sealed,
                nik_index=index,
                reason=_said(reason),
                by=by,
                on=on,
            )
            for row_id, sealed, index in rows
        ]
    )
    _record_many("intake.apply_suggestions", found, [row_id for row_id, _sealed, _index in rows], reason, by, on)
    return len(rows)


@transaction.atomic
def park_rest(*, candidate_list: CandidateList, reason: str, by: User, on: date) -> int:
    """Park every row still waiting for a decision, so that the good rows can go on. Returns how many.

    Raises NothingToSettle.
    """
    require(by, "list.settle")
    found = locked(candidate_list, "settle")
    ids = list(waiting_rows(found).order_by("list_row").values_list("list_row_id", flat=True))
    _store(
        [
            RowDecision(list_row_id=row_id, kind=RowDecision.Kind.PARKED, reason=_said(reason), by=by, on=on)
            for row_id in ids
        ]
    )
    _record_many("intake.park_rest", found, ids, reason, by, on)
    return len(ids)


def _refuse_unless_in_review(row: ScreenedRow, candidate_list: CandidateList) -> None:
    if row.screening_id != candidate_list.screening_id or row.verdict != ScreenedRow.Verdict.REVIEW:
        raise NotInReview


def _store(decisions: list[RowDecision]) -> None:
    if not decisions:
        raise NothingToSettle
    RowDecision.objects.bulk_create(decisions)


def _record_many(action: str, candidate_list: CandidateList, ids: list[int], reason: str, by: User, on: date) -> None:
    subject = f"intake.candidatelist:{candidate_list.pk}"
    record(action=action, by=by, on=on, subject=subject, reason=reason, rows=len(ids), digest=digest_of(ids))


def _said(reason: str) -> str:
    if not reason.strip():
        raise ReasonNeeded
    return reason.strip()
