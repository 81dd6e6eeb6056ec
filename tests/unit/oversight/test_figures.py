"""The figures of a day agree with what happened, and cost the same however many members there are."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import town
from payung.claims.actions import HeirGiven, approve_award, award, record_decision, record_payout, report_death
from payung.claims.models import Case
from payung.oversight.queries import figures
from payung.oversight.queries.figures import CoverAtRisk
from payung.oversight.queries.occupations import OTHER, UNKNOWN, group_of, grouped

TODAY = date(2025, 11, 24)
FUNERAL = 10_000_000
WIDOW = HeirGiven(name="SITI AMINAH", relation="spouse", nik=None, bank="BJB", account="0012345678")


def _died(bogor: town.Town, on: date = date(2025, 10, 28)) -> Case:
    membership = town.member(bogor, paid=("2025-09", "2025-10"))
    return report_death(membership=membership, died_on=on, cause="illness", heirs=[WIDOW], by=bogor.officer, on=TODAY)


def _paid_out(bogor: town.Town) -> Case:
    case = _died(bogor)
    made = award(case=case, by=bogor.officer, on=TODAY)
    approve_award(award=made, by=bogor.approver, on=TODAY)
    record_decision(case=case, granted=True, amount=FUNERAL, decided_on=TODAY, letter="B/1", by=bogor.branch, on=TODAY)
    record_payout(
        case=case,
        heir=case.heirs.get(),
        amount=FUNERAL,
        paid_on=TODAY,
        reference="T",
        by=bogor.branch,
        on=TODAY,
    )
    return case


def test_an_empty_programme_has_figures_too(bogor: town.Town) -> None:
    found = figures(TODAY)
    assert (found.registered, found.in_force, found.unanswered, found.benefits_paid) == (0, 0, 0, 0)
    assert (found.invoices, found.by_village, found.by_occupation) == ((), (), ())
    assert found.at_risk == CoverAtRisk(people=0, lines=0, amount=0)


def test_the_dead_stay_registered_and_are_no_longer_in_force(bogor: town.Town) -> None:
    town.member(bogor)
    _died(bogor)
    found = figures(TODAY)
    assert (found.registered, found.in_force) == (2, 1)
    assert figures(date(2025, 10, 28)).in_force == 2  # the day of death is still covered
    assert figures(date(2025, 10, 29)).in_force == 1
    assert figures(date(2025, 8, 31)).in_force == 0


def test_members_add_up_by_payer_list_village_and_occupation(bogor: town.Town) -> None:
    town.member(bogor, payer="province", registered_on=date(2025, 11, 1), effective_on=None)
    town.member(bogor, village=bogor.other_village, occupation="BURUH TANI")
    town.member(bogor, occupation="Buruh Harian Lepas")
    found = figures(TODAY)
    assert [(each.payer, each.registered, each.in_force) for each in found.by_payer] == [
        ("city", 2, 2),
        ("province", 1, 1),
    ]
    assert [(each.sender, each.registered, each.in_force) for each in found.by_list] == [("Dinas Tenaga Kerja", 3, 3)]
    assert [(each.code, each.name, each.in_force) for each in found.by_village] == [
        ("32.71.01.1001", "Empang", 2),
        ("32.71.02.1001", "Baranangsiang", 1),
    ]
    assert {each.code: each.members for each in found.by_occupation} == {"trade": 1, "farming": 1, "labour": 1}
    assert found.unanswered == 1


def test_invoices_show_what_bpjs_received_and_what_is_in_doubt(bogor: town.Town) -> None:
    first, second = town.member(bogor), town.member(bogor)
    town.receive(bogor, first, "2025-10")
    town.charge(bogor, second, "2025-11")
    town.charge(bogor, second, "2025-12")  # in advance: no cover is in doubt yet
    found = figures(TODAY)
    assert [(each.month, each.status, each.lines, each.total, each.received) for each in found.invoices] == [
        ("2025-10", "paid", 1, 16_800, 16_800),
        ("2025-11", "submitted", 1, 16_800, 0),
        ("2025-12", "submitted", 1, 16_800, 0),
    ]
    assert found.at_risk == CoverAtRisk(people=1, lines=1, amount=16_800)


def test_an_invoice_turned_down_is_in_no_figure(bogor: town.Town) -> None:
    invoice = town.charge(bogor, town.member(bogor), "2025-11")
    invoice.status, invoice.decided_by, invoice.decided_on = "refused", bogor.approver, TODAY
    invoice.save()
    found = figures(TODAY)
    assert found.invoices == ()
    assert found.at_risk.lines == 0


def test_benefits_and_cases_are_counted(bogor: town.Town) -> None:
    _paid_out(bogor)
    _died(bogor, on=date(2025, 11, 20))
    found = figures(TODAY)
    assert (found.benefits_paid, found.families_paid) == (FUNERAL, 1)
    assert {status: count for status, count in found.cases.items() if count} == {"reported": 1, "paid": 1}
    assert found.open_cases == 2
    assert set(found.cases) == set(Case.Status.values)
    assert figures(date(2025, 11, 23)).benefits_paid == 0


def test_the_number_of_statements_does_not_grow_with_the_members(bogor: town.Town) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            figures(TODAY)
        return len(seen)

    town.member(bogor, paid=("2025-11",))
    few = statements()
    for _each in range(5):
        town.member(bogor, paid=("2025-11",))
    assert statements() == few <= 11


@pytest.mark.parametrize(
    ("written", "group"),
    [
        ("PEDAGANG  KAKI LIMA", "trade"),
        ("Penjual Jamu Gendong", "trade"),
        ("Buruh Bangunan", "building"),
        ("tukang bangunan", "building"),
        ("Tukang Ojek", "transport"),
        ("Sopir Angkot", "transport"),
        ("Buruh Cuci", "household"),
        ("Asisten Rumah Tangga", "household"),
        ("Buruh Tani", "farming"),
        ("Petani/Pekebun", "farming"),
        ("Penjahit", "craft"),
        ("Tukang Las", "craft"),
        ("Juru Parkir", "street"),
        ("Guru Ngaji", "community"),
        ("Buruh Harian Lepas", "labour"),
        ("Artis", OTHER),
        ("Seniman", OTHER),
        ("Juragan kos", OTHER),
        ("  ", UNKNOWN),
    ],
)
def test_an_occupation_as_written_finds_its_group(written: str, group: str) -> None:
    assert group_of(written) == group


def test_groups_come_largest_first_with_the_unknown_last() -> None:
    found = grouped([("", 50), ("Seniman", 9), ("Petani", 2), ("Pedagang", 3), ("pedagang kaki lima", 1)])
    assert [(each.code, each.members) for each in found] == [
        ("trade", 4),
        ("farming", 2),
        ("other", 9),
        ("unknown", 50),
    ]
