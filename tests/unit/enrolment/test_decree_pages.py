"""The pages of decrees, of BPJS's answers and of the end of a membership: who opens them, and what their forms do."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from payung.accounts.models import Role, User
from payung.audit.models import Event
from payung.enrolment import actions, synthetic, tasks
from payung.enrolment.models import BpjsAnswer, Decree, Membership
from payung.enrolment.synthetic import Cast, nik_of
from payung.groundwork.jobs import Progress
from payung.groundwork.models import Installation, Job

SignIn = Callable[[User], Client]
FIRST_DAY = date(2025, 9, 10)
REASON = "registration with the branch"


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any, tmp_path: Path) -> None:
    """Name static files as they are: only an installation has their manifest."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.STATIC_ROOT = str(tmp_path)


@pytest.fixture
def sign_in(who: Cast) -> SignIn:
    """A browser that reads English, signed in, on the first day."""
    Installation.objects.create(city_name="Kota Bogor", place_code="32.71", demo_day=FIRST_DAY)

    def signed_in(user: User) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        return client

    return signed_in


def of_role(role: Role) -> User:
    return User.objects.create(username=f"another-{role.value}", full_name=role.value.title(), role=role)


def prepared(who: Cast, size: int, first: int = 0) -> Decree:
    chosen = synthetic.approved_list(who, size, first=first)
    number = f"463/{size}"
    return actions.prepare_decree(
        number=number, title="T", payer="city", registered_on=FIRST_DAY, lists=[chosen], by=who.officer, on=FIRST_DAY
    )


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def done(kind: Callable[[Job, Progress], str | None]) -> tuple[Job, str | None]:
    """Do the newest job as the worker would."""
    job = Job.objects.latest("pk")
    refusal = kind(job, Progress(None))
    job.refresh_from_db()
    return job, refusal


@pytest.mark.parametrize("role", [Role.DISNAKER, Role.APPROVER, Role.BPJS, Role.AUDITOR, Role.MAYOR])
def test_whoever_may_see_decrees_opens_them(who: Cast, in_force: Decree, sign_in: SignIn, role: Role) -> None:
    client = sign_in(of_role(role))
    assert in_force.number in text_of(client.get(reverse("decrees")))
    assert "5 people, from 10 September 2025" in text_of(client.get(reverse("decree", args=[in_force.pk])))


@pytest.mark.parametrize("role", [Role.KELURAHAN, Role.TREASURY, Role.ADMINISTRATOR])
def test_others_are_turned_away(who: Cast, in_force: Decree, sign_in: SignIn, role: Role) -> None:
    client = sign_in(of_role(role))
    for address in (reverse("decrees"), reverse("decree", args=[in_force.pk]), reverse("record_answer")):
        assert client.get(address).status_code == 403
    assert client.post(reverse("export_registration", args=[in_force.pk]), {"reason": REASON}).status_code == 403


def test_who_only_watches_cannot_act(who: Cast, draft: Decree, sign_in: SignIn) -> None:
    auditor = sign_in(who.auditor)
    for name in ("submit_decree", "approve_decree", "send_back_decree", "refuse_decree", "export_registration"):
        assert auditor.post(reverse(name, args=[draft.pk])).status_code == 403
    assert auditor.get(reverse("prepare_decree")).status_code == 403
    assert "Submit 5 people" not in text_of(auditor.get(reverse("decree", args=[draft.pk])))


def test_the_mayor_sees_figures_but_no_people(who: Cast, draft: Decree, in_force: Decree, sign_in: SignIn) -> None:
    page = text_of(sign_in(of_role(Role.MAYOR)).get(reverse("decree", args=[in_force.pk])))
    assert "Rp84,000" in page
    assert "Warga" not in page


def test_there_is_no_decree_by_a_number_that_was_never_given(who: Cast, sign_in: SignIn) -> None:
    assert sign_in(who.officer).get(reverse("decree", args=[99_999])).status_code == 404


def test_a_decree_is_prepared_from_approved_lists_in_the_browser(who: Cast, sign_in: SignIn) -> None:
    chosen = synthetic.approved_list(who, 3)
    officer = sign_in(who.officer)
    assert "from Disnaker: 3 people accepted" in text_of(officer.get(reverse("prepare_decree")))
    given = {"number": "463/9", "title": "T", "payer": "city", "registered_on": "10/09/2025", "lists": [chosen.pk]}
    answer = officer.post(reverse("prepare_decree"), given)
    decree = Decree.objects.get()
    assert answer["location"] == reverse("decree", args=[decree.pk])
    assert (decree.member_count, decree.registered_on, decree.payer) == (3, FIRST_DAY, "city")
    again = reverse("revise_decree", args=[decree.pk])
    assert 'value="10/09/2025"' in text_of(officer.get(again))
    officer.post(again, {**given, "title": "Another title"})
    decree.refresh_from_db()
    assert decree.title == "Another title"


