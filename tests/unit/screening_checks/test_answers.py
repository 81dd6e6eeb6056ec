"""What comes out: the policy that was asked, the counts, the verdict files, the sentences in Indonesian."""

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from babel.messages.pofile import read_po
from screened_rows import Case, codes_of, screened_cases

import payung
from payung.screening.checks import CHECKS
from payung.screening.engines import UnknownEngine, engine_called
from payung.screening.findings import finding_sentence, short_label
from payung.screening.policy import Policy, UnusablePolicy, default_policy
from payung.screening.tables import RESULT_SCHEMA
from payung.screening.verdicts import write_verdicts

GOOD = "deciles: [1]\nyoungest: 20\noldest: 30\narea: ['32.71.02']\nnot_working: [pedagang]\nfrom: 2025-09-01\n"


@pytest.fixture(scope="module")
def indonesian() -> Callable[[str], str]:
    path = Path(payung.__file__).parent / "locale/id/LC_MESSAGES/screening.po"
    with path.open("rb") as opened:
        catalogue = {str(message.id): str(message.string) for message in read_po(opened) if message.id}
    return lambda text: catalogue[text]


def test_the_default_policy_is_the_designs() -> None:
    policy = default_policy()
    assert (policy.deciles, policy.youngest, policy.oldest, policy.area) == ((1, 2, 3, 4), 18, 64, ("32.71",))
    assert Policy.from_json(policy.as_json()) == policy


def test_another_policy_asks_other_questions(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(GOOD)
    policy = Policy.load(tmp_path / "policy.yaml")
    result = screened_cases(tmp_path / "registers", [Case("", set())], policy)
    expected = {"age.over", "decile.above", "occupation.not_working", "nik.issued_elsewhere"}
    assert codes_of(result, 1) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("deciles: [1]", "deciles: [0]"),
        ("deciles: [1]", "deciles: []"),
        ("deciles: [1]", "deciles: 1"),
        ("youngest: 20", "youngest: 31"),
        ("youngest: 20", "youngest: 20.5"),
        ("youngest: 20", "youngster: 20"),
        ("oldest: 30", "oldest: 30\nmore: 1"),
        ("['32.71.02']", "[32.71]"),
        ("['32.71.02']", "[]"),
        ("2025-09-01", "soon"),
        (GOOD, "[1, 2"),
        (GOOD, "just words"),
    ],
)
def test_an_impossible_policy_is_refused_in_a_sentence(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "policy.yaml").write_text(GOOD.replace(before, after))
    with pytest.raises(UnusablePolicy, match="policy"):
        Policy.load(tmp_path / "policy.yaml")


def test_an_engine_that_is_not_built_in_is_refused() -> None:
    with pytest.raises(UnknownEngine, match="duckdb"):
        engine_called("spark")


CASES = [Case("", set()), Case("", set(), row={"sex": "P", "occupation": None}), Case("", set(), person=None)]


def test_the_summary_counts_rows_verdicts_and_findings(tmp_path: Path) -> None:
    result = screened_cases(tmp_path, CASES)
    assert result.rows.schema == RESULT_SCHEMA
    assert result.summary() == {
        "rows": 3,
        "verdicts": {"accepted": 1, "review": 2, "rejected": 0},
        "findings": {"nik.sex_mismatch": 1, "nik.unknown": 1, "occupation.missing": 1},
        "complete": True,
        "checks_not_run": [],
        "engine": "duckdb",
    }


def test_an_empty_list_has_an_empty_answer(tmp_path: Path) -> None:
    result = screened_cases(tmp_path, [])
    assert result.rows.num_rows == 0
    assert result.rows.schema == RESULT_SCHEMA


def test_verdicts_are_written_as_csv_and_as_parquet(tmp_path: Path) -> None:
    result = screened_cases(tmp_path / "registers", CASES)
    write_verdicts(result, tmp_path / "verdicts.csv")
    write_verdicts(result, tmp_path / "verdicts.parquet")
    with (tmp_path / "verdicts.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    columns = ["row", "verdict", "findings", "nik_given", "nik_matched", "name_given", "match_weight"]
    assert list(rows[0]) == columns
    assert rows[1]["findings"] == "nik.sex_mismatch;occupation.missing"
    assert rows[1]["nik_given"] == "3271010101800002"
    parquet = pq.read_table(tmp_path / "verdicts.parquet")
    assert parquet.column_names == columns
    assert parquet["findings"].to_pylist() == [[], ["nik.sex_mismatch", "occupation.missing"], ["nik.unknown"]]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_finding_has_an_indonesian_sentence_with_its_values(
    check: object, indonesian: Callable[[str], str]
) -> None:
    code = check.code  # type: ignore[attr-defined]  # parametrized with Check
    names = re.findall(r"\{(\w+)\}", check.message)  # type: ignore[attr-defined]  # as above
    values = {name: f"<{name}>" for name in names if name not in ("changes", "sex")}
    values |= {"changes": [{"column": "nik", "before": "x", "after": "y"}]} if "changes" in names else {}
    sentence = finding_sentence(code, values | ({"sex": "P"} if "sex" in names else {}), indonesian)
    assert all(value in sentence for value in values.values() if isinstance(value, str))
    assert "{" not in sentence
    assert short_label(code, indonesian)


def test_sentences_write_days_as_people_here_do_and_a_dash_for_what_is_not_known(
    indonesian: Callable[[str], str],
) -> None:
    told = finding_sentence("person.deceased", '{"died_on": "2025-08-31"}', indonesian)
    assert told == "Tercatat meninggal dunia pada 31-08-2025. Keluarkan dari daftar."
    assert "–" in finding_sentence("person.death_reported", {"died_on": None}, indonesian)
    suggested = finding_sentence("village.unknown", {"village": "Tajr", "suggestion": "Tajur"}, indonesian)
    assert suggested.endswith("Mungkin maksudnya Tajur.")
    assert date(2025, 8, 31).isoformat() not in told
