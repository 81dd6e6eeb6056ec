"""Events in words: what was done, and to what; the numbers beside them stay as they were recorded."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payung.audit.models import Event

ACTIONS: dict[str, str | Promise] = {
    "accounts.add_user": _("Account added"),
    "places.load_places": _("Places loaded"),
    "people.correct_nik": _("NIK corrected"),
    "people.reveal": _("Sealed number looked at"),
    "intake.receive": _("List received"),
    "intake.refuse_file": _("File refused"),
    "intake.import_register": _("Register imported"),
    "intake.screen": _("List screened"),
    "intake.identify": _("Row identified"),
    "intake.park": _("Row parked"),
    "intake.apply_suggestions": _("Suggestions applied"),
    "intake.park_rest": _("Remaining rows parked"),
    "intake.reveal_row": _("Numbers of a row looked at"),
    "intake.hand_out_workbook": _("Checked workbook handed out"),
    "intake.submit": _("List submitted"),
    "intake.approve": _("List approved"),
    "intake.send_back": _("List sent back"),
    "intake.refuse": _("List refused"),
    "enrolment.prepare_decree": _("Decree prepared"),
    "enrolment.revise_decree": _("Decree prepared anew"),
    "enrolment.submit_decree": _("Decree submitted"),
    "enrolment.approve_decree": _("Decree approved"),
    "enrolment.send_back_decree": _("Decree sent back"),
    "enrolment.refuse_decree": _("Decree refused"),
    "enrolment.export_registration": _("Registration file for BPJS made"),
    "enrolment.record_bpjs_answer": _("BPJS's answer recorded"),
    "enrolment.end_membership": _("Membership ended"),
    "contributions.prepare_invoice": _("Invoice prepared"),
    "contributions.submit_invoice": _("Invoice submitted"),
    "contributions.approve_invoice": _("Invoice approved"),
    "contributions.send_back_invoice": _("Invoice sent back"),
    "contributions.refuse_invoice": _("Invoice refused"),
    "contributions.record_payment": _("Payment recorded"),
    "contributions.record_receipt": _("BPJS's receipt recorded"),
    "contributions.credit_line": _("Contribution given back"),
    "contributions.credit_months_after_end": _("Contributions after the end given back"),
    "claims.report_death": _("Death reported"),
    "claims.add_heir": _("Heir added"),
    "claims.award": _("Award prepared"),
    "claims.approve_award": _("Award approved and sent to BPJS"),
    "claims.send_back_award": _("Award sent back"),
    "claims.refuse_award": _("Award refused"),
    "claims.propose_reading": _("Letter about a reading of the law recorded"),
    "claims.approve_reading": _("Reading of the law confirmed"),
    "claims.refuse_reading": _("Letter about a reading of the law refused"),
    "claims.record_decision": _("BPJS's decision recorded"),
    "claims.record_payout": _("Paid to an heir"),
    "claims.record_handover": _("Handed over to the family"),
    "claims.reveal": _("Sealed number looked at"),
}
SUBJECTS: dict[str, str | Promise] = {
    "accounts.user": _("account"),
    "places.place": _("place"),
    "people.person": _("person"),
    "intake.file": _("file"),
    "intake.candidatelist": _("list"),
    "intake.registerversion": _("register"),
    "intake.listrow": _("row of a list"),
    "enrolment.decree": _("decree"),
    "enrolment.membership": _("membership"),
    "enrolment.bpjsanswer": _("BPJS's answer"),
    "contributions.invoice": _("invoice"),
    "contributions.invoiceline": _("line of an invoice"),
    "claims.case": _("claim"),
    "claims.confirmation": _("letter about a reading"),
}
LONGEST = 160  # letters of an event's numbers that fit a row


def what_of(event: Event) -> str:
    """What was done, in words; an action without words keeps its code."""
    return str(ACTIONS.get(event.action, event.action))


def subject_of(event: Event) -> str:
    """What it was done to: the kind in words, and its number."""
    kind, _colon, number = event.subject.partition(":")
    return f"{SUBJECTS.get(kind, kind)} {number}"


def numbers_of(event: Event) -> str:
    """The counts, amounts and ids the event holds, in one line."""
    given: dict[str, Any] = event.data | ({"rows": event.rows} if event.rows is not None else {})
    text = ", ".join(f"{name} {value}" for name, value in given.items() if value not in (None, "", [], {}))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
