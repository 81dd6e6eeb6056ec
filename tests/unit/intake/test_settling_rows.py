"""A reviewer settles rows in review: by the one suggestion, by name, or by parking; nothing sent is ever changed."""

import pytest
from django.db import DatabaseError, connection, transaction
from offices import DAY, Office

from payung.accounts.permissions import NotAllowed
from payung.audit.models import Event
from payung.groundwork.sealed import unseal
from payung.intake.actions.decisions import ReasonNeeded, ScreenAgain, submit
from payung.intake.actions.handing_out import reveal_row
from payung.intake.actions.screening_runs import screen
from payung.intake.actions.settling import (
    NikNotWellFormed,
    NothingToSettle,
    NotInReview,
    apply_suggestions,
    identify,
    park,
    park_rest,
)
from payung.intake.models import CandidateList, RowDecision, ScreenedRow
from payung.intake.queries import identified_since, parked_rows, rows_for_screening, suggested, waiting_rows

REASON = "Kartu tanda penduduk dilihat"


def _in_review(found: CandidateList, code: str = "") -> ScreenedRow:
    rows = waiting_rows(found).order_by("list_row__row")
    return (rows.filter(codes__contains=[code]) if code else rows).first()


def _screen(office: Office, found: CandidateList) -> None:
    screen(candidate_list=found, by=office.reviewer, on=DAY)
    found.refresh_from_db()


def test_suggestions_identify_and_count_once_the_list_is_screened_again(
    office: Office, screened: CandidateList
) -> None:
    count = suggested(screened).count()
    ids = set(suggested(screened).values_list("list_row", flat=True))
    accepted = screened.screening.accepted
    assert count > 0
    assert apply_suggestions(candidate_list=screened, reason=REASON, by=office.reviewer, on=DAY) == count
    assert not suggested(screened).exists()
    assert identified_since(screened).count() == count
    _screen(office, screened)
    assert not identified_since(screened).exists()
    assert screened.screening.accepted > accepted
    rows = ScreenedRow.objects.filter(screening=screened.screening_id, list_row__in=ids)
    assert all(row.confirmed for row in rows)
    event = Event.objects.get(action="intake.apply_suggestions")
    assert (event.rows, event.actor) == (count, office.reviewer.username)


def test_suggestions_are_applied_once(office: Office, screened: CandidateList) -> None:
    apply_suggestions(candidate_list=screened, reason=REASON, by=office.reviewer, on=DAY)
    with pytest.raises(NothingToSettle):
        apply_suggestions(candidate_list=screened, reason=REASON, by=office.reviewer, on=DAY)


def test_a_row_parked_by_hand_is_not_suggested_any_more(office: Office, screened: CandidateList) -> None:
    row = suggested(screened).first()
    before = suggested(screened).count()
    park(row=row, reason="Menunggu pengirim", by=office.reviewer, on=DAY)
    assert suggested(screened).count() == before - 1


def test_who_a_reviewer_named_is_what_the_next_screening_asks_about(office: Office, screened: CandidateList) -> None:
    row = _in_review(screened, "nik.missing")
    somebody = ScreenedRow.objects.filter(screening=screened.screening_id, confirmed=True).first()
    nik = unseal(somebody.nik_sealed, "nik")
    spaced = f"{nik[:4]} {nik[4:8]} {nik[8:12]} {nik[12:]}"
    identify(row=row, nik=spaced, reason=REASON, by=office.reviewer, on=DAY)
    table = rows_for_screening(screened).to_pylist()
    assert next(each for each in table if each["row"] == row.list_row.row)["nik"] == nik
    assert row not in waiting_rows(screened)
    _screen(office, screened)
    again = ScreenedRow.objects.get(screening=screened.screening_id, list_row=row.list_row)
    assert "nik.missing" not in again.codes
    assert {"person.mismatch", "list.duplicate"} & set(again.codes)  # it is somebody else's number


