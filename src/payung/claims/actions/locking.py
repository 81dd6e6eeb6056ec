"""The case an action works on: locked for the transaction, in the user's area, in a status that allows the act."""

from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.claims.models import Case
from payung.claims.states import is_case_ready
from payung.groundwork.refusals import Refusal
from payung.people.actions import OutsideYourAreas
from payung.people.queries import is_seen_by


class NotNow(Refusal):
    """The status of the case or of its award does not allow this."""

    sentence = _("This case is not in a state that allows this. Reload the page to see where it stands.")


def locked_case(case: Case, action: str, by: User) -> Case:
    """Return the case, locked, if `by` sees it and its status allows `action`. Raises OutsideYourAreas, NotNow."""
    found = Case.objects.select_for_update(of=("self",)).select_related("person", "membership").get(pk=case.pk)
    if not is_seen_by(by, found.person):
        raise OutsideYourAreas
    if not is_case_ready(action, found.status):
        raise NotNow
    return found
