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
}
_SUPPOSITIONS = {
    "S": N_("if the arrears are settled"),
    "R": N_("if the months are counted anew after the lapse"),
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


def line_name(code: str, translate: Translate) -> str:
    """Return the name of an award's or a contribution's line; an unknown code stays as it is."""
    name = _LINE_NAMES.get(code)
    return translate(name) if name else code


def in_words(sentence: Sentence, translate: Translate) -> str:
    """Return one sentence in the language of `translate`."""
    words = {name: _value(name, value, translate) for name, value in sentence.values.items()}
    return translate(sentence.text).format_map(words)


def explain(outcome: Outcome, translate: Translate) -> list[str]:
    """Return the whole answer as sentences, in the order needed: result, reasons, lines, readings, what to do."""
    reasons = [in_words(each, translate) for each in outcome.explanation]
    return [*reasons, *_lines(outcome, translate), *_readings(outcome, translate), *_cautions(outcome, translate)]


def reading_in_words(reading: ReadingResult, translate: Translate) -> str:
    """Return one reading with its source, its amount and, where it has one, the day from which it pays in full."""
    if reading.full_from is None:
        text = translate(N_("Reading {code}, {name} ({source}): {amount}."))
        full_from = ""
    else:
        text = translate(N_("Reading {code}, {name} ({source}): full benefit from {full_from}, so {amount} here."))
        full_from = day_in_words(reading.full_from, translate)
    suppositions = [translate(_SUPPOSITIONS[code]) for code in reading.under if code in _SUPPOSITIONS]
    return text.format(
        code=", ".join([reading.code, *suppositions]),
        name=translate(reading.name),
        source=translate(reading.source),
        amount=rupiah(reading.amount),
        full_from=full_from,
    )


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
            name=line_name(line.code, translate),
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
