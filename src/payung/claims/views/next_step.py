"""The next step of a case: its form filled in with what is known, or the decision on the award."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.accounts.models import User
from payung.accounts.permissions import may
from payung.claims.forms import RecordDecision, RecordHandover, RecordPayout
from payung.claims.models import Award, Case
from payung.claims.queries import paid_in_all
from payung.law.explain import rupiah


def form_for(case: Case, award: Award | None, on: date) -> forms.Form | None:
    """The form that the case's status waits for, if its next step takes one."""
    if case.status == Case.Status.APPROVED and award is not None:
        return RecordDecision(initial={"granted": "yes", "amount": award.total, "decided_on": on})
    if case.status == Case.Status.GRANTED:
        left = case.decision.amount - paid_in_all(case)
        return RecordPayout(case, initial={"heir": case.heirs.first(), "amount": left, "paid_on": on})
    if case.status == Case.Status.PAID:
        return RecordHandover(initial={"handed_on": on})
    return None


def decision_on(case: Case, award: Award | None, user: User) -> dict[str, Any] | None:
    """What components/decide takes, where an award waits for a decision and this role decides on awards."""
    if case.status != Case.Status.SUBMITTED or award is None or not may(user, "award.approve"):
        return None
    if award.total is not None:
        label = _("Approve %(amount)s") % {"amount": rupiah(award.total)}
        text = _("Once approved, the claim goes to BPJS, which decides on it.")
    else:
        label = _("Approve and ask BPJS")
        text = _("The amount is not settled. Once approved, BPJS is asked which of the amounts it pays.")
    own = award.prepared_by_id == user.pk
    return {
        "title": _("This award waits for you"),
        "rupiah": award.total,
        "text": text,
        "approve_url": reverse("approve_award", args=[case.pk]),
        "approve_label": label,
        "send_back_url": reverse("send_back_award", args=[case.pk]),
        "refuse_url": reverse("refuse_award", args=[case.pk]),
        "blocked": _("You prepared it yourself. Another person decides on it.") if own else "",
    }
