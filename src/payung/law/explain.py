"""Outcomes and refusals as sentences in the reader's language.

Decides nothing: every word comes from what the law already answered.
"""

from collections.abc import Callable
from datetime import date

from payung.law.messages import N_
from payung.law.months import Month
from payung.law.outcome import Outcome, ReadingResult
from payung.law.sentences import Sentence, Value

Translate = Callable[[str], str]

_MONTH_NAMES = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
_LINE_NAMES = {
    "lump_sum": N_("Lump sum"),
    "periodic": N_("Periodic benefit, paid at once"),
    "funeral": N_("Funeral cost"),
    "accident": N_("Work-accident contribution (JKK)"),
    "death": N_("Death contribution (JKM)"),
    "old_age": N_("Old-age contribution (JHT)"),
    "second_lump_sum": N_("Lump sum of the second membership"),
    "second_periodic": N_("Periodic benefit of the second membership, paid at once"),
    "second_funeral": N_("Funeral cost of the second membership"),
    "disability": N_("Disability benefit"),
    "inability": N_("Benefit for the time unable to work (STMB)"),
    "transport_land": N_("Journey over land, river or lake"),
    "transport_sea": N_("Journey over sea"),
    "transport_air": N_("Journey by air"),
    "home_care": N_("Care at home"),
    "prosthesis": N_("Prosthesis or orthosis"),
    "teeth": N_("False teeth"),
    "hearing_aid": N_("Hearing aid"),
    "glasses": N_("Glasses"),
    "child_1": N_("Scholarship of the first child"),
    "child_2": N_("Scholarship of the second child"),
}
_OWN_LINE_NAMES = {("accident", "death"): N_("Benefit for a death by a work accident")}
_SUPPOSITIONS = {
    "S": N_("if the arrears are settled"),
    "R": N_("if the months are counted anew after the lapse"),
    "O": N_("if it is concluded not to be a work accident"),
    "X": N_("if it is concluded to be a work accident"),
    "V": N_("by the newer tables"),
    "W": N_("by the older tables"),
    "H": N_("if only complete steps count"),
    "I": N_("if a step that has begun counts"),
    "K": N_("if the contribution months must be complete"),
    "L": N_("if there must be more than the contribution months"),
    "M": N_("if all the months paid are added up"),
    "G": N_("if only the months since the last lapse count"),
    "Y": N_("if the claim is in time"),
}
_FACT_NAMES = {
    "member_from": N_("the effective date of the membership, from the BPJS Ketenagakerjaan branch"),
    "base": N_("the base of the contribution"),
    "result": N_("the result of the accident, by the doctor's form"),
    "conclusion": N_("the conclusion whether it was a work accident"),
    "loss": N_("which part was lost"),
    "function_lost": N_("how much of the function was lost, in percent"),
    "extent": N_("the extent of the loss, in decibels or percent"),
    "months_unable": N_("how long the worker was unable to work, by the doctor's notes"),
    "prosthesis.price": N_("the price of the prosthesis at the government rehabilitation hospital"),
    "transport_land": N_("the cost of the journey over land, river or lake"),
    "transport_sea": N_("the cost of the journey over sea"),
    "transport_air": N_("the cost of the journey by air"),
    "home_care": N_("the cost of care at home"),
    "teeth": N_("the cost of the false teeth"),
    "hearing_aid": N_("the cost of the hearing aid"),
    "glasses": N_("the cost of the glasses"),
    "paid": N_("the contribution months that were paid"),
    "registered": N_("which two children the family registers"),
    "claimed_on": N_("the day of the claim in the year in which the child reaches the age limit"),
    "work_months": N_("for how many months in a row the child has worked for a wage"),
    "cause": N_("whether the death was a work accident"),
}
_CERTAINTIES = {"high": N_("high"), "medium": N_("medium"), "low": N_("low")}


def rupiah(amount: int) -> str:
    """Return the amount as the country writes it: Rp42.000.000, without a space."""
    return "Rp" + f"{amount:,}".replace(",", ".")


def day_in_words(day: date, translate: Translate) -> str:
    """Return a day as `10 December 2025`."""
    return f"{day.day} {translate(_MONTH_NAMES[day.month - 1])} {day.year}"


def month_in_words(month: Month, translate: Translate) -> str:
    """Return a month as `December 2025`."""
    return f"{translate(_MONTH_NAMES[month.number - 1])} {month.year}"


