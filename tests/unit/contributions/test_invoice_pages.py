"""The pages of invoices: who opens them, what their forms do, and what the treasury and BPJS take and send."""

import csv
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from invoicing import DAY, approved, enrolled, prepared

from payung.accounts.models import Role, User
from payung.audit.models import Event
from payung.contributions import actions, tasks
from payung.contributions.due import due_count, gaps
from payung.contributions.models import Credit, Invoice, Payment, Receipt
from payung.enrolment.models import Membership
from payung.enrolment.synthetic import Cast, nik_of
from payung.groundwork.jobs import Progress
from payung.groundwork.models import Installation, Job
from payung.law.months import Month

SignIn = Callable[[User], Client]
WHY = "moved away before the month"


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any, tmp_path: Path) -> None:
    """Name static files as they are: only an installation has their manifest."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.STATIC_ROOT = str(tmp_path)


@pytest.fixture
def sign_in(who: Cast) -> SignIn:
    """A browser that reads English, signed in, on the day of the invoices."""
    Installation.objects.create(city_name="Kota Bogor", place_code="32.71", demo_day=DAY)

    def signed_in(user: User) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        return client

    return signed_in


def of_role(role: Role) -> User:
    return User.objects.create(username=f"another-{role.value}", full_name=role.value.title(), role=role)


def text_of(response: Any) -> str:
    return unescape(" ".join(response.content.decode().split()))


def address_of(name: str, invoice: Invoice) -> str:
    return reverse(name, args=[invoice.pk])


def received(invoice: Invoice, amounts: dict[int, int]) -> SimpleUploadedFile:
    """BPJS's list: for each line of the invoice by its place, the amount received."""
    numbers = list(invoice.lines.order_by("pk").values_list("membership__member_number", flat=True))
    rows = [f"{numbers[place]};{amount}" for place, amount in amounts.items()]
    return SimpleUploadedFile("penerimaan.csv", "\n".join(["No Peserta;Jumlah Iuran", *rows]).encode())


def sent(client: Client, invoice: Invoice, file: SimpleUploadedFile) -> tuple[Job, str | None]:
    """Send BPJS's list, and read it as the worker would."""
    client.post(address_of("receive_invoice", invoice), {"received_on": "10/09/2025", "file": file})
    job = Job.objects.latest("pk")
    refusal = tasks.record(job, Progress(None))
    job.refresh_from_db()
    return job, refusal


@pytest.mark.parametrize("role", [Role.DISNAKER, Role.APPROVER, Role.TREASURY, Role.BPJS, Role.AUDITOR, Role.MAYOR])
def test_whoever_may_see_invoices_opens_them(who: Cast, draft: Invoice, sign_in: SignIn, role: Role) -> None:
    client = sign_in(of_role(role))
    assert "Rp84,000" in text_of(client.get(reverse("invoices")))
    page = text_of(client.get(address_of("invoice", draft)))
    assert "Rp84,000 for 5 people, September 2025" in page
    sees_names = role not in {Role.TREASURY, Role.MAYOR}
    assert ("Warga 0000000" in page) is sees_names


@pytest.mark.parametrize("role", [Role.KELURAHAN, Role.ADMINISTRATOR])
def test_others_are_turned_away(who: Cast, draft: Invoice, sign_in: SignIn, role: Role) -> None:
    client = sign_in(of_role(role))
    for address in (reverse("invoices"), address_of("invoice", draft), address_of("invoice_csv", draft)):
        assert client.get(address).status_code == 403


def test_who_only_watches_cannot_act(who: Cast, draft: Invoice, sign_in: SignIn) -> None:
    auditor = sign_in(who.auditor)
    posted = ("submit_invoice", "approve_invoice", "send_back_invoice", "refuse_invoice", "pay_invoice")
    for name in (*posted, "receive_invoice"):
        assert auditor.post(address_of(name, draft)).status_code == 403
    line = draft.lines.order_by("pk")[0]
    assert auditor.post(reverse("credit_line", args=[draft.pk, line.pk])).status_code == 403
    assert auditor.get(reverse("prepare_invoice")).status_code == 403


def test_the_page_names_the_law_behind_the_amount(who: Cast, draft: Invoice, sign_in: SignIn) -> None:
    page = text_of(sign_in(who.treasury).get(address_of("invoice", draft)))
    assert "The contribution for September 2025, for 1 worker(s), is Rp16.800." in page
    assert "PP 44/2015" in page
    assert "5 people at Rp16,800 are Rp84,000." in page