def test_a_form_filled_in_wrongly_comes_back_with_what_is_wrong(who: Cast, sign_in: SignIn) -> None:
    synthetic.approved_list(who, 1)
    answer = sign_in(who.officer).post(reverse("prepare_decree"), {"number": "1", "registered_on": "31/02/2025"})
    assert answer.status_code == 400
    assert "Write the day as day/month/year" in text_of(answer)
    assert not Decree.objects.exists()


def test_a_refusal_of_an_action_becomes_a_message(who: Cast, draft: Decree, sign_in: SignIn) -> None:
    officer = sign_in(who.officer)
    chosen = draft.lists.get()
    given = {"number": draft.number, "title": "T", "payer": "city", "registered_on": "10/09/2025", "lists": [chosen.pk]}
    answer = officer.post(reverse("prepare_decree"), given, follow=True)
    assert "A decree with this number exists already. Check the number." in text_of(answer)


def test_the_page_shows_ten_people_the_same_to_everybody_with_their_nik_masked(who: Cast, sign_in: SignIn) -> None:
    decree = prepared(who, 40)
    address = reverse("decree", args=[decree.pk])
    first, second = sign_in(who.officer).get(address), sign_in(who.approver).get(address)
    assert first.context["sample"] == second.context["sample"]
    assert len({row["nik"] for row in first.context["sample"]}) == 10
    assert first.context["sample"] != sorted(first.context["sample"], key=lambda row: row["nik"])
    assert not any(nik_of(number) in text_of(first) for number in range(40))
    assert "3271\u00a003••" in first.content.decode()


def test_the_page_says_what_the_people_cost_a_month(who: Cast, draft: Decree, sign_in: SignIn) -> None:
    page = text_of(sign_in(who.officer).get(reverse("decree", args=[draft.pk])))
    assert "Rp84,000" in page
    assert "5 people at Rp16,800" in page
    Decree.objects.filter(pk=draft.pk).update(payer="village", registered_on=date(2026, 1, 1))
    page = text_of(sign_in(who.officer).get(reverse("decree", args=[draft.pk])))
    assert "is not settled for this payer" in page or "depends on whether somebody works in transport" in page


def test_one_submits_and_another_decides(who: Cast, draft: Decree, sign_in: SignIn) -> None:
    officer, approver = sign_in(who.officer), sign_in(who.approver)
    address = reverse("decree", args=[draft.pk])
    assert "Approve 5 people" not in text_of(approver.get(address))
    officer.post(reverse("submit_decree", args=[draft.pk]))
    assert "Approve 5 people" in text_of(approver.get(address))
    assert "Approve 5 people" not in text_of(officer.get(address))
    answer = approver.post(reverse("approve_decree", args=[draft.pk]))
    job, refusal = done(tasks.approve)
    assert answer["location"] == reverse("job", args=[job.pk])
    assert (refusal, job.result) == (None, f"enrolment.decree:{draft.pk}")
    assert Membership.objects.count() == 5
    page = text_of(officer.get(address))
    assert "Warga 0000000" in page
    assert "waits for BPJS" in page
    assert "Approved; its people are members" in page


@pytest.mark.parametrize(("name", "status"), [("send_back_decree", "sent_back"), ("refuse_decree", "refused")])
def test_a_decree_goes_back_or_is_refused_with_a_reason(
    who: Cast, submitted: Decree, sign_in: SignIn, name: str, status: str
) -> None:
    approver, address = sign_in(who.approver), reverse("decree", args=[submitted.pk])
    origin = {"referer": f"http://testserver{address}"}
    answer = approver.post(reverse(name, args=[submitted.pk]), {"reason": "."}, headers=origin, follow=True)
    assert "Write the reason in a few words" in text_of(answer)
    approver.post(reverse(name, args=[submitted.pk]), {"reason": "the title names another year"})
    submitted.refresh_from_db()
    assert submitted.status == status
    assert "the title names another year" in text_of(approver.get(address))


