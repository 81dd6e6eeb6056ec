"""The pages of claims: each role does its step from the page, others see who must act, other areas see nothing."""

from typing import Any

import pytest
from django.urls import reverse

import town
from payung.accounts.models import User
from payung.audit.models import Event
from payung.claims.actions import award, send_back_award
from payung.claims.models import Award, Case
from visiting import TODAY, a_city_on, signed_in

DEATH = {
    "died_on": "28/10/2025",
    "cause": "illness",
    "name": "SITI AMINAH",
    "relation": "spouse",
    "nik": "3271015105920001",
    "bank": "BJB",
    "account": "0012345678",
}


@pytest.fixture(autouse=True)
def a_city(db: None, settings: Any) -> None:
    """The programme's day."""
    a_city_on(TODAY, settings)


def _page(user: User, case: Case) -> str:
    answer = signed_in(user).get(reverse("case", args=[case.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def _post(user: User, name: str, *args: int, **given: Any) -> Any:
    return signed_in(user).post(reverse(name, args=args), given, follow=True)


def _status(case: Case) -> str:
    return Case.objects.get(pk=case.pk).status


def test_a_death_is_reported_by_the_kelurahan_of_the_member(bogor: town.Town) -> None:
    membership = town.member(bogor, paid=("2025-09", "2025-10"))
    url = reverse("report_death", args=[membership.pk])
    assert membership.person.name in signed_in(bogor.kelurahan).get(url).content.decode()
    answer = signed_in(bogor.kelurahan).post(url, DEATH)
    case = Case.objects.get()
    assert answer.url == reverse("case", args=[case.pk])
    assert case.heirs.get().name == "SITI AMINAH"


def test_a_refused_report_keeps_what_was_typed_and_says_why(bogor: town.Town) -> None:
    membership = town.member(bogor)
    url = reverse("report_death", args=[membership.pk])
    for changed, said in (
        ({"cause": "work_accident"}, "work accident"),
        ({"died_on": "28/08/2025"}, "not yet a member"),
        ({"account": "12"}, "account number of 5 to 25 digits"),
    ):
        answer = signed_in(bogor.officer).post(url, DEATH | changed)
        assert answer.status_code == 400
        assert said in answer.content.decode()
        assert "SITI AMINAH" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_death_reported_already_leads_to_its_case(bogor: town.Town, reported: Case) -> None:
    answer = signed_in(bogor.officer).get(reverse("report_death", args=[reported.membership_id]))
    assert answer.url == reverse("case", args=[reported.pk])


def test_nobody_reports_or_sees_a_death_of_another_kelurahan(bogor: town.Town, reported: Case) -> None:
    elsewhere = signed_in(bogor.elsewhere)
    assert elsewhere.get(reverse("case", args=[reported.pk])).status_code == 404
    assert elsewhere.get(reverse("report_death", args=[reported.membership_id])).status_code == 404
    assert "WARGA" not in elsewhere.get(reverse("cases")).content.decode()


def test_the_index_leads_to_open_cases_and_says_who_must_act(bogor: town.Town, reported: Case) -> None:
    client = signed_in(bogor.auditor)
    html = client.get(reverse("cases")).content.decode()
    assert "1 family waits for its benefit" in html
    assert reverse("case", args=[reported.pk]) in html
    assert "Labour office officer" in html
    assert "No claim has this status" in client.get(reverse("cases"), {"status": "paid"}).content.decode()


def test_the_whole_way_is_walked_from_the_page(bogor: town.Town, reported: Case) -> None:
    pk = reported.pk
    assert "Prepare the award of Rp10.000.000" in _page(bogor.officer, reported).replace("Rp10,000,000", "Rp10.000.000")
    _post(bogor.officer, "award_case", pk)
    assert "You prepared it yourself" not in _page(bogor.approver, reported)
    _post(bogor.approver, "approve_award", pk)
    given = {"granted": "yes", "amount": "10.000.000", "decided_on": "05/11/2025", "letter": "B/1"}
    _post(bogor.branch, "record_decision", pk, **given)
    heir = reported.heirs.get().pk
    _post(bogor.branch, "record_payout", pk, heir=heir, amount="Rp10.000.000", paid_on="07/11/2025", reference="TRX-1")
    _post(bogor.officer, "record_handover", pk, handed_on="24/11/2025", place="Paseban Sri Baduga")
    assert _status(reported) == Case.Status.HANDED_OVER
    html = _page(bogor.auditor, reported)
    for word in ("Paseban Sri Baduga", "TRX-1", "B/1", "The family has its benefit"):
        assert word in html


@pytest.mark.parametrize("step", ["award_case", "approve_award", "record_decision", "record_payout", "record_handover"])
def test_an_auditor_sees_every_step_and_does_none(bogor: town.Town, reported: Case, step: str) -> None:
    assert 'class="button"' not in _page(bogor.auditor, reported)
    assert signed_in(bogor.auditor).post(reverse(step, args=[reported.pk])).status_code == 403


def test_the_award_stands_there_with_lines_articles_readings_and_reasons(bogor: town.Town, awarded: Award) -> None:
    html = _page(bogor.auditor, awarded.case)
    for word in (
        "Funeral cost",
        "PP 82/2019",
        "sepuluh juta rupiah",
        "From the fourth contribution month",
        "01/12/2025",
    ):
        assert word in html


def test_whoever_prepared_an_award_sees_who_decides_on_it(bogor: town.Town, awarded: Award) -> None:
    assert "Waits for: Approver." in _page(bogor.officer, awarded.case)
    assert reverse("approve_award", args=[awarded.case_id]) in _page(bogor.approver, awarded.case)


def test_an_award_goes_back_with_a_reason_and_only_with_one(bogor: town.Town, awarded: Award) -> None:
    case = awarded.case
    assert "Write the reason" in _post(bogor.approver, "send_back_award", case.pk, reason="no").content.decode()
    assert _status(case) == Case.Status.SUBMITTED
    _post(bogor.approver, "send_back_award", case.pk, reason="The day of death differs from the certificate")
    assert _status(case) == Case.Status.REPORTED
    assert "The day of death differs from the certificate" in _page(bogor.officer, case)


def test_an_award_is_refused_with_a_reason(bogor: town.Town, awarded: Award) -> None:
    _post(bogor.approver, "refuse_award", awarded.case_id, reason="The case was reported twice")
    assert Award.objects.get(pk=awarded.pk).status == Award.Status.REFUSED


def test_an_open_outcome_shows_all_amounts_and_what_would_settle_it(bogor: town.Town) -> None:
    membership = town.member(bogor, paid=("2025-09", "2025-10", "2025-11"))
    url = reverse("report_death", args=[membership.pk])
    signed_in(bogor.officer).post(url, DEATH | {"died_on": "20/11/2025"})
    case = Case.objects.get()
    for html in (_page(bogor.officer, case), _after_award(bogor, case)):
        assert "Rp10,000,000" in html
        assert "Rp42,000,000" in html
        assert "note--open" in html
        assert "settles it" in html


def _after_award(bogor: town.Town, case: Case) -> str:
    award(case=case, by=bogor.officer, on=TODAY)
    return _page(bogor.approver, case)


def test_a_decision_that_differs_from_the_law_needs_a_reason_and_the_form_keeps_the_rest(
    bogor: town.Town, approved: Award
) -> None:
    given = {"granted": "yes", "amount": "9.000.000", "decided_on": "05/11/2025", "letter": "B/77"}
    answer = _post(bogor.branch, "record_decision", approved.case_id, **given)
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "differs from what the law was found to allow" in html
    assert "B/77" in html
    assert "9.000.000" in html
    _post(bogor.branch, "record_decision", approved.case_id, **given, reason="A part was paid before by the branch")
    assert _status(approved.case) == Case.Status.GRANTED


def test_a_claim_can_be_denied_without_an_amount(bogor: town.Town, approved: Award) -> None:
    given = {"granted": "no", "amount": "", "decided_on": "05/11/2025", "letter": "B/9"}
    _post(bogor.branch, "record_decision", approved.case_id, **given, reason="The worker was employed elsewhere")
    html = _page(bogor.officer, approved.case)
    assert "BPJS denied the claim." in html
    assert "The worker was employed elsewhere" in html


@pytest.mark.parametrize("amount", ["sepuluh", "10,5", "-1", "1e7", "١٠٠"])
def test_what_is_no_amount_is_not_taken_for_one(bogor: town.Town, approved: Award, amount: str) -> None:
    given = {"granted": "yes", "amount": amount, "decided_on": "05/11/2025", "letter": "B/1"}
    assert _post(bogor.branch, "record_decision", approved.case_id, **given).status_code == 400
    assert _status(approved.case) == Case.Status.APPROVED


def test_more_than_granted_is_not_paid(bogor: town.Town, granted: Case) -> None:
    given = {"heir": granted.heirs.get().pk, "paid_on": "07/11/2025", "reference": "TRX-1"}
    answer = _post(bogor.branch, "record_payout", granted.pk, **given, amount="10.000.001")
    assert answer.status_code == 400
    assert "is not paid yet" in answer.content.decode()


def test_a_step_that_is_over_is_refused_in_words(bogor: town.Town, paid: Case) -> None:
    given = {"granted": "yes", "amount": "1", "decided_on": "05/11/2025", "letter": "B/1"}
    client = signed_in(bogor.branch)
    url = reverse("case", args=[paid.pk])
    answer = client.post(reverse("record_decision", args=[paid.pk]), given, follow=True, headers={"referer": url})
    assert "not in a state that allows this" in answer.content.decode()


def test_an_account_is_masked_until_a_reason_is_given_and_the_look_is_recorded(
    bogor: town.Town, reported: Case
) -> None:
    heir = reported.heirs.get()
    assert "0012345678" not in _page(bogor.branch, reported)
    answer = _post(bogor.branch, "reveal_account", reported.pk, heir.pk, reason="To transfer the benefit")
    assert "0012345678" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    event = Event.objects.get(action="claims.reveal")
    assert event.reason == "To transfer the benefit"
    assert "0012345678" not in _page(bogor.branch, reported)
    assert signed_in(bogor.kelurahan).post(reverse("reveal_account", args=[reported.pk, heir.pk])).status_code == 403


def test_another_heir_is_named_until_the_money_is_paid(bogor: town.Town, reported: Case, paid: Case) -> None:
    assert "Name another heir" not in _page(bogor.officer, paid)


def test_another_heir_is_named_on_a_page_of_its_own(bogor: town.Town, reported: Case) -> None:
    url = reverse("add_heir", args=[reported.pk])
    assert url in _page(bogor.kelurahan, reported)
    given = {"name": "ANAK", "relation": "child", "nik": "12", "bank": "BJB", "account": "99887766"}
    assert "16 digits" in signed_in(bogor.kelurahan).post(url, given).content.decode()
    signed_in(bogor.kelurahan).post(url, given | {"nik": ""})
    assert reported.heirs.count() == 2


def test_a_case_takes_as_many_statements_however_long_its_story(
    bogor: town.Town, awarded: Award, django_assert_max_num_queries: Any
) -> None:
    client, url = signed_in(bogor.auditor), reverse("case", args=[awarded.case_id])
    client.get(url)
    for _time in range(3):
        send_back_award(award=awarded, by=bogor.approver, on=TODAY, reason="Look at it once more")
        awarded = award(case=awarded.case, by=bogor.officer, on=TODAY)
    with django_assert_max_num_queries(26):
        client.get(url)
