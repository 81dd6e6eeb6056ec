"""Every action in every status: allowed exactly where the table says so, and leading only where it says."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import town
from payung.claims.actions import (
    HeirGiven,
    add_heir,
    approve_award,
    award,
    record_decision,
    record_handover,
    record_payout,
    refuse_award,
    send_back_award,
)
from payung.claims.actions.locking import NotNow
from payung.claims.models import Award, Case
from payung.claims.states import AWARD_ALLOWS, CASE_ALLOWS, CASE_LEADS_TO, CLOSED, is_award_ready, is_case_ready

TODAY = date(2025, 11, 24)
HEIR = HeirGiven(name="ANAK", relation="child", nik=None, bank="BJB", account="99887766")
WHY = "diperiksa ulang oleh dinas"


def _act(action: str, bogor: town.Town, case: Case) -> object:
    made = case.awards.first()
    acts: dict[str, Callable[[], object]] = {
        "add_heir": lambda: add_heir(case=case, heir=HEIR, by=bogor.officer, on=TODAY),
        "award": lambda: award(case=case, by=bogor.officer, on=TODAY),
        "approve_award": lambda: approve_award(award=_of(made, case), by=bogor.approver, on=TODAY),
        "send_back_award": lambda: send_back_award(award=_of(made, case), by=bogor.approver, on=TODAY, reason=WHY),
        "refuse_award": lambda: refuse_award(award=_of(made, case), by=bogor.approver, on=TODAY, reason=WHY),
        "record_decision": lambda: record_decision(
            case=case, granted=True, amount=10_000_000, decided_on=TODAY, letter="B", by=bogor.branch, on=TODAY
        ),
        "record_payout": lambda: record_payout(
            case=case,
            heir=case.heirs.get(),
            amount=10_000_000,
            paid_on=TODAY,
            reference="T",
            by=bogor.branch,
            on=TODAY,
        ),
        "record_handover": lambda: record_handover(
            case=case, handed_on=TODAY, place="Balai Kota", by=bogor.officer, on=TODAY
        ),
    }
    return acts[action]()


def _of(made: Award | None, case: Case) -> Award:
    return made or Award(case=case, pk=0)


@pytest.mark.parametrize("action", sorted(CASE_ALLOWS))
@pytest.mark.parametrize("stage", ["reported", "awarded", "approved", "granted", "paid", "handed_over"])
def test_an_action_happens_where_the_table_allows_it_and_nowhere_else(
    bogor: town.Town, stage: str, action: str, request: pytest.FixtureRequest
) -> None:
    reached: Any = request.getfixturevalue(stage)
    case = Case.objects.get(pk=reached.case_id if isinstance(reached, Award) else reached.pk)
    if is_case_ready(action, case.status):
        _act(action, bogor, case)
        after = Case.objects.get(pk=case.pk).status
        assert after in CASE_LEADS_TO.get(action, {case.status})
    else:
        with pytest.raises(NotNow):
            _act(action, bogor, case)
        assert Case.objects.get(pk=case.pk).status == case.status


def test_a_denied_case_is_closed(bogor: town.Town, approved: Award) -> None:
    record_decision(
        case=approved.case,
        granted=False,
        amount=0,
        decided_on=TODAY,
        letter="B",
        by=bogor.branch,
        on=TODAY,
        reason="bukan peserta aktif",
    )
    case = Case.objects.get()
    assert case.status == "denied"
    for action in CASE_ALLOWS:
        with pytest.raises(NotNow):
            _act(action, bogor, case)


def test_every_status_has_a_way_on_or_is_closed() -> None:
    left_by = frozenset().union(*(CASE_ALLOWS[action] for action in CASE_LEADS_TO))
    reached = frozenset().union(*CASE_LEADS_TO.values())
    assert set(Case.Status.values) - left_by == CLOSED
    assert reached | {Case.Status.REPORTED} == set(Case.Status.values)


def test_an_award_is_decided_while_it_waits_and_never_again() -> None:
    for status in Award.Status.values:
        for action in ("approve_award", "send_back_award", "refuse_award"):
            assert is_award_ready(action, status) == (status == "submitted")
    assert AWARD_ALLOWS["record_decision"] == {"approved"}


def test_an_unknown_action_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        is_case_ready("reopen", "denied")