def test_buttons_answer_to_post_alone(who: Cast, submitted: Decree, sign_in: SignIn) -> None:
    for name in ("submit_decree", "approve_decree", "send_back_decree", "refuse_decree", "export_registration"):
        assert sign_in(who.approver).get(reverse(name, args=[submitted.pk])).status_code == 405


def test_the_registration_is_downloaded_with_a_reason_that_stays(who: Cast, in_force: Decree, sign_in: SignIn) -> None:
    address = reverse("export_registration", args=[in_force.pk])
    assert sign_in(who.bpjs).post(address, {"reason": ""}).status_code == 302
    answer = sign_in(who.bpjs).post(address, {"reason": REASON})
    assert answer["content-disposition"].startswith("attachment")
    assert answer["cache-control"] == "no-store"
    rows = list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert [row["NIK"] for row in rows] == [nik_of(number) for number in range(5)]
    event = Event.objects.get(action="enrolment.export_registration")
    assert (event.actor, event.reason, event.rows) == ("bpjs", REASON, 5)


def test_an_answer_is_sent_and_its_lines_that_did_not_count_are_listed(
    who: Cast, in_force: Decree, sign_in: SignIn
) -> None:
    branch = sign_in(who.bpjs)
    assert "5 members wait for BPJS's answer" in text_of(branch.get(reverse("record_answer"))).replace("&#x27;", "'")
    rows = [f"{number + 1};{nik_of(number)};2500{number:07};10/09/2025" for number in (0, 1, 77)]
    content = "\n".join(["No;NIK;No Peserta;Tanggal Efektif", *rows]).encode()
    branch.post(reverse("record_answer"), {"file": SimpleUploadedFile("jawaban.csv", content)})
    job, refusal = done(tasks.record)
    answer = BpjsAnswer.objects.get()
    assert (refusal, job.result) == (None, f"enrolment.bpjsanswer:{answer.pk}")
    page = branch.get(reverse("answer", args=[answer.pk]))
    assert "1 lines could not be used" in text_of(page)
    assert "No open membership belongs to this NIK." in text_of(page)
    assert nik_of(77) not in text_of(page)
    assert "jawaban.csv" in text_of(branch.get(reverse("record_answer")))


def test_a_file_that_is_no_answer_leaves_an_event_and_a_sentence(
    who: Cast, in_force: Decree, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(who.bpjs).post(reverse("record_answer"), {"file": SimpleUploadedFile("foto.csv", b"a;b\n1;2\n")})
    with django_capture_on_commit_callbacks(execute=True):
        job, refusal = done(tasks.record)
    assert refusal
    assert "NIK" in refusal
    assert Event.objects.get(action="intake.refuse_file").data["name"] == "foto.csv"
    assert not Path(job.args["path"]).exists()
    assert not BpjsAnswer.objects.exists()


def test_a_membership_ends_by_a_form_with_its_day_and_reason(who: Cast, in_force: Decree, sign_in: SignIn) -> None:
    member = Membership.objects.order_by("pk")[0]
    address, officer = reverse("end_membership", args=[member.pk]), sign_in(who.officer)
    assert "End the membership of Warga 0000000" in text_of(officer.get(address))
    assert officer.post(address, {"ends_on": "1/11/2025", "why": "death", "reason": REASON}).status_code == 400
    given = {"ends_on": "1/11/2025", "why": "moved", "reason": "moved to Depok in October"}
    answer = officer.post(address, {**given, "next": "https://elsewhere.example/"})
    assert answer["location"] == reverse("member", args=[member.pk])
    member.refresh_from_db()
    assert (member.ends_on, member.end_reason) == (date(2025, 11, 1), "moved")


def test_only_the_labour_office_ends_memberships(who: Cast, in_force: Decree, sign_in: SignIn) -> None:
    member = Membership.objects.order_by("pk")[0]
    assert sign_in(who.bpjs).post(reverse("end_membership", args=[member.pk])).status_code == 403


def test_the_page_of_a_decree_asks_the_database_as_often_for_many_members_as_for_few(
    who: Cast, in_force: Decree, sign_in: SignIn
) -> None:
    officer, counted = sign_in(who.officer), []
    for size in (5, 60):
        decree = in_force if size == 5 else prepared(who, size, first=100)
        if size == 60:
            officer.post(reverse("submit_decree", args=[decree.pk]))
            sign_in(who.approver).post(reverse("approve_decree", args=[decree.pk]))
            done(tasks.approve)
        with CaptureQueriesContext(connection) as statements:
            officer.get(reverse("decree", args=[decree.pk]))
        counted.append(len(statements))
    assert counted[0] == counted[1]
