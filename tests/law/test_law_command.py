"""`payung law award` and `payung law check` answer with the right text, JSON and exit code."""

import json

import pytest
from typer.testing import CliRunner

from payung.law.cases import WORKED
from payung.law.command import app

FACTS = "{programme: death, member_from: 2025-09-10, paid: [2025-09, 2025-10], died: 2025-10-28, cause: illness}"


def run(*arguments: str, given: str | bytes | None = None):
    return CliRunner().invoke(app, list(arguments), input=given)


def test_an_award_is_explained_from_standard_input():
    result = run("award", "-", "--lang", "en", given=FACTS)
    assert result.exit_code == 0
    assert "Rp10.000.000" in result.stdout


def test_an_award_is_json_for_machines():
    result = run("award", "-", "--json", given=FACTS)
    answer = json.loads(result.stdout)
    assert answer["outcome"] == "certain"
    assert answer["total"] == 10_000_000
    assert answer["lines"] == {"funeral": 10_000_000}
    assert answer["possible"] == [10_000_000]
    assert answer["sentences"]


def test_a_file_of_cases_that_hold_is_said_to_hold_with_what_was_not_checked():
    result = run("check", str(WORKED / "reference.yaml"), "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert answer["cases"] == answer["passed"] + len(answer["not_yet_covered"])
    assert answer["not_yet_covered"] == []


def test_a_case_that_fails_is_printed_with_both_answers_and_ends_with_1(tmp_path):
    path = tmp_path / "cases.yaml"
    path.write_text(f"- id: wrong\n  given: {FACTS}\n  expect: {{outcome: certain, total: 42_000_000}}\n")
    result = run("check", str(path), "--lang", "en")
    assert result.exit_code == 1
    assert "wrong: expected" in result.stdout
    assert "42000000" in result.stdout
    assert "10000000" in result.stdout
    failure = json.loads(run("check", str(path), "--json").stdout)["failures"][0]
    assert (failure["id"], failure["got"]["total"]) == ("wrong", 10_000_000)


@pytest.mark.parametrize("command", ["award", "check"])
@pytest.mark.parametrize("text", [b"", b"{", b"\xff\x00\xfe", b"[1, 2]", b"just words", b"\x00" * 50])
def test_unusable_input_ends_with_2_and_one_line(command, text):
    result = run(command, "-", given=text)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "facts",
    [
        FACTS.replace("illness", "accident"),
        FACTS.replace("2025-10-28", "soon"),
        "{programme: accident}",
        "{programme: contribution, month: 2025-11, sector: other, payer: city, base: 1_200_000}",
    ],
)
def test_facts_the_law_cannot_use_end_with_2_and_one_line(facts):
    result = run("award", "-", given=facts)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_a_file_that_is_not_there_ends_with_2(tmp_path):
    result = run("award", str(tmp_path / "nothing.yaml"))
    assert result.exit_code == 2
    assert "nothing.yaml" in result.stderr


@pytest.mark.parametrize("command", ["award", "check"])
def test_the_help_has_an_example(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Example" in result.stdout
