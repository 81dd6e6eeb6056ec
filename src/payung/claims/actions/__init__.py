"""What happens to a case, from the report of a death to the handover; each a single action that leaves one event."""

from payung.claims.actions.awarding import approve_award, award, refuse_award, send_back_award
from payung.claims.actions.confirming import approve_reading, propose_reading, refuse_reading
from payung.claims.actions.reporting import HeirGiven, add_heir, report_death
from payung.claims.actions.revealing import reveal_account, reveal_heir_nik
from payung.claims.actions.settling import record_decision, record_handover, record_payout

__all__ = [
    "HeirGiven",
    "add_heir",
    "approve_award",
    "approve_reading",
    "award",
    "propose_reading",
    "record_decision",
    "record_handover",
    "record_payout",
    "refuse_award",
    "refuse_reading",
    "report_death",
    "reveal_account",
    "reveal_heir_nik",
    "send_back_award",
]
