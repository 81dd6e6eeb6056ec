"""Which status of a decree allows which action; a test walks every pair."""

from payung.enrolment.models import Decree

S = Decree.Status
ALLOWED: dict[str, frozenset[str]] = {
    "revise": frozenset({S.DRAFT, S.SENT_BACK}),
    "submit": frozenset({S.DRAFT, S.SENT_BACK}),
    "approve": frozenset({S.SUBMITTED}),
    "send_back": frozenset({S.SUBMITTED}),
    "refuse": frozenset({S.SUBMITTED}),
    "export": frozenset({S.APPROVED}),
}


def is_allowed(action: str, status: str) -> bool:
    """Whether a decree in `status` may be acted on so; an unknown action is a KeyError."""
    return status in ALLOWED[action]
