"""What changes invoices: preparing, deciding, paying, receiving and crediting."""

from payung.contributions.actions.crediting import credit_line, credit_months_after_end
from payung.contributions.actions.deciding import approve_invoice, refuse_invoice, send_back_invoice, submit_invoice
from payung.contributions.actions.paying import record_payment
from payung.contributions.actions.preparing import prepare_invoice
from payung.contributions.actions.receiving import record_receipt

__all__ = [
    "approve_invoice",
    "credit_line",
    "credit_months_after_end",
    "prepare_invoice",
    "record_payment",
    "record_receipt",
    "refuse_invoice",
    "send_back_invoice",
    "submit_invoice",
]
