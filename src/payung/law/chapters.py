"""The law of this program as chapters: every number, reading, rule and worked case, for a page and for docs/law.md.

Collects what the other modules state; states nothing itself.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from payung.law import (
    accident,
    accident_costs,
    arrears,
    contribution,
    coverage,
    deadlines,
    death,
    death_cases,
    disability,
    heirs,
    inability,
    outlook,
    scholarship,
    scholarship_children,
    scholarship_condition,
    schooling,
    standing,
    waiting,
)
from payung.law.accident import accident_award
from payung.law.cases import Case, worked_cases
from payung.law.parameters import AnyParameter, Parameter, PeriodParameter, all_parameters, parameter

_ORDER = ("high", "medium", "low")


@dataclass(frozen=True)
class Number:
    """One number of a parameter as text: from when, for whom or which row, how much, from which text, how certain."""

    since: str
    what: str
    value: int
    others: str
    source: str
    certainty: str


@dataclass(frozen=True)
class NumberTable:
    """One parameter with all its numbers."""

    name: str
    description: str
    unit: str
    checked_on: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class NamedReading:
    """One reading of a rule that is not settled; `rule` is the docstring of its function, where it has one."""

    code: str
    name: str
    source: str
    rule: str


@dataclass(frozen=True)
class Rule:
    """One public function of the law with what its docstring says."""

    name: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """One section of the law."""

    key: str
    title: str
    rules: tuple[Rule, ...]
    readings: tuple[NamedReading, ...]
    numbers: tuple[NumberTable, ...]
    cases: tuple[Case, ...]


# Title, the beginnings of its parameters' names, its rules, the modules whose readings it has, its programme.
_CHAPTERS: Mapping[str, tuple[str, tuple[str, ...], tuple[Callable[..., Any], ...], str]] = {
    "contribution": (
        "Contributions (iuran)",
        ("contribution_",),
        (contribution.contribution, contribution.base_of_income),
        "contribution",
    ),
    "standing": (
        "Standing, arrears and the end of a membership",
        ("arrears_",),
        (standing.standing, outlook.missed_payment, arrears.has_ended_unpaid, arrears.restarted),
        "",
    ),
    "death": (
        "Death of another cause than a work accident (JKM)",
        ("death_", "sudden_"),
        (death.death_award, death_cases.death_case_award, deadlines.death_claim_gate),
        "death",
    ),
    "accident": (
        "Work accident (JKK)",
        (
            "accident_",
            "disability_",
            "glasses_",
            "hearing_",
            "home_",
            "inability_",
            "occupational_",
            "prosthesis_",
            "several_",
            "teeth_",
            "transport_",
        ),
        (
            accident_award,
            accident.accident_death_lines,
            accident.total_disability_lines,
            disability.disability_part,
            disability.visual_efficiency_lost,
            inability.inability_part,
            accident_costs.cost_parts,
            coverage.coverage_gate,
            deadlines.first_report_due,
            deadlines.second_report_due,
            deadlines.accident_claim_gate,
        ),
        "accident",
    ),
    "scholarship": (
        "Scholarship of the children (beasiswa)",
        ("scholarship_",),
        (scholarship.scholarship_award, scholarship_children.plan, schooling.instalments, schooling.within_age),
        "scholarship",
    ),
    "heirs": ("Heirs (ahli waris)", ("guardian_", "will_"), (heirs.heirs,), ""),
}


def chapters() -> tuple[Chapter, ...]:
    """Return every section of the law, in the order in which it is read."""
    cases = [case for each in worked_cases().values() for case in each]
    return tuple(
        Chapter(
            key=key,
            title=title,
            rules=tuple(Rule(each.__name__, inspect.getdoc(each) or "") for each in rules),
            readings=tuple(_readings(key)),
            numbers=tuple(
                number_table(found) for name, found in sorted(all_parameters().items()) if name.startswith(names)
            ),
            cases=tuple(case for case in cases if programme and case.given.get("programme") == programme),
        )
        for key, (title, names, rules, programme) in _CHAPTERS.items()
    )


def number_table(found: AnyParameter) -> NumberTable:
    """Return one parameter with all its numbers as text."""
    return NumberTable(found.name, found.description, found.unit, found.checked_on.isoformat(), tuple(_numbers(found)))


def uncertain_numbers() -> tuple[tuple[str, Number], ...]:
    """Return every number whose certainty is not high, with its parameter's name, the least certain first."""
    found = [(each.name, number) for chapter in chapters() for each in chapter.numbers for number in each.numbers]
    doubtful = [pair for pair in found if pair[1].certainty != "high"]
    return tuple(sorted(doubtful, key=lambda pair: -_ORDER.index(pair[1].certainty)))


