"""The benefits of a work accident (Jaminan Kecelakaan Kerja), under every reading of what is not settled.

Never decides whether something was a work accident; that is told to it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import product

from payung.law.accident_costs import care_part, cost_parts
from payung.law.accident_facts import Accident, ImpossibleFacts, accident_facts
from payung.law.contribution import confirmed_bases
from payung.law.cover import Cover
from payung.law.coverage import change_of_payer_words, coverage_gate
from payung.law.deadlines import accident_claim_gate, late_report_words
from payung.law.disability import disability_part
from payung.law.inability import inability_part
from payung.law.messages import N_
from payung.law.months import Month, add_months
from payung.law.outcome import AwardLine, Outcome
from payung.law.parameters import DatedValue, parameter
from payung.law.parts import OPEN_GATE, Choice, Gate, Headlines, Lines, Part, Reading, assembled, distinct
from payung.law.sentences import Sentence, sentence

_HUNDRED = 100
_MONTHS_OF_A_YEAR = 12
IS_ACCIDENT = Reading("X", N_("it is concluded to be a work accident"), N_("conclusion still to come"))
IS_NONE = Reading("O", N_("it is concluded not to be a work accident"), N_("conclusion still to come"))


def accident_award(accident: Accident, cover: Cover) -> Outcome:
    """Return what the law pays for one work accident, by the law of its day.

    Lines, in whole rupiah: death, disability, periodic, funeral, inability, transport_land, transport_sea,
    transport_air, home_care, prosthesis, teeth, hearing_aid, glasses. Raises BeforeTheLaw, UnusableFact or
    ImpossibleFacts.
    """
    day = accident.event
    bases = _bases(accident)
    cash = [_flattened(_cash_parts(accident, base)) for base in bases]
    parts = [_either(cash), *cost_parts(accident), care_part(), _notes(accident, cover, bases)]
    gates = [_disease_gate(accident), coverage_gate(cover, _day_of_cover(accident)), _conclusion_gate(accident)]
    gates.append(accident_claim_gate(day, accident.claimed))
    return assembled("accident", day, gates, parts, _headlines(day), accident_facts(accident, cover))


def accident_death_lines(base: int, day: date) -> Lines:
    """Return the lines of a death by a work accident: a share of the base, at least the lump sum of other deaths."""
    months, percent = parameter("accident_benefit_months").on(day), parameter("accident_death_percent").on(day)
    floor = parameter("death_lump_sum").on(day)
    amount = base * months.value * percent.value // _HUNDRED
    why = _share_words(percent, months, base)
    if amount < floor.value:
        why = sentence(N_("The least that a death by a work accident is worth: the lump sum of other deaths."))
    line = AwardLine("death", max(amount, floor.value), percent.source, percent.certainty, why)
    funeral = parameter("accident_funeral").on(day)
    burial = sentence(N_("Paid towards the burial."))
    return (
        line,
        _periodic_line(day),
        AwardLine("funeral", funeral.value, funeral.source, funeral.certainty, burial),
    )


def total_disability_lines(base: int, day: date) -> Lines:
    """Return the lines of a permanent total disability."""
    months, percent = parameter("accident_benefit_months").on(day), parameter("accident_total_percent").on(day)
    amount = base * months.value * percent.value // _HUNDRED
    why = _share_words(percent, months, base)
    line = AwardLine("disability", amount, percent.source, percent.certainty, why)
    return (line, _periodic_line(day))


def _periodic_line(day: date) -> AwardLine:
    monthly = parameter("accident_periodic_monthly").on(day)
    months = parameter("accident_periodic_months").on(day)
    why = sentence(
        N_("{number} months of {monthly_amount}, all paid at once."),
        number=months.value,
        monthly_amount=monthly.value,
    )
    return AwardLine("periodic", monthly.value * months.value, monthly.source, monthly.certainty, why)


def _bases(accident: Accident) -> tuple[int, ...]:
    lowest, highest = confirmed_bases(Month.of(accident.event))
    if accident.base is None:
        return (lowest, highest)
    if not lowest <= accident.base <= highest:
        text = N_("The base must lie between {lowest_amount} and {highest_amount}.")
        raise ImpossibleFacts(text, lowest_amount=lowest, highest_amount=highest)
    return (accident.base,)


def _cash_parts(accident: Accident, base: int) -> list[Part]:
    day, result = accident.event, accident.result
    parts: list[Part] = []
    is_unable = accident.months_unable is not None or accident.days_unable is not None
    if result is None:
        choices = (Choice(()), Choice(total_disability_lines(base, day)), Choice(accident_death_lines(base, day)))
        parts.append(Part(choices, missing=("result",), used=_benefit_used(day)))
    elif result == "death":
        parts.append(Part((Choice(accident_death_lines(base, day)),), used=_benefit_used(day)))
    elif result == "total_permanent_disability":
        parts.append(Part((Choice(total_disability_lines(base, day)),), used=_benefit_used(day)))
    elif accident.losses:
        is_functional = result == "partial_functional"
        parts.append(disability_part(accident.losses, base, day, accident.left_handed, is_functional))
    if is_unable or result == "temporary_inability":
        parts.append(inability_part(day, base, accident.months_unable, accident.days_unable))
    return parts


def _benefit_used(day: date) -> tuple[DatedValue, ...]:
    names = ("accident_benefit_months", "accident_death_percent", "accident_total_percent", "death_lump_sum")
    more = ("accident_periodic_monthly", "accident_periodic_months", "accident_funeral")
    return tuple(parameter(name).on(day) for name in (*names, *more))


def _flattened(parts: Sequence[Part]) -> Part:
    """Return one part whose choices are all combinations of the choices of `parts`."""
    choices = []
    for chosen in product(*(part.choices for part in parts)):
        lines = tuple(line for choice in chosen for line in choice.lines)
        choices.append(Choice(lines, tuple(each for choice in chosen for each in choice.readings)))
    return Part(
        tuple(choices),
        distinct(each for part in parts for each in part.words),
        distinct(each for part in parts for each in part.missing),
        distinct(each for part in parts for each in part.unpriced),
        distinct(each for part in parts for each in part.used),
    )


def _either(parts: Sequence[Part]) -> Part:
    """Return the part of a base that is not known: the choices of the lowest and of the highest base."""
    if len(parts) == 1:
        return parts[0]
    choices = tuple(choice for part in parts for choice in part.choices)
    return replace(parts[0], choices=choices, missing=(*parts[0].missing, "base"))


def _day_of_cover(accident: Accident) -> date:
    """An occupational disease may show after the work: its cover is the one of the last day of work."""
    if accident.kind == "occupational_disease" and accident.work_ended is not None:
        return min(accident.event, accident.work_ended)
    return accident.event


def _disease_gate(accident: Accident) -> Gate:
    if accident.kind != "occupational_disease" or accident.work_ended is None:
        return OPEN_GATE
    years = parameter("occupational_disease_years").on(accident.event)
    until = add_months(accident.work_ended, years.value * _MONTHS_OF_A_YEAR)
    text = N_(
        "An occupational disease gives a right up to {years} years after the work ended, here until {until_on} "
        "({source}; certainty medium)."
    )
    words = (sentence(text, years=years.value, until_on=until.isoformat(), source=years.source),)
    return Gate(((accident.event <= until, ()),), words, used=(years,))


def _conclusion_gate(accident: Accident) -> Gate:
    if accident.kind != "suspected":
        return OPEN_GATE
    text = N_(
        "It is not yet concluded whether this was a work accident. Until then BPJS Ketenagakerjaan guarantees the "
        "treatment of a suspected accident (PP 49/2023 and Permenaker 1/2025)."
    )
    return Gate(((False, (IS_NONE,)), (True, (IS_ACCIDENT,))), (sentence(text),), missing=("conclusion",))


def _notes(accident: Accident, cover: Cover, bases: tuple[int, ...]) -> Part:
    no_wait = sentence(N_("A work accident has no waiting months."))
    words: list[Sentence] = [no_wait, *change_of_payer_words(cover, accident.event)]
    if accident.kind == "commuting":
        text = N_(
            "An accident on the usual road between home and the place of activity counts as a work accident "
            "(certainty medium); the place and the work declared at registration are compared with it."
        )
        words.append(sentence(text))
    if accident.kind == "violence":
        text = N_("Physical violence and rape at work count as a work accident (Permenaker 1/2025).")
        words.append(sentence(text))
    if len(bases) == 1 and bases[0] not in confirmed_bases(Month.of(accident.event)):
        text = N_(
            "The base of {base_amount} is taken as BPJS has it; it is none of the two bases of PP 44/2015, Lampiran "
            "II, that are confirmed."
        )
        words.append(sentence(text, base_amount=bases[0]))
    if accident.result in ("death", "total_permanent_disability"):
        words.append(sentence(N_("The children may have the scholarship as well, whatever the months of membership.")))
    return Part(words=(*words, *late_report_words(accident.event, accident.reported)))


def _share_words(percent: DatedValue, months: DatedValue, base: int) -> Sentence:
    return sentence(
        N_("{share} of {months} months of the base of {base_amount}."),
        share=f"{percent.value}%",
        months=months.value,
        base_amount=base,
    )


def _headlines(day: date) -> Headlines:
    return Headlines(
        certain=N_("The work-accident programme (JKK) pays {total_amount} for the accident on {event_on}."),
        open=N_("The amount is not certain: for the work accident on {event_on} it could be {possible_amounts}."),
        nothing=N_("No cash benefit of the work-accident programme (JKK) is due for the accident on {event_on}."),
        values={"event_on": day.isoformat()},
    )
