"""The way of one child through school to the end of a first degree, year by year, with what each year pays.

Knows no family and no condition on the parent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from payung.law.given import Given, UnusableFact
from payung.law.messages import N_
from payung.law.months import add_months
from payung.law.outcome import Fact
from payung.law.parameters import DatedValue, parameter, table

NOT_YET = "not_yet_at_school"
WORK = ("none", "wage", "own_account", "apprentice")
_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Child:
    """One child at the day of the event; what is None is not known and not examined.

    `from_level` and `from_year` are the class attended, or the next one. `work_months` are the months in a row of wage
    work. `is_registered` says that the family chose this child where there are more than the rule allows.
    """

    from_level: str
    from_year: int = 1
    born: date | None = None
    married: bool = False
    work: str = "none"
    work_months: int | None = None
    studying: bool = True
    registered: bool | None = None


@dataclass(frozen=True)
class Instalment:
    """One yearly payment: the school year counted from the event (1 is the first), its class and its amount."""

    number: int
    level: str
    year: int
    amount: int
    claimable_from: date
    claimable_until: date


def levels(day: date) -> dict[str, tuple[DatedValue, DatedValue]]:
    """Return the levels in the order of schooling, each with its yearly amount and its number of years."""
    amounts, years = table("scholarship_amounts"), table("scholarship_years")
    found = {}
    for code in amounts.codes:
        amount, length = amounts.row(code, day), years.row(code, day)
        if amount is None or length is None:
            raise KeyError(code)
        found[code] = (amount.dated, length.dated)
    return found


def instalments(child: Child, event: date) -> tuple[Instalment, ...]:
    """Return every yearly payment from the child's class to the end of a first degree, without looking at the age.

    The years are counted from the event; for a child not yet at school, from the day it reaches school age, which is
    not known here, so its days are the earliest possible.
    """
    found: list[Instalment] = []
    known = levels(event)
    first = next(iter(known)) if child.from_level == NOT_YET else child.from_level
    begun = False
    for level, (amount, length) in known.items():
        begun = begun or level == first
        if not begun:
            continue
        for year in range(child.from_year if level == first else 1, length.value + 1):
            since = found[-1].claimable_until if found else event
            until = add_months(event, (len(found) + 1) * _MONTHS_OF_A_YEAR)
            found.append(Instalment(len(found) + 1, level, year, amount.value, since, until))
    return tuple(found)


def within_age(found: tuple[Instalment, ...], born: date | None) -> tuple[tuple[Instalment, ...], Instalment | None]:
    """Return the instalments certainly below the age limit, and the one of the year in which the child reaches it."""
    if born is None or not found:
        return found, None
    limit = parameter("scholarship_age_limit").on(found[0].claimable_from).value
    birthday = add_months(born, limit * _MONTHS_OF_A_YEAR)
    certain = tuple(each for each in found if each.claimable_until <= birthday)
    rest = [each for each in found if each.claimable_from < birthday < each.claimable_until]
    return certain, (rest[0] if rest else None)


def child_given(given: Given, event: date) -> Child:
    """Return one child of a case. Raises UnusableFact for a level or a class that does not exist."""
    child = Child(
        from_level=given.word("from_level"),
        from_year=given.whole("from_year", default=1),
        born=given.day_or_none("born"),
        married=given.flag("married"),
        work=given.word_or_none("work") or "none",
        work_months=given.amount_or_none("work_months"),
        studying=given.flag("studying", default=True),
        registered=given.flag("registered") if given.has("registered") else None,
    )
    given.finish()
    known = levels(event)
    if child.from_level not in (*known, NOT_YET):
        raise UnusableFact(N_("{fact} must be one of: {names}."), fact="from_level", names=[*known, NOT_YET])
    most = 1 if child.from_level == NOT_YET else known[child.from_level][1].value
    if not 1 <= child.from_year <= most:
        raise UnusableFact(N_("from_year must lie between 1 and {most} at this level."), most=most)
    if child.work not in WORK:
        raise UnusableFact(N_("{fact} must be one of: {names}."), fact="work", names=list(WORK))
    return child


def child_facts(child: Child) -> dict[str, Fact]:
    """Return one child in the form of a file of cases."""
    found: Mapping[str, Fact] = {
        "from_level": child.from_level,
        "from_year": child.from_year,
        "born": child.born.isoformat() if child.born else None,
        "married": child.married or None,
        "work": child.work if child.work != "none" else None,
        "work_months": child.work_months,
        "studying": None if child.studying else False,
        "registered": child.registered,
    }
    return {name: value for name, value in found.items() if value is not None}
