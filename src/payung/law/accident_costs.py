"""Costs repaid after a work accident: the journey, care at home, prosthesis, teeth, hearing aid, glasses.

What has no receipt yet is answered with the rule, never with a guess.
"""

from datetime import date

from payung.law.accident_facts import Accident, ImpossibleFacts
from payung.law.messages import N_
from payung.law.outcome import AwardLine
from payung.law.parameters import DatedValue, parameter
from payung.law.parts import Choice, Part
from payung.law.sentences import Sentence, sentence

_HUNDRED = 100


def cost_parts(accident: Accident) -> list[Part]:
    """Return a part for each kind of cost that was claimed. Raises ImpossibleFacts, and BeforeTheLaw for old aids."""
    day = accident.event
    parts = [_capped(f"transport_{mode}", f"transport_{mode}", cost, day) for mode, cost in accident.transport.items()]
    parts += [_capped(f"{aid}_limit", aid, cost, day) for aid, cost in accident.aids.items()]
    if accident.home_care is not None:
        parts.append(_home_care(*accident.home_care, day))
    if accident.prosthesis is not None:
        parts.append(_prosthesis(*accident.prosthesis, day))
    if len(accident.transport) > 1:
        text = N_("More than one means of transport was used, so each is repaid up to its own limit.")
        parts.append(Part(words=(sentence(text),)))
    return parts


def care_part() -> Part:
    """Return what is due without an amount: treatment as needed, and help to return to work."""
    text = N_(
        "Treatment as medically needed is due without a ceiling, in class I of a government hospital or equal, and is "
        "paid to whoever treats; so are rehabilitation and help to return to work."
    )
    return Part(unpriced=(sentence(text),))


def _capped(limit_name: str, code: str, cost: int | None, day: date) -> Part:
    limit = parameter(limit_name).on(day)
    most = _cost_line(code, limit.value, limit, _limit_words(limit))
    if cost is None:
        return Part((Choice(()), Choice(most)) if limit.value else (Choice(()),), missing=(code,), used=(limit,))
    return Part((Choice(_cost_line(code, min(cost, limit.value), limit, _cost_words(cost, limit))),), used=(limit,))


def _home_care(cost: int | None, months: int | None, day: date) -> Part:
    limit, longest = parameter("home_care_limit").on(day), parameter("home_care_months").on(day)
    if months is not None and limit.value and months > longest.value:
        text = N_("Care at home is paid for {months} months at most; give the cost of these months only.")
        raise ImpossibleFacts(text, months=longest.value)
    part = _capped("home_care_limit", "home_care", cost, day)
    if limit.value:
        return part
    return Part(words=(sentence(N_("Care at home was not paid for accidents before PP 82/2019.")),), used=(limit,))


def _prosthesis(price: int | None, rehabilitation: int, day: date) -> Part:
    surcharge = parameter("prosthesis_surcharge_percent").on(day)
    if price is None:
        text = N_(
            "A prosthesis or orthosis: the price of the government rehabilitation hospital, {percent}% on top of it, "
            "and the cost of medical rehabilitation."
        )
        rule = sentence(text, percent=surcharge.value)
        return Part(missing=("prosthesis.price",), unpriced=(rule,), used=(surcharge,))
    amount = price * (_HUNDRED + surcharge.value) // _HUNDRED + rehabilitation
    why = sentence(
        N_("The price of {price_amount} and {percent}% on top of it, with {rehabilitation_amount} of rehabilitation."),
        price_amount=price,
        percent=surcharge.value,
        rehabilitation_amount=rehabilitation,
    )
    return Part((Choice(_cost_line("prosthesis", amount, surcharge, why)),), used=(surcharge,))


def _cost_line(code: str, amount: int, by: DatedValue, why: Sentence) -> tuple[AwardLine, ...]:
    return (AwardLine(code, amount, by.source, by.certainty, why),) if amount else ()


def _limit_words(limit: DatedValue) -> Sentence:
    return sentence(N_("The cost, up to {limit_amount}."), limit_amount=limit.value)


def _cost_words(cost: int, limit: DatedValue) -> Sentence:
    return sentence(
        N_("The cost was {cost_amount}; up to {limit_amount} is repaid."), cost_amount=cost, limit_amount=limit.value
    )