def line_name(code: str, translate: Translate, programme: str | None = None) -> str:
    """Return the name of an award's or a contribution's line; an unknown code stays as it is.

    A code that means something else in one programme needs the `programme`.
    """
    name = _OWN_LINE_NAMES.get((programme or "", code)) or _LINE_NAMES.get(code)
    return translate(name) if name else code


def in_words(sentence: Sentence, translate: Translate) -> str:
    """Return one sentence in the language of `translate`."""
    words = {name: _value(name, value, translate) for name, value in sentence.values.items()}
    return translate(sentence.text).format_map(words)


def explain(outcome: Outcome, translate: Translate) -> list[str]:
    """Return the whole answer as sentences, in the order needed: result, reasons, lines, readings, what to do."""
    reasons = [in_words(each, translate) for each in outcome.explanation]
    beyond = [in_words(each, translate) for each in outcome.unpriced]
    lines, readings = _lines(outcome, translate), _readings(outcome, translate)
    return [*reasons, *lines, *beyond, *_missing(outcome, translate), *readings, *_cautions(outcome, translate)]


def fact_name(name: str, translate: Translate) -> str:
    """Return what a missing fact is called; an unknown name stays as it is."""
    return translate(_FACT_NAMES[name]) if name in _FACT_NAMES else name


def reading_in_words(reading: ReadingResult, translate: Translate) -> str:
    """Return one reading with its source, its amount and, where it has one, the day from which it pays in full."""
    if reading.full_from is None:
        text = translate(N_("Reading {code}, {name} ({source}): {amount}."))
        full_from = ""
    else:
        text = translate(N_("Reading {code}, {name} ({source}): full benefit from {full_from}, so {amount} here."))
        full_from = day_in_words(reading.full_from, translate)
    suppositions = [translate(_SUPPOSITIONS[code]) for code in reading.under if code in _SUPPOSITIONS]
    told = text.format(
        code=", ".join([reading.code, *suppositions]),
        name=translate(reading.name),
        source=translate(reading.source),
        amount=rupiah(reading.amount),
        full_from=full_from,
    )
    return told if reading.followed else f"{told} {translate(N_('Not followed: another reading is confirmed.'))}"


def _value(name: str, value: Value, translate: Translate) -> str:
    if isinstance(value, list):
        words = [_value(name.removesuffix("s"), each, translate) for each in value]
        if name.endswith("_amounts") and len(words) > 1:
            return ", ".join(words[:-1]) + translate(N_(" or ")) + words[-1]
        return ", ".join(words)
    if isinstance(value, int):
        return rupiah(value) if name.endswith("_amount") else rupiah(value).removeprefix("Rp")
    if name.endswith("_on"):
        return day_in_words(date.fromisoformat(value), translate)
    if name.endswith("_month"):
        return month_in_words(Month.parse(value), translate)
    return translate(value) if name.endswith("_text") else value


def _lines(outcome: Outcome, translate: Translate) -> list[str]:
    text = translate(N_("{name}: {amount}. {why} ({article}; certainty of the source: {certainty})"))
    return [
        text.format(
            name=line_name(line.code, translate, outcome.programme),
            amount=rupiah(line.amount),
            why=in_words(line.explanation, translate),
            article=line.article,
            certainty=translate(_CERTAINTIES[line.certainty]),
        )
        for line in outcome.lines
    ]


def _readings(outcome: Outcome, translate: Translate) -> list[str]:
    if outcome.is_certain and len(outcome.readings) < 2:
        return []  # one reading alone decides nothing and explains nothing
    return [reading_in_words(each, translate) for each in outcome.readings]


def _missing(outcome: Outcome, translate: Translate) -> list[str]:
    if outcome.programme == "death" and outcome.missing == ("member_from",):
        return []  # its explanation has said so already
    text = translate(N_("Needed for a certain answer: {names}."))
    names = "; ".join(fact_name(each, translate) for each in outcome.missing)
    return [text.format(names=names)] if names else []


def _cautions(outcome: Outcome, translate: Translate) -> list[str]:
    words = []
    if any(line.certainty != "high" for option in outcome.options for line in option.lines):
        words.append(
            translate(
                N_("Not every amount here could be checked against the text of the law; compare before relying on it.")
            )
        )
    if outcome.is_certain:
        return words
    if outcome.programme == "contribution":
        ask = N_("Ask the BPJS Ketenagakerjaan branch in writing which amount is due before paying.")
    else:
        ask = N_(
            "BPJS Ketenagakerjaan decides the amount. Ask its branch to confirm, in writing, before the family "
            "is told any figure."
        )
    return [*words, translate(ask)]
