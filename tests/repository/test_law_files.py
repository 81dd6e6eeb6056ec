"""Every number of the law has its source, and none stands in Python; read without the program's own loader."""

import ast
import itertools
from pathlib import Path

import pytest
import yaml

from payung.claims.models import Award, Case
from payung.claims.states import AWARD_ALLOWS, CASE_ALLOWS, CLOSED
from payung.contributions import states as invoice_states
from payung.contributions.models import Invoice
from payung.enrolment import states as decree_states
from payung.enrolment.models import Decree
from payung.intake import states as list_states
from payung.intake.models import CandidateList

LAW = Path(__file__).parents[2] / "src" / "payung" / "law"
PARAMETERS = sorted((LAW / "parameters").glob("*.yaml"))
LEAST_AMOUNT = 1_000  # rupiah; smaller whole numbers count months, percents and places


@pytest.mark.parametrize("path", PARAMETERS, ids=lambda path: path.stem)
def test_every_number_has_its_source_its_certainty_and_the_day_it_was_checked(path):
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert content["checked"]
    assert content["description"]
    entries = content.get("values") or content.get("rows") or content.get("periods")
    assert entries
    for entry in entries:
        assert isinstance(entry["value"], int)
        assert len(entry["source"]) > 5
        assert entry["certainty"] in {"high", "medium", "low"}


def test_no_amount_stands_in_the_functions_of_the_law():
    found = [
        f"{path.name}:{node.lineno}: {node.value}"
        for path in sorted(LAW.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and not isinstance(node.value, bool)
        and (isinstance(node.value, float) or (isinstance(node.value, int) and abs(node.value) >= LEAST_AMOUNT))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("statuses", "table", "ends"),
    [
        (CandidateList.Status, list_states.ALLOWED, {"approved", "refused"}),
        (Decree.Status, decree_states.ALLOWED, {"refused"}),
        (Invoice.Status, invoice_states.ALLOWED, {"sent_back", "refused"}),
        (Award.Status, AWARD_ALLOWS, {"sent_back", "refused"}),
        (Case.Status, CASE_ALLOWS, set(CLOSED)),
    ],
    ids=["list", "decree", "invoice", "award", "case"],
)
def test_every_status_is_in_the_table_of_what_may_happen_or_is_an_end(statuses, table, ends):
    assert set(statuses.values) - set(itertools.chain(*table.values())) == ends
