"""The first page: what waits for whoever signed in, each with the way to it."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from payung.accounts.models import User
from payung.oversight.queries.attention import Waiting, attention

# Where each kind of work is done: the page of one object, the page of many, and what the button says.
_WAYS = {
    "list.screen": ("list", "lists"),
    "list.submit": ("list", "lists"),
    "list.repair": ("list", "lists"),
    "list.approve": ("list", "lists"),
    "decree.prepare": ("", "prepare_decree"),
    "decree.submit": ("decree", "decrees"),
    "decree.repair": ("decree", "decrees"),
    "decree.approve": ("decree", "decrees"),
    "bpjs.answer": ("", "record_answer"),
    "invoice.prepare": ("", "prepare_invoice"),
    "invoice.repair": ("invoice", "invoices"),
    "invoice.submit": ("invoice", "invoices"),
    "invoice.approve": ("invoice", "invoices"),
    "invoice.pay": ("invoice", "invoices"),
    "receipt.record": ("invoice", "invoices"),
    "award.prepare": ("case", "cases"),
    "award.approve": ("case", "cases"),
    "reading.approve": ("", "readings"),
    "decision.record": ("case", "cases"),
    "payout.record": ("case", "cases"),
    "handover.record": ("case", "cases"),
}


def tasks_of(user: User, on: date) -> list[dict[str, Any]]:
    """What waits for `user`: [{what, why, url, button}], in the order of the work."""
    return [_task(each) for each in attention(user, on)]


def _task(waiting: Waiting) -> dict[str, Any]:
    one, many = _WAYS[waiting.kind]
    url = reverse(one, args=[waiting.pk]) if one and waiting.pk else reverse(many)
    part = waiting.kind.partition(".")[0]
    where = {
        "list": _("Lists"),
        "decree": _("Decrees"),
        "bpjs": _("Registration with BPJS"),
        "invoice": _("Contributions"),
        "receipt": _("Contributions"),
    }.get(part, _("Claims"))
    return {"what": waiting.sentence, "why": where, "url": url, "button": _("Open")}


def greeting(user: User) -> str:
    """How the page greets: by the name the office gave."""
    return _("Good day, %(name)s") % {"name": user.full_name.split(",")[0]}
