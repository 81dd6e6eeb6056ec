"""The pages of lists and registers: who gets in, what they show, what their buttons do, and what a bad file is told."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from offices import DAY, Office, furnish

from payung.accounts.models import User
from payung.audit.models import Event
from payung.demo.city import City
from payung.groundwork.folders import uploads_folder
from payung.groundwork.jobs import run_job
from payung.groundwork.models import Installation, Job
from payung.groundwork.roles import Urls
from payung.intake.actions.decisions import submit
from payung.intake.actions.files import incoming_folder
from payung.intake.actions.settling import apply_suggestions
from payung.intake.models import CandidateList, ListRow, ScreenedRow
from payung.intake.queries import suggested, waiting_rows

HOSTILE = Path(__file__).parents[2] / "data" / "hostile_far_cell.xlsx"


@pytest.fixture
def as_user(client: Client) -> Callable[[User], Client]:
    """Signs somebody in."""
    client.raise_request_exception = True

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def day(office: Office) -> None:
    Installation.objects.create(city_name="Kota Bogor", place_code="32.71", demo_day=DAY)


@pytest.fixture(autouse=True)
def nothing_put_aside() -> None:
    """Other tests of the session may have put files aside for jobs that they never ran."""
    for left in incoming_folder().iterdir():
        left.unlink()


Pages = Callable[[User], Client]


def _urls(found: CandidateList) -> list[str]:
    row = found.rows.order_by("row").first()
    assert row is not None
    base = f"/usulan/{found.pk}/"
    return [base, f"{base}baris/", f"{base}baris/?verdict=review&code=nik.truncated", f"{base}baris/{row.row}/"]


def test_each_page_answers_for_city_level_roles_that_see_lists(
    office: Office, day: None, screened: CandidateList, as_user: Pages
) -> None:
    for user in (office.town.officer, office.town.approver, office.town.auditor):
        client = as_user(user)
        assert [client.get(url).status_code for url in ["/usulan/", *_urls(screened)]] == [200] * 5
        assert client.get("/usulan/registrasi/").status_code == 200


def test_other_roles_get_the_page_that_says_whom_to_ask(
    office: Office, day: None, screened: CandidateList, as_user: Pages
) -> None:
    for user in (office.town.treasurer, office.town.branch, office.town.mayor):
        client = as_user(user)
        assert {client.get(url).status_code for url in ["/usulan/", *_urls(screened)]} == {403}
    assert as_user(office.town.auditor).get("/usulan/kirim/").status_code == 403


def test_a_list_outside_the_officers_area_does_not_exist_for_them(
    office: Office, day: None, screened: CandidateList, as_user: Pages
) -> None:
    client = as_user(office.town.kelurahan)
    assert {client.get(url).status_code for url in _urls(screened)} == {404}
    assert client.get(f"/usulan/{screened.pk}/excel/").status_code == 404
    assert client.get("/usulan/").status_code == 200


def test_no_page_holds_a_whole_number(office: Office, day: None, screened: CandidateList, as_user: Pages) -> None:
    from payung.screening.reading import read_list

    numbers = read_list(office.city.september_list, on=DAY).rows
    secret = {text for name in ("nik", "family_card") for text in numbers[name].to_pylist() if text}
    client = as_user(office.town.officer)
    for url in [*_urls(screened), f"/usulan/{screened.pk}/baris/?page=2"]:
        text = client.get(url).content.decode().replace("\u00a0", "")
        assert not [number for number in secret if number in text]


def test_whole_numbers_are_shown_once_after_a_reason_was_given(
    office: Office, day: None, screened: CandidateList, as_user: Pages
) -> None:
    row = ScreenedRow.objects.filter(screening=screened.screening_id, confirmed=True).select_related("list_row")[0]
    client = as_user(office.town.officer)
    url = f"/usulan/{screened.pk}/baris/{row.list_row.row}/"
    answer = client.post(f"{url}lihat/", {"reason": "Dibandingkan dengan KTP"})
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert Event.objects.filter(action="intake.reveal_row").count() == 1
    assert as_user(office.town.approver).post(f"{url}lihat/", {"reason": "x"}).status_code == 403


def test_the_workbook_is_handed_out_and_recorded(
    office: Office, day: None, screened: CandidateList, as_user: Pages
) -> None:
    answer = as_user(office.town.officer).get(f"/usulan/{screened.pk}/excel/")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.active.max_row >= screened.row_count
    assert Event.objects.filter(action="intake.hand_out_workbook").count() == 1


@pytest.mark.parametrize("query", ["?verdict=x", "?code=x", "?page=999", "?verdict=review&code='--", "?page=abc"])
def test_made_up_filters_are_ignored(
    office: Office, day: None, screened: CandidateList, as_user: Pages, query: str
) -> None:
    assert as_user(office.town.officer).get(f"/usulan/{screened.pk}/baris/{query}").status_code == 200


def test_rows_are_read_with_few_statements(
    office: Office,
    day: None,
    screened: CandidateList,
    as_user: Pages,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = as_user(office.town.officer)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        client.get(f"/usulan/{screened.pk}/baris/")


def test_buttons_stand_only_where_they_work(office: Office, day: None, screened: CandidateList, as_user: Pages) -> None:
    page = f"/usulan/{screened.pk}/"
    officer = as_user(office.town.officer).get(page).content.decode()
    assert f"{page}terapkan/" in officer
    assert f"{page}ajukan/" in officer
    assert f"{page}setujui/" not in officer
    apply_suggestions(candidate_list=screened, reason="x", by=office.reviewer, on=DAY)
    assert f"{page}ajukan/" not in as_user(office.town.officer).get(page).content.decode()


def test_an_approver_decides_what_somebody_else_submitted(
    office: Office, day: None, screened: CandidateList, as_user: Pages
) -> None:
    submit(candidate_list=screened, by=office.town.officer, on=DAY)
    page = f"/usulan/{screened.pk}/"
    client = as_user(office.town.approver)
    assert f"{page}setujui/" in client.get(page).content.decode()
    refused = client.post(f"{page}kembalikan/", {"reason": ""}, headers={"referer": f"http://testserver{page}"})
    assert refused.headers["Location"] == f"http://testserver{page}"
    screened.refresh_from_db()
    assert screened.status == CandidateList.Status.SUBMITTED
    client.post(f"{page}kembalikan/", {"reason": "Periksa baris 12"})
    screened.refresh_from_db()
    assert (screened.status, screened.decision_reason) == (CandidateList.Status.SENT_BACK, "Periksa baris 12")
    assert "Periksa baris 12" in as_user(office.town.officer).get(page).content.decode()


def test_a_wrong_number_is_told_beside_its_field_and_parking_leads_to_the_next_row(
    office: Office, day: None, screened: CandidateList, as_user: Pages
) -> None:
    rows = list(waiting_rows(screened).order_by("list_row__row").values_list("list_row__row", flat=True)[:2])
    client = as_user(office.town.officer)
    base = f"/usulan/{screened.pk}/baris/"
    wrong = client.post(f"{base}{rows[0]}/kenali/", {"nik": "12345", "reason": "KTP"})
    assert wrong.status_code == 400
    assert "16" in wrong.content.decode()
    parked = client.post(f"{base}{rows[0]}/tunda/", {"park-reason": "Menunggu pengirim"})
    assert parked.headers["Location"] == f"{base}{rows[1]}/"


def test_applying_suggestions_asks_for_a_screening_in_the_same_step(
    office: Office, day: None, screened: CandidateList, as_user: Pages
) -> None:
    client = as_user(office.town.officer)
    Job.objects.create(kind="intake.screen", subject=f"intake.candidatelist:{screened.pk}", asked_by="x")
    client.post(f"/usulan/{screened.pk}/terapkan/")
    assert suggested(screened).exists()  # a screening runs already, so nothing was applied
    Job.objects.all().delete()
    client.post(f"/usulan/{screened.pk}/terapkan/")
    assert not suggested(screened).exists()
    assert Job.objects.get().kind == "intake.screen"


def test_a_kelurahan_sends_in_its_own_name_whatever_the_form_says(
    office: Office, day: None, as_user: Pages, city: City
) -> None:
    client = as_user(office.town.kelurahan)
    file = SimpleUploadedFile("usulan.xlsx", city.september_list.read_bytes())
    area = office.town.village
    client.post("/usulan/kirim/", {"sender": "Wali Kota", "area": area.pk, "file": file})
    args = Job.objects.get().args
    assert (args["sender"], args["area"], args["screen"]) == (f"Kelurahan {area.name}", area.pk, False)
    other = {"area": office.town.other_village.pk, "file": SimpleUploadedFile("b.csv", b"x")}
    assert client.post("/usulan/kirim/", other).status_code == 400
    Path(args["path"]).unlink()


def _wide() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["NIK", "Nama", *(f"kolom {n}" for n in range(298))])
    book.active.append(["3271011505900001", "Asep", *range(298)])
    book.save(file)
    return file.getvalue()


def _encrypted() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    content = bytearray(file.getvalue())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1  # the flag that an entry is encrypted
    return bytes(content)


BAD = {
    "gambar.xlsx": lambda: b"\x89PNG\r\n\x1a\n" + bytes(500),
    "kosong.xlsx": lambda: b"",
    "terkunci.xlsx": _encrypted,
    "tanpa-kepala.csv": lambda: b"a;b\nc;d\n",
    "jauh.xlsx": HOSTILE.read_bytes,
    "lebar.xlsx": _wide,
}


def test_a_bad_file_gets_one_sentence_and_leaves_an_event_and_nothing_else(
    whole_database: Urls, city: City, as_user: Pages
) -> None:
    office = furnish(city, kinds=["population"])
    client = as_user(office.town.officer)
    kept, rows = set(uploads_folder().iterdir()), ListRow.objects.count()
    said = set()
    for number, (name, content) in enumerate(BAD.items(), 1):
        answer = client.post("/usulan/kirim/", {"sender": "Disnaker", "file": SimpleUploadedFile(name, content())})
        job = Job.objects.latest("pk")
        assert answer.headers["Location"] == f"/pekerjaan/{job.pk}/", name
        run_job(job.pk)
        job.refresh_from_db()
        assert job.status == Job.Status.REFUSED, name
        said.add(job.refusal)
        page = client.get(f"/pekerjaan/{job.pk}/").content.decode()
        assert "/usulan/kirim/" in page
        event = Event.objects.filter(action="intake.refuse_file").latest("pk")
        assert (event.reason, event.data["name"]) == (job.refusal, name)
        assert Event.objects.filter(action="intake.refuse_file").count() == number
        assert client.get("/sehat/").status_code == 200
    assert len(said) == len(BAD)
    assert all(sentence.endswith(".") and "\n" not in sentence for sentence in said)
    assert set(uploads_folder().iterdir()) == kept
    assert not list(incoming_folder().iterdir())
    assert ListRow.objects.count() == rows


def test_the_same_file_again_is_refused_at_the_form_and_kept_nowhere(
    whole_database: Urls, city: City, as_user: Pages
) -> None:
    office = furnish(city)
    office.received()
    client = as_user(office.town.officer)
    file = SimpleUploadedFile("lagi.xlsx", city.september_list.read_bytes())
    answer = client.post("/usulan/kirim/", {"sender": "Disnaker Kota Bogor", "file": file}, follow=True)
    assert "2 September 2025" in answer.content.decode()
    assert not Job.objects.exists()
    assert not list(incoming_folder().iterdir())


def test_a_list_is_received_even_where_it_cannot_be_screened_yet(
    whole_database: Urls, city: City, as_user: Pages
) -> None:
    office = furnish(city, kinds=[])
    client = as_user(office.town.officer)
    file = SimpleUploadedFile("usulan.xlsx", city.september_list.read_bytes())
    client.post("/usulan/kirim/", {"sender": "Disnaker", "file": file})
    job = Job.objects.get()
    run_job(job.pk)
    job.refresh_from_db()
    found = CandidateList.objects.get(sender="Disnaker", file_name="usulan.xlsx", row_count__gt=0)
    assert (job.status, job.result) == (Job.Status.REFUSED, f"intake.candidatelist:{found.pk}")
    assert found.status == CandidateList.Status.RECEIVED


def test_an_unusable_register_sent_in_the_browser_leaves_an_event(
    whole_database: Urls, city: City, as_user: Pages
) -> None:
    office = furnish(city, kinds=[])
    client = as_user(office.administrator)
    file = SimpleUploadedFile("kematian.csv", b"nik,tanggal\n3271011505900001,2025-08-01\n")
    form = {"kind": "deaths", "as_of": "31/08/2025", "source": "Dukcapil", "file": file}
    client.post("/usulan/registrasi/", form)
    job = Job.objects.get()
    run_job(job.pk)
    job.refresh_from_db()
    assert "kematian.csv" in job.refusal
    assert "died_on" in job.refusal
    assert Event.objects.filter(action="intake.refuse_file").count() == 1
    assert not list(incoming_folder().iterdir())
