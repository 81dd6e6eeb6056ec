"""A list of fifteen names goes the whole way in the browser, and a family is paid, all on the sample city's own day.

The tests are the stations of one journey, in their order; each says what a person would see there.
"""

import csv
import io
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from candidates import NewList, saved_by_calc, who_could_join
from crawling import faults_here
from installation import Served
from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook
from visitor import Visitor, counted

pytestmark = [pytest.mark.browser, pytest.mark.stations, pytest.mark.timeout(900)]

ACCEPTED, ACCEPTED_AFTER_MENDING = 12, 13
REGISTERED, IN_FORCE, NOVEMBER = 22_474, 22_472, 377_529_600  # before this list
MONTH = 16_800
FUNERAL, FULL = 10_000_000, 42_000_000
DECREE = "463/Kep.301-Disnaker/2025"


@dataclass
class Journey:
    """Where the journey stands: the pages it made on its way, and the files it carries."""

    visit: Callable[[str], Visitor]
    folder: Path
    workbook: Path
    pages: dict[str, str] = field(default_factory=dict)
    registration: Path = Path()


@pytest.fixture(scope="module")
def journey(chromium: Browser, served: Served, tmp_path_factory: pytest.TempPathFactory) -> Journey:
    """A list on paper: twelve who meet every condition, one NIK that Excel cut, one unknown, one employed."""
    folder = tmp_path_factory.mktemp("journey")
    people, employed = who_could_join(served.bogor, 14)
    made = NewList(people[:12], cut=people[12], stranger=people[13], employed=employed)
    workbook = made.written(folder / "usulan_disnaker_november.xlsx")
    if shutil.which("soffice"):
        workbook = saved_by_calc(workbook, "ods")
    return Journey(lambda who: Visitor(chromium, served.url, who), folder, workbook)


def test_an_officer_sends_a_list_and_sees_a_verdict_for_every_row(journey: Journey) -> None:
    with journey.visit("ratna") as ratna:
        ratna.go("/usulan/kirim/")
        ratna.fill(sender="Disnaker Kota Bogor").attach(journey.workbook).press()
        assert re.fullmatch(r"/pekerjaan/\d+/", ratna.path) or ratna.path.startswith("/usulan/")
        ratna.wait_for_the_work()
        assert ratna.heading == journey.workbook.name
        assert verdicts(ratna) == [ACCEPTED, 2, 1]
        assert faults_here(ratna) == []
        journey.pages["list"] = ratna.path
        ratna.picture("list", 1000)
        ratna.picture("list-phone", 1100, width=360)
        ratna.go(f"{ratna.path}baris/?verdict=review")
        ratna.page.locator("main tbody a[href*='/baris/']").first.click()
        assert "3271" in ratna.text
        assert "••••" in ratna.text
        assert faults_here(ratna) == []
        ratna.picture("row", 1000)


def test_the_suggestion_mends_the_cut_nik_and_the_rest_is_parked(journey: Journey) -> None:
    with journey.visit("ratna") as ratna:
        ratna.go(journey.pages["list"])
        ratna.press("/terapkan/").wait_for_the_work()
        assert verdicts(ratna) == [ACCEPTED_AFTER_MENDING, 1, 1]
        assert faults_here(ratna) == []
        ratna.press("/tunda-sisanya/")
        assert not ratna.offers("/tunda-sisanya/")


def test_the_workbook_comes_back_with_a_status_and_a_reason(journey: Journey) -> None:
    with journey.visit("ratna") as ratna:
        ratna.go(journey.pages["list"])
        taken = ratna.take("main a[href$='/excel/']", journey.folder)
    rows = CalamineWorkbook.from_path(taken).get_sheet_by_index(0).to_python()
    header = next(row for row in rows if "NIK" in row)
    status, reason = len(header) - 2, len(header) - 1
    told = [row[status] for row in rows if row[status] and row is not header]
    assert len(told) == 15, header
    assert sorted({str(each) for each in told}) == ["Diterima", "Ditolak", "Perlu diperiksa"]
    assert all(row[reason] for row in rows if row[status] in ("Perlu diperiksa", "Ditolak"))


def test_who_prepared_a_list_is_not_offered_to_approve_it(journey: Journey) -> None:
    with journey.visit("ratna") as ratna:
        ratna.go(journey.pages["list"])
        ratna.press("/ajukan/")
        assert ratna.status == "menunggu persetujuan"
        assert not ratna.offers("/setujui/")
        code, text = ratna.post(journey.pages["list"] + "setujui/")
        assert code == 403
        assert "Peran Anda" in text
        assert ratna.go(journey.pages["list"]).ok
        assert ratna.status == "menunggu persetujuan"


def test_a_second_person_approves_the_list(journey: Journey) -> None:
    with journey.visit("hendra") as hendra:
        assert hendra.heading == "1 hal menunggu Anda"
        hendra.picture("home", 460)
        hendra.page.locator(f"main a[href='{journey.pages['list']}']").first.click()
        code, _text = hendra.post(journey.pages["list"] + "setujui/", with_token=False)
        assert code == 403
        hendra.go(journey.pages["list"])
        assert hendra.status == "menunggu persetujuan"
        assert faults_here(hendra) == []
        hendra.press("/setujui/")
        assert hendra.status == "disetujui"


