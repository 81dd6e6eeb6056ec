"""Turns invoices, their basis in law and what happened to them into what pages show."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.contributions.models import Invoice, InvoiceLine
from payung.enrolment.showing import Words
from payung.law.explain import in_words, line_name
from payung.law.outcome import Outcome

TONES = {
    Invoice.Status.DRAFT: "mute",
    Invoice.Status.SUBMITTED: "warn",
    Invoice.Status.APPROVED: "warn",
    Invoice.Status.PAID: "good",
    Invoice.Status.SENT_BACK: "warn",
    Invoice.Status.REFUSED: "bad",
}
HAPPENED: Words = {
    "contributions.prepare_invoice": (gettext_lazy("Prepared"), ""),
    "contributions.submit_invoice": (gettext_lazy("Submitted for approval"), "wait"),
    "contributions.approve_invoice": (gettext_lazy("Approved"), "good"),
    "contributions.send_back_invoice": (gettext_lazy("Sent back"), "warn"),
    "contributions.refuse_invoice": (gettext_lazy("Refused"), "bad"),
    "contributions.record_payment": (gettext_lazy("Paid"), "good"),
    "contributions.record_receipt": (gettext_lazy("BPJS's receipt recorded"), "good"),
    "contributions.credit_line": (gettext_lazy("One line credited"), "warn"),
}


def basis_of(stored: Mapping[str, Any]) -> dict[str, Any]:
    """The law's answer for one worker: its sentences, its lines with their articles, and their sum."""
    outcome = Outcome.from_json(stored)
    lines = [
        {
            "label": line_name(line.code, _),
            "amount": line.amount,
            "article": line.article,
            "explanation": in_words(line.explanation, _),
        }
        for line in outcome.lines
    ]
    return {"sentences": [in_words(each, _) for each in outcome.explanation], "lines": lines, "total": outcome.total}


def line_cells(line: InvoiceLine) -> dict[str, Any]:
    """One row of the table of lines; `received` and `credit` are to be fetched with the line."""
    received = next(iter(line.received.all()), None)
    credit = getattr(line, "credit", None)
    if credit is not None:
        tone, state = "warn", _("credited")
    elif received is None:
        tone, state = "mute", _("not confirmed by BPJS")
    elif received.amount != line.amount:
        tone, state = "bad", _("another amount received")
    else:
        tone, state = "good", _("received by BPJS")
    return {
        "pk": line.pk,
        "membership": line.membership_id,
        "is_credited": credit is not None,
        "name": line.person.name,
        "number": line.membership.member_number or "",
        "month": line.month,
        "amount": line.amount,
        "tone": tone,
        "state": state,
        "received_on": received.received_on if received else None,
        "credit_reason": credit.reason if credit else "",
    }
