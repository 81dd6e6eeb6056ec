"""Files of worked cases: reads them, and compares what each expects with what the law answers.

The form is documented at the top of such a file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from payung.law.outcome import Outcome
from payung.law.programmes import NotYetCovered, outcome_of
from payung.law.sentences import Refused, Sentence
from payung.law.strict_yaml import UnreadableYaml, read_yaml

WORKED = Path(__file__).with_name("worked")
_CASE_KEYS = {"id", "name", "basis", "given", "expect"}
_EXPECT_KEYS = {"outcome", "total", "possible", "lines"}


class UnusableCases(ValueError):  # noqa: N818 - named after what is wrong with the file
    """The file is no file of cases; the message is one line that says where and why."""


@dataclass(frozen=True)
class Case:
    """One worked case; `expect` is None where only the award is asked for."""

    id: str
    name: str
    given: Mapping[str, Any]
    expect: Mapping[str, Any] | None
    basis: str = ""


@dataclass(frozen=True)
class Failure:
    """A case whose answer is not the expected one; `refused` holds the sentence where the law could not answer."""

    case: Case
    got: Outcome | None
    refused: Sentence | None


@dataclass(frozen=True)
class Checked:
    """What came of a file of cases."""

    passed: tuple[Case, ...]
    failures: tuple[Failure, ...]
    not_yet_covered: tuple[Case, ...]

    @property
    def count(self) -> int:
        return len(self.passed) + len(self.failures) + len(self.not_yet_covered)


@cache
def worked_cases() -> Mapping[str, tuple[Case, ...]]:
    """Return the program's own worked cases by the name of their file, read once."""
    return {path.stem: read_cases(path.read_bytes()) for path in sorted(WORKED.glob("*.yaml"))}


def read_cases(text: bytes) -> tuple[Case, ...]:
    """Return the cases of a file, each with what it expects. Raises UnusableCases."""
    content = _read(text)
    if not isinstance(content, list) or not content:
        raise UnusableCases("a list of cases is expected, each with id, given and expect")
    cases = tuple(_case(f"case {number}", entry) for number, entry in enumerate(content, 1))
    ids = [case.id for case in cases]
    for number, case in enumerate(cases, 1):
        if not case.id:
            raise UnusableCases(f"case {number}: id is missing")
        if case.expect is None:
            raise UnusableCases(f"case {case.id}: expect is missing")
        if ids.count(case.id) > 1:
            raise UnusableCases(f"case {case.id}: the id is given more than once")
    return cases


def read_case(text: bytes) -> Case:
    """Return the one case of a file: a case, a list of one case, or only its facts. Raises UnusableCases."""
    content = _read(text)
    if isinstance(content, list):
        if len(content) != 1:
            raise UnusableCases(f"one case is expected, not {len(content)}")
        content = content[0]
    if isinstance(content, dict) and "given" not in content and "programme" in content:
        content = {"given": content}
    return _case("the case", content)


def check(cases: Sequence[Case]) -> Checked:
    """Compare every case with the law's answer.

    A programme the law does not compute yet is counted apart, never as passed.
    """
    passed: list[Case] = []
    failures: list[Failure] = []
    later: list[Case] = []
    for case in cases:
        try:
            outcome = outcome_of(case.given)
        except NotYetCovered:
            later.append(case)
        except Refused as refusal:
            failures.append(Failure(case, None, refusal.sentence))
        else:
            if is_as_expected(outcome, case.expect or {}):
                passed.append(case)
            else:
                failures.append(Failure(case, outcome, None))
    return Checked(tuple(passed), tuple(failures), tuple(later))


def is_as_expected(outcome: Outcome, expect: Mapping[str, Any]) -> bool:
    """Whether the outcome is the one expected, in its kind, its amount or amounts and, where given, its lines."""
    got = answer(outcome)
    return all(got[key] == _comparable(key, value) for key, value in expect.items())


def answer(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome in the form of `expect`."""
    return {
        "outcome": outcome.kind,
        "total": outcome.total,
        "possible": list(outcome.possible),
        "lines": {line.code: line.amount for line in outcome.lines},
    }


def _comparable(key: str, value: Any) -> Any:
    return sorted(set(value)) if key == "possible" else value


def _read(text: bytes) -> Any:
    try:
        return read_yaml(text)
    except UnreadableYaml as error:
        raise UnusableCases(str(error)) from error


def _case(place: str, entry: object) -> Case:
    if not isinstance(entry, dict) or not isinstance(entry.get("given"), dict):
        raise UnusableCases(f"{place}: a mapping with given (the facts) is expected")
    unknown = sorted(set(map(str, entry)) - _CASE_KEYS)
    if unknown:
        raise UnusableCases(f"{place}: {', '.join(unknown)} is not known here")
    expect = entry.get("expect")
    if expect is not None:
        _require_expectation(place, expect)
    texts = {key: str(entry.get(key, "")) for key in ("id", "name", "basis")}
    return Case(given=entry["given"], expect=expect, **texts)


def _require_expectation(place: str, expect: object) -> None:
    if not isinstance(expect, dict) or set(map(str, expect)) - _EXPECT_KEYS:
        raise UnusableCases(f"{place}: expect may hold outcome, total, possible and lines only")
    if expect.get("outcome") == "certain":
        if not _is_amount(expect.get("total")):
            raise UnusableCases(f"{place}: a certain outcome needs a total in whole rupiah")
    elif expect.get("outcome") == "open":
        possible = expect.get("possible")
        if not isinstance(possible, list) or len(possible) < 2 or not all(map(_is_amount, possible)):
            raise UnusableCases(f"{place}: an open outcome needs at least two possible amounts in whole rupiah")
    else:
        raise UnusableCases(f"{place}: outcome must be certain or open")


def _is_amount(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
