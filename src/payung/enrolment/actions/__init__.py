"""What changes decrees and memberships: preparing, deciding, ending, and the files exchanged with BPJS."""

from payung.enrolment.actions.answering import record_bpjs_answer
from payung.enrolment.actions.deciding import approve_decree, refuse_decree, send_back_decree, submit_decree
from payung.enrolment.actions.ending import end_after_death, end_membership
from payung.enrolment.actions.exporting import export_registration
from payung.enrolment.actions.preparing import prepare_decree, revise_decree

__all__ = [
    "approve_decree",
    "end_after_death",
    "end_membership",
    "export_registration",
    "prepare_decree",
    "record_bpjs_answer",
    "refuse_decree",
    "revise_decree",
    "send_back_decree",
    "submit_decree",
]
