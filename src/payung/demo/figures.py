"""The figures of the sample city: from the database, and how the verdicts compare with what was planted."""

from datetime import date
from typing import Any

import pyarrow.parquet as pq

from payung.claims.models import Award
from payung.demo.city import City
from payung.intake.models import CandidateList, ScreenedRow, Screening
from payung.oversight.queries.figures import figures

LISTS = {"september": 0, "province": 1}  # the answer key's names, in the order the lists arrived


def figures_of(on: date) -> dict[str, Any]:
    """Members, lists, invoices and awards as `payung demo --json` gives them."""
    found = figures(on)
    return {
        "registered": found.registered,
        "in_force": found.in_force,
        "by_list": [
            {
                "sender": each.sender,
                "rows": each.rows,
                "accepted": each.accepted,
                "review": each.review,
                "rejected": each.rejected,
                "registered": each.registered,
            }
            for each in found.by_list
        ],
        "invoices": [
            {"month": each.month, "payer": each.payer, "lines": each.lines, "total": each.total}
            for each in sorted(found.invoices, key=lambda each: (each.month, each.payer))
        ],
        "awards": [_award(each) for each in Award.objects.filter(status="approved").order_by("pk")],
    }


def comparison(city: City) -> dict[str, Any]:
    """How many of each planted kind the first screening found, and how many eligible rows any screening rejected."""
    key = pq.read_table(city.answer_key).to_pylist()
    lists = list(CandidateList.objects.order_by("pk"))
    planted: dict[str, dict[str, int]] = {}
    eligible_rejected = 0
    first = {name: _verdicts(lists[place].screenings.earliest("pk")) for name, place in LISTS.items()}
    latest = {name: _verdicts(lists[place].screening) for name, place in LISTS.items()}
    for row in key:
        verdict, codes = first[row["list"]][row["row"]]
        counted = planted.setdefault(row["kind"], {"planted": 0, "found": 0})
        counted["planted"] += 1
        as_expected = verdict == row["expected_verdict"]
        counted["found"] += as_expected and (row["expected_code"] is None or row["expected_code"] in codes)
        last_verdict, _codes = latest[row["list"]][row["row"]]
        eligible_rejected += row["eligible"] and "rejected" in (verdict, last_verdict)
    return {"planted": planted, "eligible_rejected": eligible_rejected}


def _award(award: Award) -> dict[str, Any]:
    handover = getattr(award.case, "handover", None)
    return {
        "outcome": award.outcome,
        "total": award.total,
        "lines": {line.code: line.amount for line in award.lines.order_by("pk")},
        "handed_over_on": handover.on.isoformat() if handover else None,
        "place": handover.place if handover else None,
    }


def _verdicts(screening: Screening | None) -> dict[int, tuple[str, list[str]]]:
    rows = ScreenedRow.objects.filter(screening=screening)
    return {row: (verdict, codes) for row, verdict, codes in rows.values_list("list_row__row", "verdict", "codes")}
