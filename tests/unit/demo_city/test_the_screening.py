"""The lists screened against the registers get the verdicts of the key: the generator and the checks agree."""

from datetime import date
from pathlib import Path

import pytest
from asking import Asked

from payung.demo.city import City
from payung.demo.plan import CityPlan
from payung.screening.policy import default_policy
from payung.screening.reading import read_list
from payung.screening.registers import Registers
from payung.screening.run import screen


def verdicts(listed: Path, registers: Path, on: date) -> dict[int, tuple[str, set[str]]]:
    """Verdict and finding codes of each sheet row."""
    read = read_list(listed, on=on)
    result = screen(read.rows, Registers.open(registers), on=on, policy=default_policy()).rows
    return {
        row["row"]: (row["verdict"], {finding["code"] for finding in row["findings"]})
        for row in result.select(["row", "verdict", "findings"]).to_pylist()
    }


@pytest.mark.parametrize("name", ["september", "province"])
def test_every_planted_row_gets_the_verdict_and_the_code_of_the_key(
    city: City, plan: CityPlan, asked: Asked, name: str
) -> None:
    listed = {"september": city.september_list, "province": city.province_list}[name]
    found = verdicts(listed, city.registers, getattr(plan, name).screened_on)
    keyed = asked.dicts(f"FROM answers WHERE list = '{name}'")
    assert found.keys() == {row["row"] for row in keyed}
    for row in keyed:
        if row["kind"] == "already_member":
            assert found[row["row"]][0] == "accepted"  # only the programme's own memberships can tell
            continue
        verdict, codes = found[row["row"]]
        assert (row["kind"], verdict) == (row["kind"], row["expected_verdict"])
        assert row["expected_code"] is None or row["expected_code"] in codes, row["kind"]
