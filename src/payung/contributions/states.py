"""Which status of an invoice allows which action; a test walks every pair."""

from payung.contributions.models import Invoice

S = Invoice.Status
ALLOWED: dict[str, frozenset[str]] = {
    "submit": frozenset({S.DRAFT}),
    "approve": frozenset({S.SUBMITTED}),
    "send_back": frozenset({S.SUBMITTED}),
    "refuse": frozenset({S.SUBMITTED}),
    "pay": frozenset({S.APPROVED}),
    "receive": frozenset({S.PAID}),
    "credit": frozenset({S.APPROVED, S.PAID}),
}


def is_allowed(action: str, status: str) -> bool:
    """Whether an invoice in `status` may be acted on so; an unknown action is a KeyError."""
    return status in ALLOWED[action]