def test_who_is_due_is_shown_as_a_count_before_the_invoice_is_made(who: Cast, sign_in: SignIn) -> None:
    officer, chosen = sign_in(who.officer), {"payer": "city", "month": "2025-09"}
    assert "payer=city&month=2025-09" in text_of(officer.get(reverse("prepare_invoice")))
    looked_at = officer.get(reverse("prepare_invoice"), chosen)
    assert "5 people are due in September 2025" in text_of(looked_at)
    assert "Rp84,000" in text_of(looked_at)
    assert not Invoice.objects.exists()
    answer = officer.post(reverse("prepare_invoice"), chosen)
    made = Invoice.objects.get()
    assert answer["location"] == address_of("invoice", made)
    assert (made.line_count, made.total) == (5, 84_000)
    assert "Nobody is due." in text_of(officer.get(reverse("prepare_invoice"), chosen))


def test_a_month_the_law_leaves_open_is_not_invoiced(who: Cast, sign_in: SignIn) -> None:
    enrolled(who, 2, first=50, payer="village", day=date(2026, 1, 1))
    Installation.objects.update(demo_day=date(2026, 1, 5))
    page = sign_in(who.officer).get(reverse("prepare_invoice"), {"payer": "village", "month": "2026-01"})
    assert "No invoice can be made." in text_of(page)
    assert "is not settled for this payer" in text_of(page)


def test_the_count_shown_is_the_count_charged(who: Cast) -> None:
    enrolled(who, 2, first=20, day=date(2025, 10, 31))
    members = list(Membership.objects.order_by("pk"))
    for member, ends_on in ((members[0], date(2025, 10, 1)), (members[1], date(2025, 10, 2)), (members[2], DAY)):
        Membership.objects.filter(pk=member.pk).update(ends_on=ends_on, end_reason="moved")
    for month, people in (("2025-08", 0), ("2025-09", 4), ("2025-10", 5), ("2025-11", 4)):
        assert due_count(who.programme, "city", Month.parse(month)) == people
        if people:
            assert prepared(who, month).line_count == people
        assert due_count(who.programme, "city", Month.parse(month)) == 0


def test_months_on_no_invoice_are_pointed_out(who: Cast) -> None:
    enrolled(who, 3, first=40, payer="province", day=date(2025, 10, 1))
    prepared(who, "2025-09")
    found = [(gap.month, gap.payer, gap.people) for gap in gaps(who.programme, date(2025, 10, 2))]
    assert found == [("2025-10", "city", 5), ("2025-10", "province", 3)]


def test_one_submits_and_another_decides(who: Cast, draft: Invoice, sign_in: SignIn) -> None:
    officer, approver, address = sign_in(who.officer), sign_in(who.approver), address_of("invoice", draft)
    assert "Approve Rp84,000" not in text_of(approver.get(address))
    assert "Submit Rp84,000" in text_of(officer.get(address))
    officer.post(address_of("submit_invoice", draft))
    assert "Approve Rp84,000" in text_of(approver.get(address))
    approver.post(address_of("approve_invoice", draft))
    draft.refresh_from_db()
    assert (draft.status, draft.decided_by) == ("approved", who.approver)


def test_an_act_whose_time_has_passed_becomes_a_message(who: Cast, draft: Invoice, sign_in: SignIn) -> None:
    origin = {"referer": f"http://testserver{address_of('invoice', draft)}"}
    answer = sign_in(who.approver).post(address_of("approve_invoice", draft), headers=origin, follow=True)
    assert "This invoice is not in a state that allows this." in text_of(answer)


@pytest.mark.parametrize(("name", "status"), [("send_back_invoice", "sent_back"), ("refuse_invoice", "refused")])
def test_an_invoice_turned_down_says_why_and_can_be_prepared_again(
    who: Cast, draft: Invoice, sign_in: SignIn, name: str, status: str
) -> None:
    actions.submit_invoice(invoice=draft, by=who.officer, on=DAY)
    sign_in(who.approver).post(address_of(name, draft), {"reason": "two people have left since"})
    draft.refresh_from_db()
    assert draft.status == status
    page = text_of(sign_in(who.officer).get(address_of("invoice", draft)))
    assert "two people have left since" in page
    assert "Prepare this month again" in page


def test_the_treasury_pays_what_was_approved_to_the_rupiah(who: Cast, draft: Invoice, sign_in: SignIn) -> None:
    approved(who, draft)
    treasury, address = sign_in(who.treasury), address_of("pay_invoice", draft)
    page = text_of(treasury.get(address_of("invoice", draft)))
    assert 'value="84000"' in page
    assert 'value="10/09/2025"' in page
    given = {"amount": "84000", "paid_on": "10/09/2025", "reference": "01234/SP2D/LS/2025"}
    assert treasury.post(address, {**given, "paid_on": "yesterday"}).status_code == 400
    origin = {"referer": f"http://testserver{address_of('invoice', draft)}"}
    answer = treasury.post(address, {**given, "amount": "83999"}, headers=origin, follow=True)
    assert "The invoice is for Rp84.000, not Rp83.999." in text_of(answer)
    treasury.post(address, given)
    payment = Payment.objects.get()
    assert (payment.amount, payment.paid_on, payment.reference) == (84_000, DAY, "01234/SP2D/LS/2025")
    assert "on 10 September 2025, 01234/SP2D/LS/2025" in text_of(treasury.get(address_of("invoice", draft)))


