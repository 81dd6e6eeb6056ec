"""Takes a decree for the length of an action, if its status allows that action."""

from django.utils.translation import gettext_lazy as _

from payung.enrolment.models import Decree
from payung.enrolment.states import is_allowed
from payung.groundwork.refusals import Refusal


class NotNow(Refusal):
    """The decree's status does not allow this."""

    sentence = _("This decree is not in a state that allows this. Reload the page to see where it stands.")


def locked_decree(decree: Decree, action: str) -> Decree:
    """The decree as it stands, locked for the transaction. Raises NotNow."""
    found = Decree.objects.select_for_update(no_key=True, of=("self",)).get(pk=decree.pk)
    if not is_allowed(action, found.status):
        raise NotNow
    return found
