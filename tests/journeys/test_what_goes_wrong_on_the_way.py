"""A hostile file, a closed browser, a browser without script: nothing is lost, and nothing falls over."""

import re
import time
from pathlib import Path

import pytest
from candidates import NewList, who_could_join
from installation import Served
from playwright.sync_api import Browser
from visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

HOSTILE = Path(__file__).parent.parent / "data" / "hostile_far_cell.xlsx"
PEOPLE = slice(20, 24)  # people whom no other journey takes


@pytest.fixture(scope="module")
def small_list(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four people who meet every condition."""
    people, _employed = who_could_join(served.bogor, 24)
    return NewList(people[PEOPLE]).written(tmp_path_factory.mktemp("small") / "usulan_kecil.xlsx")


def test_a_hostile_workbook_is_refused_with_a_sentence_and_the_server_stays_up(
    chromium: Browser, served: Served
) -> None:
    with Visitor(chromium, served.url, "ratna") as ratna:
        ratna.go("/usulan/kirim/")
        ratna.fill(sender="Disnaker Kota Bogor").attach(HOSTILE).press()
        ratna.page.wait_for_selector(".progress--bad", timeout=120_000)
        told = ratna.page.inner_text(".progress--bad")
        assert "Traceback" not in told
        assert len(told.split()) > 8
        assert served.is_well()
        ratna.go("/usulan/")
        assert HOSTILE.name not in ratna.text


def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(
    chromium: Browser, served: Served, tmp_path: Path
) -> None:
    letter = tmp_path / "usulan.xlsx"
    letter.write_text("Yth. Kepala Dinas, bersama ini kami kirimkan usulan.")
    with Visitor(chromium, served.url, "ratna") as ratna:
        ratna.go("/usulan/kirim/")
        ratna.fill(sender="Disnaker Kota Bogor").attach(letter).press()
        ratna.page.wait_for_selector(".progress--bad", timeout=120_000)
        ratna.page.locator(".progress--bad a").click()
        assert ratna.path == "/usulan/kirim/"


def test_a_list_is_sent_and_approved_without_script_though_the_browser_was_closed_meanwhile(
    chromium: Browser, served: Served, small_list: Path
) -> None:
    with Visitor(chromium, served.url, "ratna", has_scripts=False) as ratna:
        ratna.go("/usulan/kirim/")
        ratna.fill(sender="Kelurahan Menteng").attach(small_list).press()
        assert re.fullmatch(r"/(pekerjaan|usulan)/\d+/", ratna.path)
    with Visitor(chromium, served.url, "ratna", has_scripts=False) as ratna:
        address = found_in_the_end(ratna, small_list.name)
        ratna.go(address)
        assert ratna.page.locator(".score .legend b").all_inner_texts() == ["4", "0", "0"]
        ratna.press("/ajukan/")
        assert ratna.status == "menunggu persetujuan"
    with Visitor(chromium, served.url, "hendra", has_scripts=False) as hendra:
        hendra.go(address)
        hendra.press("/setujui/")
        assert hendra.status == "disetujui"


def test_the_same_file_again_is_recognised(chromium: Browser, served: Served, small_list: Path) -> None:
    with Visitor(chromium, served.url, "ratna") as ratna:
        ratna.go("/usulan/kirim/")
        ratna.fill(sender="Kelurahan Menteng").attach(small_list).press()
        assert not ratna.path.startswith("/pekerjaan/")
        assert ratna.page.locator("main .flash, main .note, main [role=alert]").count() >= 1
        ratna.go("/usulan/")
        assert ratna.text.count(small_list.name) == 1


def test_the_page_of_work_without_script_reloads_itself_until_the_result(
    chromium: Browser, served: Served, small_list: Path
) -> None:
    with Visitor(chromium, served.url, "ratna", has_scripts=False) as ratna:
        ratna.go("/usulan/kirim/")
        ratna.fill(sender="Kelurahan Tegallega").attach(small_list).press()
        ratna.wait_for_the_work()
        assert ratna.heading == small_list.name


def found_in_the_end(visitor: Visitor, file_name: str) -> str:
    """The address of a list once its screening is over."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        visitor.go("/usulan/")
        link = visitor.page.locator("main a", has_text=file_name)
        if link.count():
            address = link.first.get_attribute("href") or ""
            visitor.go(address)
            if visitor.page.locator(".score").count():
                return address
        time.sleep(0.5)
    raise AssertionError(f"{file_name} is in no list")