def test_bpjs_sends_what_it_received_and_the_page_shows_that_it_agrees(
    who: Cast, paid: Invoice, sign_in: SignIn
) -> None:
    branch = sign_in(who.bpjs)
    job, refusal = sent(branch, paid, received(paid, dict.fromkeys(range(5), 16_800)))
    assert (refusal, job.result) == (None, f"contributions.invoice:{paid.pk}")
    page = text_of(branch.get(address_of("invoice", paid)))
    assert "BPJS's receipt agrees with the invoice" in page
    assert "5 of 5 lines confirmed" in page
    assert "Rp84,000" in text_of(branch.get(reverse("invoices")))


def test_differences_are_counted_and_lead_to_their_lines(who: Cast, paid: Invoice, sign_in: SignIn) -> None:
    branch = sign_in(who.bpjs)
    sent(branch, paid, received(paid, {0: 16_800, 1: 16_000}))
    page = text_of(branch.get(address_of("invoice", paid)))
    assert "Where BPJS's receipt differs" in page
    assert "2 of 5 lines confirmed" in page
    assert "Rp16,000" in page
    missing = branch.get(address_of("invoice", paid), {"show": "missing"})
    assert missing.context["page"].paginator.count == 3


def test_a_file_that_is_no_receipt_leaves_an_event_and_a_sentence(
    who: Cast, paid: Invoice, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job, refusal = sent(sign_in(who.bpjs), paid, SimpleUploadedFile("foto.csv", b"a;b\n1;2\n"))
    assert refusal
    assert Event.objects.get(action="intake.refuse_file").data["name"] == "foto.csv"
    assert not Path(job.args["path"]).exists()
    assert not Receipt.objects.exists()


def test_a_line_is_credited_with_a_reason_and_shown_on_the_next_invoice(
    who: Cast, paid: Invoice, sign_in: SignIn
) -> None:
    officer, line = sign_in(who.officer), paid.lines.order_by("pk")[0]
    address = reverse("credit_line", args=[paid.pk, line.pk])
    assert "Give back Rp16,800 for Warga 0000000" in text_of(officer.get(address))
    assert officer.post(address, {"reason": ""}).status_code == 400
    officer.post(address, {"reason": WHY})
    assert Credit.objects.get().reason == WHY
    assert "credited" in text_of(officer.get(address_of("invoice", paid)))
    november = prepared(who, "2025-11")
    page = text_of(officer.get(address_of("invoice", november)))
    assert "Rp67,200 for 5 people, November 2025" in page
    assert "Rp84,000 for the lines less Rp16,800 of credits" in page
    assert WHY in page


def test_a_line_belongs_to_its_own_invoice_only(who: Cast, paid: Invoice, sign_in: SignIn) -> None:
    other = prepared(who, "2025-10")
    address = reverse("credit_line", args=[other.pk, paid.lines.order_by("pk")[0].pk])
    assert sign_in(who.officer).post(address, {"reason": WHY}).status_code == 404


def test_the_lines_come_as_a_table_with_masked_nik(who: Cast, draft: Invoice, sign_in: SignIn) -> None:
    answer = sign_in(who.treasury).get(address_of("invoice_csv", draft))
    assert "iuran-city-2025-09-1.csv" in answer["content-disposition"]
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert [row["JUMLAH IURAN"] for row in rows] == ["16800"] * 5
    assert {len(row["NO. PESERTA (KPJ)"]) for row in rows} == {11}
    assert not any(nik_of(number) in text or f"Warga {number:07}" in text for number in range(5))


def test_the_page_of_an_invoice_asks_the_database_as_often_for_many_lines_as_for_few(
    who: Cast, paid: Invoice, sign_in: SignIn
) -> None:
    enrolled(who, 60, first=100, payer="province")
    many, branch, counted = prepared(who, "2025-09", "province"), sign_in(who.auditor), []
    few = prepared(who, "2025-10")
    for invoice in (few, many):
        with CaptureQueriesContext(connection) as statements:
            branch.get(address_of("invoice", invoice))
        counted.append(len(statements))
    assert counted[0] == counted[1]
