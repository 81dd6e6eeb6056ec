"""Takes an invoice for the length of an action, if its status allows that action."""

from django.utils.translation import gettext_lazy as _

from payung.contributions.models import Invoice
from payung.contributions.states import is_allowed
from payung.groundwork.refusals import Refusal


class NotNow(Refusal):
    """The invoice's status does not allow this."""

    sentence = _("This invoice is not in a state that allows this. Reload the page to see where it stands.")


def locked_invoice(invoice: Invoice, action: str) -> Invoice:
    """The invoice as it stands, locked for the transaction. Raises NotNow."""
    found = Invoice.objects.select_for_update(no_key=True, of=("self",)).get(pk=invoice.pk)
    if not is_allowed(action, found.status):
        raise NotNow
    return found
