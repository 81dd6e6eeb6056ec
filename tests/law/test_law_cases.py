"""Every worked case of the law gives what it expects, and a wrong one is reported."""

import json
from pathlib import Path

import pytest

from payung.law.cases import WORKED, UnusableCases, check, is_as_expected, read_case, read_cases
from payung.law.outcome import Outcome
from payung.law.programmes import NOT_YET_COVERED, outcome_of

HERE = Path(__file__).parent
FILES = [*sorted(WORKED.glob("*.yaml")), HERE.parents[2] / "shared" / "law" / "cases.yaml"]
CASES = [
    pytest.param(case, id=f"{path.parent.name}/{path.stem}:{case.id}")
    for path in FILES
    if path.exists()
    for case in read_cases(path.read_bytes())
]


@pytest.mark.parametrize("case", CASES)
def test_the_law_answers_as_the_case_expects(case):
    outcome = outcome_of(case.given)
    assert is_as_expected(outcome, case.expect), outcome.possible


@pytest.mark.parametrize("case", CASES)
def test_an_outcome_survives_storage_and_can_be_computed_again_from_its_facts(case):
    outcome = outcome_of(case.given)
    stored = json.loads(json.dumps(outcome.as_json()))
    again = Outcome.from_json(stored)
    assert again == outcome
    assert outcome_of(again.facts).is_same_award(outcome)
    assert outcome_of(again.facts) == outcome


def test_every_programme_of_the_law_is_computed():
    assert NOT_YET_COVERED == ()


def _file(
    expect: str, given: str = "{programme: contribution, month: 2025-11, sector: other, payer: city, base: 1_000_000}"
):
    return f"- id: one\n  given: {given}\n  expect: {expect}\n".encode()


@pytest.mark.parametrize(
    "expect",
    [
        "{outcome: certain, total: 16_801}",
        "{outcome: open, possible: [8_400, 16_800]}",
        "{outcome: certain, total: 16_800, lines: {accident: 10_000}}",
        "{outcome: certain, total: 16_800, lines: {accident: 6_800, death: 10_000}}",
    ],
)
def test_a_case_with_a_wrong_expectation_fails(expect):
    checked = check(read_cases(_file(expect)))
    assert (len(checked.passed), len(checked.failures)) == (0, 1)


def test_an_open_case_expected_as_certain_fails():
    given = "{programme: contribution, month: 2026-06, sector: other, payer: village, base: 1_000_000}"
    checked = check(read_cases(_file("{outcome: certain, total: 16_800}", given)))
    assert len(checked.failures) == 1


def test_a_case_whose_facts_cannot_be_used_fails_with_the_reason():
    checked = check(read_cases(_file("{outcome: certain, total: 0}", "{programme: death, paid: [], cause: illness}")))
    assert checked.failures[0].refused.values == {"fact": "died"}


def test_programmes_not_computed_yet_are_counted_apart_and_never_as_passed(monkeypatch):
    monkeypatch.setattr("payung.law.programmes.NOT_YET_COVERED", ("pension",))
    checked = check(read_cases(_file("{outcome: certain, total: 0}", "{programme: pension}")))
    assert (len(checked.passed), len(checked.failures), len(checked.not_yet_covered)) == (0, 0, 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "a list of cases"),
        (b"[]", "a list of cases"),
        (b"- 3", "given"),
        (b"- {given: {}}", "id is missing"),
        (b"- {id: a, given: {}}", "expect is missing"),
        (b"- {id: a, given: {}, expect: {outcome: maybe}}", "certain or open"),
        (b"- {id: a, given: {}, expect: {outcome: certain}}", "total"),
        (b"- {id: a, given: {}, expect: {outcome: certain, total: 1.0}}", "total"),
        (b"- {id: a, given: {}, expect: {outcome: open, possible: [1]}}", "two possible"),
        (b"- {id: a, given: {}, expect: {outcome: certain, total: 1, note: x}}", "expect may hold"),
        (b"- {id: a, given: {}, wanted: 1}", "wanted is not known"),
        (b"- {id: a, id: b, given: {}}", "repeated key"),
        (b"- &a {id: a, given: {}}\n- *a", "anchors"),
        (b"- {id: a, given: {died: 2025-02-30}}", "day"),
        (b"\xff\xfe\x00", "character"),
        (b"\x80abc", ""),
        (b"[" * 20000, ""),
        (b"{", ""),
    ],
)
def test_an_unusable_file_is_refused_in_one_line(text, why):
    with pytest.raises(UnusableCases) as refusal:
        read_cases(text)
    assert why in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_two_cases_may_not_share_an_id():
    one = _file("{outcome: certain, total: 16_800}")
    with pytest.raises(UnusableCases, match="more than once"):
        read_cases(one + one)


def test_one_case_may_be_given_whole_in_a_list_or_as_its_facts_alone():
    facts = b"{programme: death, died: 2025-10-28}"
    forms = [facts, b"{given: " + facts + b"}", b"[{id: a, given: " + facts + b"}]"]
    assert len({json.dumps(dict(read_case(form).given), default=str) for form in forms}) == 1
    with pytest.raises(UnusableCases, match="one case"):
        read_case(b"[{given: {}}, {given: {}}]")
