"""Hands out what holds identifiers in clear: the workbook back, one row's numbers. Who took what is recorded."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.groundwork.sealed import unseal
from payung.intake.actions.decisions import ReasonNeeded
from payung.intake.actions.screening_runs import workbook_path
from payung.intake.models import CandidateList, ScreenedRow


@dataclass(frozen=True)
class Numbers:
    """The identifiers of a row in clear, empty where there is none; `found` is the register's."""

    nik: str
    family_card: str
    nik_found: str
    family_card_found: str


@transaction.atomic
def hand_out_workbook(*, candidate_list: CandidateList, by: User, on: date) -> Path:
    """The workbook of the current screening. Raises FileNotFoundError where there is none."""
    require(by, "list.see")
    screening = candidate_list.screening
    path = workbook_path(screening) if screening is not None else None
    if path is None or not path.exists():
        raise FileNotFoundError
    record(
        action="intake.hand_out_workbook",
        by=by,
        on=on,
        subject=f"intake.candidatelist:{candidate_list.pk}",
        rows=candidate_list.row_count,
        data={"screening": candidate_list.screening_id},
    )
    return path


@transaction.atomic
def reveal_row(*, row: ScreenedRow, reason: str, by: User, on: date) -> Numbers:
    """The numbers of one row, to be compared with a card. Raises ReasonNeeded."""
    require(by, "person.reveal")
    if not reason.strip():
        raise ReasonNeeded
    given = row.list_row
    numbers = Numbers(
        nik=_opened(given.nik_given_sealed, "nik"),
        family_card=_opened(given.family_card_sealed, "family_card"),
        nik_found=_opened(row.nik_sealed, "nik") if row.confirmed else "",
        family_card_found=_opened(row.family_card_sealed, "family_card") if row.confirmed else "",
    )
    record(action="intake.reveal_row", by=by, on=on, subject=f"intake.listrow:{given.pk}", reason=reason.strip())
    return numbers


def _opened(sealed: bytes | memoryview | None, purpose: str) -> str:
    return unseal(sealed, purpose) if sealed is not None else ""
