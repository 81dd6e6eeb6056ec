"""The programme of Kota Bogor, autumn 2025: what was published comes out of the computation over the synthetic city.

The published figures stand here and nowhere else in the repository's code.
"""

import json
import re

from installation import Bogor

MEMBERS_OF_SEPTEMBER, MEMBERS_OF_THE_PROVINCE = 7_894, 14_580
REGISTERED, IN_FORCE = 22_474, 22_472
CITY_MONTH, NOVEMBER, PROVINCE_NOVEMBER = 132_619_200, 377_529_600, 244_944_000
FUNERAL = 10_000_000

IN_THE_DATABASE = """
import json
from datetime import date
from payung.web.start import whole
whole()
from django.db.models import Sum
from payung.audit.actions import seal
from payung.audit.queries import verification
from payung.claims.models import Payout
from payung.contributions.models import InvoiceLine, ReceiptLine
from payung.enrolment.models import Membership

day = date(2025, 11, 24)
spans = list(Membership.objects.values_list("registered_on", "ends_on"))
received = ReceiptLine.objects.filter(line__isnull=False)
by_month = lambda rows: dict(rows.order_by("month").values_list("month").annotate(Sum("amount")))
seal()
print(json.dumps({
    "registered": len(spans),
    "in_force": sum(1 for start, end in spans if start <= day and (end is None or end > day)),
    "months": by_month(InvoiceLine.objects.all()),
    "received": by_month(received),
    "payouts": list(Payout.objects.values_list("amount", flat=True)),
    "chain": verification().is_whole,
}))
"""

ON_THE_PAGE = """
import sys
from payung.web.start import static_files, whole
whole()
static_files()
from django.test import Client
from payung.accounts.models import User
client = Client(SERVER_NAME="localhost")
client.force_login(User.objects.get(role="mayor"), backend="django.contrib.auth.backends.ModelBackend")
answer = client.get("/ringkasan/")
assert answer.status_code == 200, answer.status_code
print(answer.content.decode())
"""


def test_the_members_are_those_that_were_published(bogor: Bogor) -> None:
    printed = bogor.printed
    assert [each["registered"] for each in printed["by_list"]] == [MEMBERS_OF_SEPTEMBER, MEMBERS_OF_THE_PROVINCE]
    assert (printed["registered"], printed["in_force"]) == (REGISTERED, IN_FORCE)


def test_the_invoices_are_those_that_were_published(bogor: Bogor) -> None:
    totals = {(each["month"], each["payer"]): each["total"] for each in bogor.printed["invoices"]}
    assert totals[("2025-09", "city")] == totals[("2025-10", "city")] == CITY_MONTH
    assert totals[("2025-11", "province")] == PROVINCE_NOVEMBER
    assert totals[("2025-11", "city")] + totals[("2025-11", "province")] == NOVEMBER
    assert len(totals) == 4


def test_two_families_received_the_funeral_cost_and_nothing_was_open(bogor: Bogor) -> None:
    assert bogor.printed["awards"] == 2 * [
        {
            "outcome": "certain",
            "total": FUNERAL,
            "lines": {"funeral": FUNERAL},
            "handed_over_on": "2025-11-24",
            "place": "Paseban Sri Baduga",
        }
    ]


def test_every_planted_fault_was_found_and_nobody_eligible_was_rejected(bogor: Bogor) -> None:
    planted = bogor.printed["planted"]
    assert len(planted) > 30
    assert {kind: each for kind, each in planted.items() if each["found"] != each["planted"]} == {}
    assert bogor.printed["eligible_rejected"] == 0


def test_the_database_says_the_same(bogor: Bogor) -> None:
    found = json.loads(bogor.python(IN_THE_DATABASE))
    assert (found["registered"], found["in_force"]) == (REGISTERED, IN_FORCE)
    assert found["months"] == {"2025-09": CITY_MONTH, "2025-10": CITY_MONTH, "2025-11": NOVEMBER}
    assert found["received"] == found["months"]
    assert found["payouts"] == [FUNERAL, FUNERAL]
    assert found["chain"] is True


def test_the_dashboard_says_the_same(bogor: Bogor) -> None:
    text = re.sub(r"<[^>]+>|\s+", " ", bogor.python(ON_THE_PAGE))
    for figure in ("22.474", "22.472", "7.894", "14.580"):
        assert figure in text, figure
    assert re.search(r"Rp377[,.]5|Rp377\.529\.600", text)
