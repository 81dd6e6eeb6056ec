"""Which status of a case and of its award allows which action, and where each leads; a test walks every pair."""

from payung.claims.models import Award, Case, ReadingConfirmation

C = Case.Status
A = Award.Status

CASE_ALLOWS: dict[str, frozenset[str]] = {
    "add_heir": frozenset({C.REPORTED, C.SUBMITTED, C.APPROVED, C.GRANTED}),
    "award": frozenset({C.REPORTED}),
    "approve_award": frozenset({C.SUBMITTED}),
    "send_back_award": frozenset({C.SUBMITTED}),
    "refuse_award": frozenset({C.SUBMITTED}),
    "record_decision": frozenset({C.APPROVED}),
    "record_payout": frozenset({C.GRANTED}),
    "record_handover": frozenset({C.PAID}),
}
AWARD_ALLOWS: dict[str, frozenset[str]] = {
    "approve_award": frozenset({A.SUBMITTED}),
    "send_back_award": frozenset({A.SUBMITTED}),
    "refuse_award": frozenset({A.SUBMITTED}),
    "record_decision": frozenset({A.APPROVED}),
}
# Where a case may stand afterwards; more than one where the answer or the sum decides.
CASE_LEADS_TO: dict[str, frozenset[str]] = {
    "award": frozenset({C.SUBMITTED}),
    "approve_award": frozenset({C.APPROVED}),
    "send_back_award": frozenset({C.REPORTED}),
    "refuse_award": frozenset({C.REPORTED}),
    "record_decision": frozenset({C.GRANTED, C.DENIED}),
    "record_payout": frozenset({C.GRANTED, C.PAID}),
    "record_handover": frozenset({C.HANDED_OVER}),
}
CONFIRMATION_ALLOWS: dict[str, frozenset[str]] = {
    "approve_reading": frozenset({ReadingConfirmation.Status.SUBMITTED}),
    "refuse_reading": frozenset({ReadingConfirmation.Status.SUBMITTED}),
}
CLOSED = frozenset({C.DENIED, C.HANDED_OVER})


def is_case_ready(action: str, status: str) -> bool:
    """Whether a case in `status` may be acted on so; an unknown action is a KeyError."""
    return status in CASE_ALLOWS[action]


def is_award_ready(action: str, status: str) -> bool:
    """Whether an award in `status` may be acted on so; an unknown action is a KeyError."""
    return status in AWARD_ALLOWS[action]


def is_confirmation_ready(action: str, status: str) -> bool:
    """Whether a letter in `status` may be decided on so; an unknown action is a KeyError."""
    return status in CONFIRMATION_ALLOWS[action]
