"""Each number of the law is held by a worked case: change it by one step and a case fails."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from payung.law.cases import check, worked_cases
from payung.law.parameters import AnyParameter, Parameter, PeriodParameter, all_parameters, parameters_used

CASES = [case for each in worked_cases().values() for case in each]
# No programme of the cases asks for these; each has its own test in the file named.
HELD_ELSEWHERE = {
    "accident_report_hours": "test_deadlines.py",
    "guardian_age": "test_heirs.py",
    "will_by_notarial_deed": "test_heirs.py",
    "contribution_first_band_income": "boundary of an income, test_contribution.py",
}
# Numbers that another equal number hides from every case: what is computed is the same with one step more or less.
HIDDEN = {
    "home_care_months 2015-07-01": "care at home was not paid at all, whatever its months",
    "home_care_months 2019-12-02": "a limit of months only refuses, test_accident.py",
    "sudden_death_hours 2021-04-01": "the hours are told, not computed with, test_death_cases.py",
}


def one_step_off(found: AnyParameter) -> Iterator[tuple[str, AnyParameter]]:
    """Yield the parameter with each of its numbers changed by one, by the name of the number."""
    if isinstance(found, Parameter):
        for n, dated in enumerate(found.values):
            for step in (1, -1):
                if 0 <= dated.value + step <= (1 if found.unit == "yes_no" else dated.value + 1):
                    values = [*found.values]
                    values[n] = replace(dated, value=dated.value + step)
                    yield f"{found.name} {dated.starts_on}", replace(found, values=tuple(values))
    elif isinstance(found, PeriodParameter):
        for n, period in enumerate(found.periods):
            for name, step in (("value", 1), ("first", 1), ("last", 1), ("first", -1), ("last", -1)):
                periods = [*found.periods]
                periods[n] = replace(period, **{name: getattr(period, name) + step})
                yield f"{found.name} {period.first} {name}", replace(found, periods=tuple(periods))
    else:
        for n, row in enumerate(found.rows):
            rows = [*found.rows]
            rows[n] = replace(row, dated=replace(row.dated, value=row.dated.value - 1))
            yield f"{found.name} {row.code}", replace(found, rows=tuple(rows))


def later_by_a_day(found: Parameter) -> Iterator[tuple[str, Parameter]]:
    """Yield the parameter with each of its later dates moved by a day."""
    for n, dated in enumerate(found.values[1:], 1):
        for days in (1, -1):
            values = [*found.values]
            values[n] = replace(dated, starts_on=dated.starts_on.fromordinal(dated.starts_on.toordinal() + days))
            yield f"{found.name} {dated.starts_on} moved by {days}", replace(found, values=tuple(values))


def _mutants() -> Iterator[object]:
    for name, found in all_parameters().items():
        if name not in HELD_ELSEWHERE:
            for what, changed in one_step_off(found):
                if what not in HIDDEN:
                    yield pytest.param(name, changed, id=what)


@pytest.mark.parametrize(("name", "changed"), list(_mutants()))
def test_a_number_changed_by_one_step_fails_a_case(name, changed):
    with parameters_used({**all_parameters(), name: changed}):
        assert any(check([case]).failures for case in _likely(name))


def _likely(name: str):
    """The cases, those of the parameter's own section first, so that the first failure comes early."""
    own = name.split("_")[0]
    return sorted(CASES, key=lambda case: not str(case.given.get("programme")).startswith(own))


def test_without_a_change_no_case_fails():
    assert not check(CASES).failures


MOVED_ELSEWHERE = {
    # Equal on both sides of their date, so the day decides nothing about the amount, only about the source.
    "accident_benefit_months",
    "accident_death_percent",
    "accident_periodic_months",
    "accident_total_percent",
    "arrears_grace_months",
    "death_periodic_months",
    "death_periodic_monthly 2015-07-01",
    "home_care_months",
    "inability_first_percent",
    "inability_later_percent",
    "inability_tier_months",
    "several_losses_cap",
}


def _moved() -> Iterator[object]:
    for name, found in all_parameters().items():
        if isinstance(found, Parameter) and name not in HELD_ELSEWHERE and name not in MOVED_ELSEWHERE:
            for what, changed in later_by_a_day(found):
                if what.split(" moved")[0] in MOVED_ELSEWHERE:
                    continue
                yield pytest.param(name, changed, id=what)


@pytest.mark.parametrize(("name", "changed"), list(_moved()))
def test_a_date_moved_by_a_day_fails_a_case(name, changed):
    with parameters_used({**all_parameters(), name: changed}):
        assert any(check([case]).failures for case in _likely(name))


def test_numbers_that_do_not_change_on_their_date_are_really_equal_on_both_sides():
    for name in MOVED_ELSEWHERE - {"home_care_months", "death_periodic_monthly 2015-07-01"}:
        found = all_parameters()[name]
        assert isinstance(found, Parameter)
        assert len({dated.value for dated in found.values}) == 1, name
