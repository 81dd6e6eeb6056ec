"""Which status of a list allows which action; a test walks every pair."""

from payung.intake.models import CandidateList

S = CandidateList.Status
ALLOWED: dict[str, frozenset[str]] = {
    "screen": frozenset({S.RECEIVED, S.SCREENED, S.SENT_BACK}),
    "settle": frozenset({S.SCREENED, S.SENT_BACK}),
    "submit": frozenset({S.SCREENED, S.SENT_BACK}),
    "approve": frozenset({S.SUBMITTED}),
    "send_back": frozenset({S.SUBMITTED}),
    "refuse": frozenset({S.SUBMITTED}),
}


def is_allowed(action: str, status: str) -> bool:
    """Whether a list in `status` may be acted on so; an unknown action is a KeyError."""
    return status in ALLOWED[action]