def test_the_decree_names_those_who_were_accepted_and_what_they_cost(journey: Journey) -> None:
    with journey.visit("ratna") as ratna:
        ratna.go("/keputusan/siapkan/")
        ratna.fill(number=DECREE, title="Pekerja rentan tambahan", registered_on="24/11/2025").choose(payer="city")
        ratna.page.get_by_label(journey.workbook.name).check()
        assert faults_here(ratna) == []
        ratna.press()
        journey.pages["decree"] = ratna.path
        assert ratna.heading.startswith("13 orang")
        assert f"Rp{counted(13 * MONTH)}" in ratna.text
        assert faults_here(ratna) == []
        assert not ratna.offers("/setujui/")
        ratna.press("/ajukan/")
        assert not ratna.offers("/ajukan/")


def test_approving_the_decree_makes_them_members(journey: Journey) -> None:
    with journey.visit("hendra") as hendra:
        hendra.go(journey.pages["decree"])
        assert "13" in hendra.page.inner_text("form[action$='/setujui/'] button")
        hendra.picture("decree", 1100)
        assert faults_here(hendra) == []
        hendra.press("/setujui/").wait_for_the_work()
        assert hendra.path == journey.pages["decree"]
        assert hendra.status == "berlaku"
        assert hendra.page.locator("main a[href^='/peserta/']").count() == 13


def test_bpjs_answers_the_registration_with_numbers_and_its_own_date(journey: Journey) -> None:
    with journey.visit("ratna") as ratna:
        ratna.go(journey.pages["decree"])
        ratna.fill(reason="Didaftarkan ke BPJS")
        journey.registration = ratna.take("form[action$='/registrasi-bpjs/'] button", journey.folder)
    answer = journey.folder / "jawaban_bpjs.csv"
    registered = rows_of(journey.registration.read_text("utf-8-sig"))
    assert len(registered) == 13
    written(
        answer,
        ["NIK", "NAMA", "NO PESERTA", "TANGGAL EFEKTIF"],
        [[row["NIK"], row["NAMA_LENGKAP"], f"9912345{n:04d}", "24-11-2025"] for n, row in enumerate(registered)],
    )
    with journey.visit("agus") as agus:
        agus.go("/keputusan/jawaban-bpjs/")
        assert agus.heading.startswith("13 ")
        assert faults_here(agus) == []
        agus.attach(answer).press().wait_for_the_work()
        assert re.fullmatch(r"/keputusan/jawaban-bpjs/\d+/", agus.path)
        assert "13" in agus.text


def test_the_new_members_are_invoiced_beside_the_first_invoice_of_the_month(journey: Journey) -> None:
    with journey.visit("ratna") as ratna:
        ratna.go("/iuran/siapkan/")
        ratna.choose(payer="city", month="2025-11").page.locator("main form[method=get] button").click()
        assert ratna.heading.startswith("13 orang")
        ratna.press("/iuran/siapkan/")
        journey.pages["invoice"] = ratna.path
        assert ratna.heading.startswith(f"Rp{counted(13 * MONTH)}")
        assert faults_here(ratna) == []
        ratna.press("/ajukan/")
        assert not ratna.offers("/setujui/")
    with journey.visit("hendra") as hendra:
        hendra.go(journey.pages["invoice"])
        assert faults_here(hendra) == []
        hendra.press("/setujui/")
        assert hendra.status.startswith("disetujui")


def test_the_treasury_pays_what_is_due_to_the_rupiah(journey: Journey) -> None:
    with journey.visit("lilis") as lilis:
        lilis.go(journey.pages["invoice"])
        assert lilis.page.input_value("main [name=amount]") == str(13 * MONTH)
        lilis.fill(amount=str(13 * MONTH - 1), reference="00991/SP2D/LS/2025").press("/bayar/")
        assert lilis.status.startswith("disetujui")
        assert faults_here(lilis) == []
        lilis.fill(amount=str(13 * MONTH), reference="00991/SP2D/LS/2025").press("/bayar/")
        assert lilis.status == "dibayar"


def test_bpjs_confirms_each_line(journey: Journey) -> None:
    receipt = journey.folder / "penerimaan.csv"
    with journey.visit("agus") as agus:
        agus.go(journey.pages["invoice"])
        lines = rows_of(agus.take("main a[href$='/csv/']", journey.folder).read_text("utf-8-sig"))
        written(
            receipt,
            ["NO PESERTA", "BULAN IURAN", "JUMLAH"],
            [[row["NO. PESERTA (KPJ)"], row["BULAN"], row["JUMLAH IURAN"]] for row in lines],
        )
        agus.fill(received_on="24/11/2025").attach(receipt).press("/penerimaan/").wait_for_the_work()
        assert agus.path == journey.pages["invoice"]
        assert "13 dari 13" in agus.text
        agus.picture("invoice", 1000)