def _numbers(found: AnyParameter) -> Iterable[Number]:
    if isinstance(found, Parameter):
        for dated in found.values:
            yield Number(dated.starts_on.isoformat(), "", dated.value, "", dated.source, dated.certainty)
    elif isinstance(found, PeriodParameter):
        for period in found.periods:
            since = f"{period.first} to {period.last}"
            what = f"{', '.join(sorted(period.sectors))}; {', '.join(sorted(period.payers))}"
            others = f"not settled for: {', '.join(sorted(period.unsettled))}" if period.unsettled else ""
            yield Number(since, what, period.value, others, period.source, period.certainty)
    else:
        for row in found.rows:
            parts = [f"or {other}" for other in row.others]
            parts += [f"up to {row.up_to}"] if row.up_to else []
            parts += [f"for each {row.per}"] if row.per else []
            dated = row.dated
            since = dated.starts_on.isoformat()
            yield Number(since, row.code, dated.value, ", ".join(parts), dated.source, dated.certainty)


def _readings(key: str) -> Iterable[NamedReading]:
    if key == "contribution":
        for reading in contribution.CONTRIBUTION_READINGS:
            yield NamedReading(reading.code, reading.name, reading.source, "")
    if key == "standing":
        for late in arrears.ARREARS_READINGS:
            yield NamedReading(late.code, late.name, late.source, inspect.getdoc(late.counted) or "")
        rule = inspect.getdoc(arrears.restarted) or ""
        yield NamedReading(arrears.RESTARTED, arrears.RESTARTED_NAME, arrears.RESTARTED_SOURCE, rule)
    if key == "death":
        for wait in waiting.WAITING_READINGS:
            yield NamedReading(wait.code, wait.name, wait.source, inspect.getdoc(wait.full_from) or "")
        yield NamedReading(death.SPARED, death.SPARED_NAME, death.SPARED_SOURCE, "")
        no_wait = parameter("death_waiting_months").values[0]
        yield NamedReading(death.NO_WAITING, death.NO_WAITING_NAME, no_wait.source, "")
    if key == "scholarship":
        for count in scholarship_condition.COUNT_READINGS:
            plain = count.reading
            yield NamedReading(plain.code, plain.name, plain.source, inspect.getdoc(count.needed) or "")
    for plain in _PLAIN_READINGS.get(key, ()):
        yield NamedReading(plain.code, plain.name, plain.source, "")


_PLAIN_READINGS = {
    "death": (death_cases.ONCE_HERE, death_cases.ONCE_THERE, death_cases.TWICE),
    "accident": (
        inability.THIRTY_DAYS,
        inability.CALENDAR_DAYS,
        disability.PRINTED,
        disability.PRINTED_ELSEWHERE,
        disability.COMPLETE_STEPS,
        disability.BEGUN_STEPS,
        accident.IS_ACCIDENT,
        accident.IS_NONE,
        deadlines.STILL,
        deadlines.TOO_LATE,
    ),
    "scholarship": (scholarship_condition.ALL_MONTHS, scholarship_condition.SINCE_LAPSE),
    "heirs": (heirs.TOGETHER, heirs.IN_ORDER),
}
