"""What a member's family would receive today and when that changes, ready for the standing box and its tables."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from payung.accounts.models import User
from payung.accounts.permissions import may
from payung.claims.models import Case
from payung.law.cover import Cover
from payung.law.explain import day_in_words, explain, in_words, month_in_words
from payung.law.months import Month, months_between
from payung.law.outcome import ReadingResult
from payung.law.standing import Standing


@dataclass(frozen=True)
class Outlook:
    """`box` as components/standing takes it, `readings` as components/readings does, `why` the law's sentences."""

    box: dict[str, Any]
    readings: list[dict[str, Any]] = field(default_factory=list)
    why: list[str] = field(default_factory=list)


def outlook(found: Standing | None, cover: Cover, on: date) -> Outlook:
    """The outlook of a living member."""
    question = _("If the member died of illness today, the family would receive")
    if found is None:
        text = _("The program knows no amounts for this day.")
        return Outlook({"question": question, "amounts": [], "explanation": text})
    box: dict[str, Any] = {"question": question, "amounts": list(found.outcome.possible), "why_url": "#kenapa"}
    box |= _explanation(found) | _certainty(found, cover, on)
    outlooks = [in_words(each, _) for each in found.explanation]
    is_confirmed = not all(each.followed for each in found.readings)
    return Outlook(
        box, [_reading(each, is_confirmed) for each in found.readings], [*explain(found.outcome, _), *outlooks]
    )


def outlook_of_case(case: Case, user: User) -> Outlook:
    """What the family of a member who died receives, as far as it is settled."""
    decision, award = getattr(case, "decision", None), case.awards.first()
    if decision is not None:
        amounts = [decision.amount] if decision.granted else [0]
        text = _("Decided by BPJS on %(day)s.") % {"day": day_in_words(decision.decided_on, _)}
    elif award is not None and award.status in ("submitted", "approved"):
        amounts, text = list(award.possible), _("Computed from the law; BPJS has not decided yet.")
    else:
        amounts, text = [], _("The death is reported; the award is not prepared yet.")
    url = reverse("case", args=[case.pk]) if may(user, "case.see") else ""
    question = _("After the member's death the family receives")
    return Outlook({"question": question, "amounts": amounts, "explanation": text, "why_url": url})


def _explanation(found: Standing) -> dict[str, str]:
    if found.outcome.missing:
        return {"missing": _("BPJS has not said yet from which day the cover began, so no amount can be settled.")}
    if not found.outcome.is_certain and found.state == "at_risk":
        text = _("A month is unpaid. Whether the benefit stays once it is settled is not clear; BPJS decides.")
    elif not found.outcome.is_certain:
        text = _("The three-month rule is not settled. BPJS decides.")
    elif found.outcome.total == found.full_amount:
        text = _("The full benefit, under every reading of the rule.")
        if not all(each.followed for each in found.outcome.readings):
            text = _("The full benefit, by the reading that BPJS confirmed.")
    elif found.outcome.total == found.low_amount:
        text = _("The funeral cost alone, under every reading of the rule.")
        if not all(each.followed for each in found.outcome.readings):
            text = _("The funeral cost alone, by the reading that BPJS confirmed.")
        elif found.certain_low_until is not None:
            last = day_in_words(found.certain_low_until - timedelta(days=1), _)
            text = _("The funeral cost alone. Every reading of the rule agrees until %(day)s.") % {"day": last}
    else:
        text = in_words(found.outcome.explanation[0], _)
    return {"explanation": text}


def _certainty(found: Standing, cover: Cover, on: date) -> dict[str, Any]:
    day = found.certain_full_from
    if day is None or day <= on or found.outcome.missing:
        return {}
    start = max(on, cover.effective_on or on)
    open_months = [each for each in months_between(Month.of(start), Month.of(day)) if each not in cover.paid]
    if not open_months:
        return {"certain_amount": found.full_amount, "certain_from": day}
    last = {"month": month_in_words(open_months[-1], _)}
    text = _("if %(month)s is paid") if len(open_months) == 1 else _("if every month up to %(month)s is paid")
    return {"certain_amount": found.full_amount, "certain_from": day, "certain_if": text % last}


def _reading(each: ReadingResult, is_confirmed: bool) -> dict[str, Any]:
    suppositions = {"S": _("arrears settled"), "R": _("months counted anew after the lapse")}
    name = _(each.name)
    under = [suppositions[code] for code in each.under if code in suppositions]
    label = name[:1].upper() + name[1:] + (f" ({', '.join(under)})" if under else "")
    told = {"label": label, "amount": each.amount, "full_from": each.full_from, "source": _(each.source)}
    return told | {"confirmed": each.followed and is_confirmed}