def test_a_members_page_says_what_the_family_would_receive(journey: Journey) -> None:
    with journey.visit("ratna") as ratna:
        ratna.go("/peserta/")
        ratna.choose(daftar="1").page.locator("main form[method=get] button").click()  # the list of September
        ratna.page.locator("main tbody a").first.click()
        ratna.page.wait_for_url(re.compile(r"/peserta/\d+/"))
        journey.pages["member"] = ratna.path
        assert "Rp10 jt" in ratna.text
        assert "Rp42 jt" in ratna.text
        assert ratna.page.locator(".strip__cell").count() >= 3
        ratna.picture("member", 1000)
        ratna.picture("member-phone", 1100, width=360)


def test_a_death_is_reported_and_the_law_answers(journey: Journey) -> None:
    with journey.visit("ratna") as ratna:
        ratna.go(journey.pages["member"])
        name = ratna.heading
        ratna.page.locator("main a[href*='/klaim/lapor/']").click()
        ratna.press()  # nothing filled in: the page says what is missing
        ratna.complaints.clear()  # of the answer's status 400
        assert ratna.page.locator(".govuk-error-message").count() >= 4
        assert faults_here(ratna) == []
        ratna.page.check("main [name=cause][value=illness]")
        ratna.fill(died_on="20/11/2025", name="Siti Contoh", bank="Bank bjb", account="0012345678901")
        ratna.choose(relation="spouse").press()
        journey.pages["case"] = ratna.path
        assert ratna.heading == name
        assert f"Rp{counted(FUNERAL)}" in ratna.text
        assert f"Rp{counted(FULL)}" in ratna.text
        assert faults_here(ratna) == []
        ratna.press("/santunan/")
        assert not ratna.offers("/setujui/")
        code, text = ratna.post(journey.pages["case"] + "setujui/")
        assert (code, "Peran Anda" in text) == (403, True)


def test_the_award_is_approved_decided_and_paid(journey: Journey) -> None:
    with journey.visit("hendra") as hendra:
        hendra.go(journey.pages["case"])
        hendra.picture("case", 1000)
        assert faults_here(hendra) == []
        hendra.press("/setujui/")
        assert not hendra.offers("/setujui/")
    with journey.visit("agus") as agus:
        agus.go(journey.pages["case"])
        assert faults_here(agus) == []
        agus.fill(amount="10.000.000", letter="B/1190/112025").press("/keputusan/")
        assert f"Rp{counted(FUNERAL)}" in agus.page.inner_text("main h2 >> nth=0").replace("\u00a0", " ")
        agus.fill(reference="TRF-20251124-3").press("/bayar/")
        assert not agus.offers("/bayar/")


def test_the_handover_closes_the_case(journey: Journey) -> None:
    with journey.visit("ratna") as ratna:
        ratna.go(journey.pages["case"])
        assert faults_here(ratna) == []
        ratna.fill(handed_on="24/11/2025", place="Paseban Sri Baduga").press("/serahkan/")
        assert not ratna.offers("/serahkan/")
        assert "Paseban Sri Baduga" in ratna.text


def test_the_mayor_sees_the_figures_moved(journey: Journey) -> None:
    with journey.visit("walikota") as mayor:
        mayor.go("/ringkasan/")
        assert mayor.heading.startswith(counted(IN_FORCE + 13 - 1))
        assert f"Rp{counted(NOVEMBER + 13 * MONTH)}" in mayor.text
        assert f"Rp{counted(3 * FUNERAL)}" in mayor.text
        assert counted(REGISTERED + 13) in mayor.text
        mayor.picture("dashboard", 1100)


def test_the_auditor_sees_who_did_it_and_the_chain_holds(journey: Journey) -> None:
    with journey.visit("teguh") as teguh:
        number = re.findall(r"\d+", journey.pages["case"])[0]
        teguh.go(f"/jejak/?perihal=claims.case:{number}")
        told = teguh.page.locator("main tbody tr").all_inner_texts()
        assert len(told) >= 4
        assert any("ratna" in each for each in told)
        assert any("agus" in each for each in told)
        teguh.go("/jejak/")
        teguh.press("/periksa/")
        assert teguh.page.inner_text("main h2 >> nth=0").startswith("Rantai utuh")


def test_the_officer_of_a_kelurahan_sees_only_its_members(journey: Journey) -> None:
    with journey.visit("rina") as rina:
        rina.go("/peserta/")
        shown = rina.page.locator("main tbody td[data-label=Kelurahan]").all_inner_texts()
        assert len(shown) == 50
        assert {each.strip() for each in shown} == {"Cibogor"}
        assert rina.go(journey.pages["member"]).status == 404


def verdicts(visitor: Visitor) -> list[int]:
    """How many rows are accepted, in review, rejected."""
    return [int(each.replace(".", "")) for each in visitor.page.locator(".score .legend b").all_inner_texts()]


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a CSV as the program writes it."""
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def written(path: Path, header: list[str], rows: list[list[str]]) -> None:
    """A CSV as BPJS sends it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows([header, *rows])
