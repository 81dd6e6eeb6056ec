"""A case in the words and colours that pages show: its way, its award, who must act next."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.accounts.models import Role, User
from payung.accounts.permissions import PERMISSIONS
from payung.claims.confirming import cover_as_confirmed
from payung.claims.models import Award, Case
from payung.claims.queries import WAITS_FOR
from payung.claims.redeciding import stored_outcome
from payung.law.death import death_award
from payung.law.explain import explain, in_words, line_name, rupiah
from payung.law.outcome import AwardLine, Outcome, ReadingResult
from payung.law.sentences import Refused

S = Case.Status
TONES: dict[str, str] = {
    S.REPORTED: "warn",
    S.SUBMITTED: "warn",
    S.APPROVED: "warn",
    S.GRANTED: "warn",
    S.DENIED: "bad",
    S.PAID: "warn",
    S.HANDED_OVER: "good",
}
_CERTAINTIES = {
    "high": gettext_lazy("read in the text of the law"),
    "medium": gettext_lazy("from a second source, compare with the text"),
    "low": gettext_lazy("doubtful, compare with the text"),
}
_SUPPOSITIONS = {
    "S": gettext_lazy("if the arrears are settled"),
    "R": gettext_lazy("if the months are counted anew after the lapse"),
}


@dataclass(frozen=True)
class Step:
    """One step of the way; `on` is empty while it has not happened. Tones: good, bad, warn (next), wait (later)."""

    what: str | Promise
    tone: str
    on: date | None = None
    detail: str = ""


def way(case: Case) -> list[Step]:
    """The six steps of a case in their order: what happened when and by whom, what is next, what comes later."""
    award = standing_award(case)
    decision, handover = getattr(case, "decision", None), getattr(case, "handover", None)
    payouts = list(case.payouts.all())
    approved = award if award is not None and award.status == Award.Status.APPROVED else None
    paid_on = max((each.paid_on for each in payouts), default=None) if case.status in (S.PAID, S.HANDED_OVER) else None
    is_denied = case.status == S.DENIED
    happened: list[tuple[str, date | None, str]] = [
        (_("Death reported"), case.reported_on, case.reported_by.full_name),
        (_("Award prepared"), award.computed_on if award else None, award.prepared_by.full_name if award else ""),
        (
            _("Award approved"),
            approved.decided_on if approved else None,
            _name(approved.decided_by if approved else None),
        ),
        (
            _("Denied by BPJS") if is_denied else _("Decided by BPJS"),
            decision.decided_on if decision else None,
            decision.letter if decision else "",
        ),
    ]
    if not is_denied:
        happened += [
            (_("Paid to the family"), paid_on, ", ".join(each.reference for each in payouts)),
            (_("Handed over"), handover.on if handover else None, handover.place if handover else ""),
        ]
    return _steps(happened, is_denied)


def standing_award(case: Case) -> Award | None:
    """The award that waits or was approved; one that was sent back or refused does not stand."""
    stands = (Award.Status.SUBMITTED, Award.Status.APPROVED)
    return next((each for each in case.awards.all() if each.status in stands), None)


def law_answer(case: Case, on: date) -> Outcome | str:
    """What the law answers to this death on `on`, before an award is made of it; or its refusal as a sentence."""
    try:
        return death_award(cover_as_confirmed(case.membership, case.died_on, on), case.died_on)
    except Refused as refused:
        return in_words(refused.sentence, _)


def award_context(outcome: Outcome) -> dict[str, Any]:
    """An outcome for claims/award.html: options with their lines, sentences, readings, whether it is certain."""
    return {
        "is_certain": outcome.is_certain,
        "total": outcome.total,
        "possible": outcome.possible,
        "options": [
            {"amount": option.amount, "lines": [_line(line) for line in option.lines]} for option in outcome.options
        ],
        "reasons": [in_words(each, _) for each in outcome.explanation],
        "sentences": explain(outcome, _),
        "readings": [_reading(each) for each in outcome.readings],
        "is_start_missing": bool(outcome.missing),
        "is_confirmed": not all(each.followed for each in outcome.readings),
    }


def stored_award_context(award: Award) -> dict[str, Any]:
    """The same for an award as it was made."""
    return award_context(stored_outcome(award))


def settled_by(case: Case) -> str:
    """What BPJS decided, as a sentence; empty before it did."""
    decision = getattr(case, "decision", None)
    if decision is None:
        return ""
    text = (
        _("It granted %(amount)s by letter %(letter)s.")
        if decision.granted
        else _("It denied the claim by letter %(letter)s.")
    )
    return text % {"amount": rupiah(decision.amount), "letter": decision.letter}


def who_must_act(case: Case) -> str:
    """The roles a case waits for, in words; empty once it is closed."""
    permission = WAITS_FOR.get(case.status)
    roles = PERMISSIONS[permission] if permission else frozenset()
    return ", ".join(str(role.label) for role in Role if role in roles)


def _steps(happened: list[tuple[str, date | None, str]], is_denied: bool) -> list[Step]:
    steps, is_next_seen = [], False
    for what, on, detail in happened:
        if on is not None:
            steps.append(Step(what, "good", on, detail))
        else:
            steps.append(Step(what, "wait" if is_next_seen else "warn"))
            is_next_seen = True
    if is_denied:
        steps[-1] = Step(steps[-1].what, "bad", steps[-1].on, steps[-1].detail)
    return steps


def _line(line: AwardLine) -> dict[str, Any]:
    certainty = _CERTAINTIES.get(line.certainty, line.certainty)
    return {
        "label": line_name(line.code, _),
        "amount": line.amount,
        "article": f"{line.article} ({certainty})",
        "explanation": in_words(line.explanation, _),
    }


def _reading(each: ReadingResult) -> dict[str, Any]:
    name = _(each.name)
    under = [str(_SUPPOSITIONS[code]) for code in each.under if code in _SUPPOSITIONS]
    label = name[:1].upper() + name[1:] + (f", {', '.join(under)}" if under else "")
    told = {"label": label, "amount": each.amount, "full_from": each.full_from, "source": _(each.source)}
    return told | {"followed": each.followed}


def _name(user: User | None) -> str:
    return user.full_name if user else ""