def test_a_list_with_rows_identified_since_is_not_submitted_before_it_is_screened(
    office: Office, screened: CandidateList
) -> None:
    apply_suggestions(candidate_list=screened, reason=REASON, by=office.reviewer, on=DAY)
    with pytest.raises(ScreenAgain):
        submit(candidate_list=screened, by=office.town.officer, on=DAY)
    _screen(office, screened)
    submit(candidate_list=screened, by=office.town.officer, on=DAY)


def test_parking_the_rest_leaves_rows_identified_since_alone(office: Office, screened: CandidateList) -> None:
    identified = set(suggested(screened).values_list("list_row", flat=True))
    apply_suggestions(candidate_list=screened, reason=REASON, by=office.reviewer, on=DAY)
    waiting = waiting_rows(screened).count()
    assert park_rest(candidate_list=screened, reason="Kembali ke pengirim", by=office.reviewer, on=DAY) == waiting
    assert not waiting_rows(screened).exists()
    assert parked_rows(screened).count() == waiting
    assert not identified & set(parked_rows(screened).values_list("list_row", flat=True))
    with pytest.raises(NothingToSettle):
        park_rest(candidate_list=screened, reason="Kembali ke pengirim", by=office.reviewer, on=DAY)


@pytest.mark.parametrize("verdict", ["accepted", "rejected"])
def test_only_rows_in_review_are_settled(office: Office, screened: CandidateList, verdict: str) -> None:
    row = ScreenedRow.objects.filter(screening=screened.screening_id, verdict=verdict).first()
    with pytest.raises(NotInReview):
        identify(row=row, nik="3271011505900001", reason=REASON, by=office.reviewer, on=DAY)
    with pytest.raises(NotInReview):
        park(row=row, reason=REASON, by=office.reviewer, on=DAY)


def test_a_row_of_a_screening_before_is_not_settled(office: Office, screened: CandidateList) -> None:
    row = _in_review(screened)
    _screen(office, screened)
    with pytest.raises(NotInReview):
        park(row=row, reason=REASON, by=office.reviewer, on=DAY)


def test_a_number_of_other_than_sixteen_digits_and_an_empty_reason_are_refused(
    office: Office, screened: CandidateList
) -> None:
    row = _in_review(screened)
    with pytest.raises(NikNotWellFormed):
        identify(row=row, nik="327101150590", reason=REASON, by=office.reviewer, on=DAY)
    with pytest.raises(ReasonNeeded):
        identify(row=row, nik="3271011505900001", reason="  ", by=office.reviewer, on=DAY)
    with pytest.raises(ReasonNeeded):
        park(row=row, reason="", by=office.reviewer, on=DAY)
    assert not RowDecision.objects.exists()


def test_an_approver_does_not_settle(office: Office, screened: CandidateList) -> None:
    with pytest.raises(NotAllowed):
        park_rest(candidate_list=screened, reason=REASON, by=office.town.approver, on=DAY)


@pytest.mark.parametrize("statement", ["UPDATE intake_rowdecision SET reason = 'x'", "DELETE FROM intake_rowdecision"])
def test_the_database_changes_no_decision(office: Office, screened: CandidateList, statement: str) -> None:
    park(row=_in_review(screened), reason=REASON, by=office.reviewer, on=DAY)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", ["intake_listrow", "intake_screenedrow"])
def test_the_database_changes_no_row(screened: CandidateList, table: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - one of two names


def test_the_numbers_of_a_row_are_shown_with_a_reason_that_is_recorded(office: Office, screened: CandidateList) -> None:
    row = ScreenedRow.objects.filter(screening=screened.screening_id, verdict="accepted").first()
    numbers = reveal_row(row=row, reason="Dibandingkan dengan KTP", by=office.reviewer, on=DAY)
    assert numbers.nik_found == unseal(row.nik_sealed, "nik")
    event = Event.objects.latest("pk")
    assert (event.action, event.reason) == ("intake.reveal_row", "Dibandingkan dengan KTP")
    assert numbers.nik_found not in f"{event.subject}{event.data}"
    with pytest.raises(ReasonNeeded):
        reveal_row(row=row, reason=" ", by=office.reviewer, on=DAY)
    with pytest.raises(NotAllowed):
        reveal_row(row=row, reason="x", by=office.town.approver, on=DAY)
