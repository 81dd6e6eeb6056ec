"""The story of a case, day by day: what the law counts from, and what everybody did, taken from the events."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payung.audit.models import Event
from payung.audit.queries import events_of
from payung.claims.models import Case
from payung.claims.queries import subject_of

_DONE: dict[str, str | Promise] = {
    "claims.report_death": _("Death reported"),
    "claims.add_heir": _("Heir added"),
    "claims.award": _("Award prepared"),
    "claims.approve_award": _("Award approved and sent to BPJS"),
    "claims.send_back_award": _("Award sent back"),
    "claims.refuse_award": _("Award refused"),
    "claims.record_payout": _("Paid to an heir"),
    "claims.record_handover": _("Handed over to the family"),
    "claims.reveal": _("A sealed number was looked at"),
}
_GRANTED, _DENIED = _("Granted by BPJS"), _("Denied by BPJS")


@dataclass(frozen=True)
class Moment:
    """One point of the story. A fact has no actor; `amount` is rupiah; `is_fact` tells the two apart."""

    on: date
    what: str | Promise
    actor: str = ""
    reason: str = ""
    amount: int | None = None
    is_fact: bool = False


def timeline(case: Case) -> list[Moment]:
    """Return facts and acts in the order of their days; on one day facts come first. One statement for the events."""
    moments = [*_facts(case), *(_act(event) for event in events_of(subject_of(case)))]
    return sorted(moments, key=lambda moment: (moment.on, not moment.is_fact))


def _facts(case: Case) -> list[Moment]:
    membership = case.membership
    dated = [
        (membership.registered_on, _("Registered as a member")),
        (membership.effective_on, _("Cover began, by BPJS's own date")),
        (case.died_on, _("Died")),
        (case.died_on + timedelta(days=1), _("Membership ended")),
    ]
    return [Moment(on=day, what=what, is_fact=True) for day, what in dated if day is not None]


def _act(event: Event) -> Moment:
    if event.action == "claims.record_decision":
        what: str | Promise = _GRANTED if event.data["granted"] else _DENIED
    else:
        what = _DONE[event.action]
    # A payout is shown on the day of the money, not on the day somebody typed it in.
    day = date.fromisoformat(event.data["day"]) if "day" in event.data else event.on
    amount = event.data.get("amount", event.data.get("total"))
    return Moment(on=day, what=what, actor=event.actor, reason=event.reason, amount=amount)
