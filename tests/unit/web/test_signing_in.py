"""Signing in: paused after wrong passwords, the same answer for unknown names, protected cookies, forms and pages."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

import town
from payung.accounts.actions import add_user
from payung.accounts.models import Role, User
from payung.demo.offices import Operator

PASSWORD = "kata sandi yang panjang"
WRONG = {"username": "ratna", "password": "salah"}


@pytest.fixture
def ratna(db: None) -> User:
    return add_user(
        username="ratna",
        full_name="Ratna",
        role=Role.DISNAKER,
        password=PASSWORD,
        by=Operator(),
        on=date(2025, 9, 2),
    )


def _sign_in(client: Client, name: str, password: str) -> Any:
    return client.post("/masuk/", {"username": name, "password": password})


def test_the_right_password_opens_home_and_signing_out_closes_it(ratna: User, client: Client) -> None:
    assert _sign_in(client, "ratna", PASSWORD).headers["Location"] == "/"
    assert client.get("/").status_code == 200
    client.post("/keluar/")
    assert client.get("/").headers["Location"].startswith("/masuk/")


def test_after_eight_wrong_passwords_signing_in_is_paused_with_a_sentence(ratna: User, client: Client) -> None:
    answers = [client.post("/masuk/", WRONG) for _turn in range(8)]
    assert [answer.status_code for answer in answers[:7]] == [200] * 7
    paused = _sign_in(client, "ratna", PASSWORD)
    assert paused.status_code == 429
    assert "lima belas menit" in paused.content.decode()


def test_an_unknown_name_a_wrong_password_and_a_closed_account_get_the_same_answer(ratna: User, client: Client) -> None:
    User.objects.create(username="pergi", full_name="Pergi", role=Role.DISNAKER, password="!", is_active=False)
    said = []
    for name in ("ratna", "tidakada", "pergi"):
        text = _sign_in(client, name, "salah").content.decode()
        said.append(text[text.index("govuk-error-summary") : text.index("</form>")].replace(name, "NAMA"))
    assert said[0] == said[1] == said[2]


def test_cookies_are_closed_to_scripts_and_to_other_sites(ratna: User, client: Client) -> None:
    _sign_in(client, "ratna", PASSWORD)
    session = client.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert client.cookies["csrftoken"]["samesite"] == "Lax"


def test_a_form_without_its_token_is_refused(ratna: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert _sign_in(strict, "ratna", PASSWORD).status_code == 403
    strict.force_login(ratna)
    assert strict.post("/usulan/kirim/", {"sender": "x"}).status_code == 403


@pytest.mark.parametrize("path", ["/", "/masuk/", "/usulan/", "/usulan/kirim/", "/usulan/registrasi/", "/tidak-ada/"])
def test_every_page_carries_the_policies_of_its_browser(ratna: User, client: Client, path: str) -> None:
    client.force_login(ratna)
    answer = client.get(path, follow=True)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    if answer.status_code == 200:
        assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/usulan/", "/usulan/1/", "/usulan/registrasi/", "/pekerjaan/1/"])
def test_nothing_but_signing_in_and_health_answers_a_stranger(db: None, client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/masuk/?next={path}"


def test_signing_in_leads_back_to_a_page_of_ours_only(ratna: User, client: Client) -> None:
    own = client.post("/masuk/?next=/usulan/", {"username": "ratna", "password": PASSWORD})
    assert own.headers["Location"] == "/usulan/"
    client.logout()
    other = client.post("/masuk/?next=https://contoh.id/", {"username": "ratna", "password": PASSWORD})
    assert other.headers["Location"] == "/"


def test_health_tells_counts_only(db: None, client: Client) -> None:
    town.build()
    answer = client.get("/sehat/")
    assert set(answer.json()) == {"status", "jobs", "unsealed_events"}
    assert all(isinstance(value, int) for key, value in answer.json().items() if key != "status")


def test_accounts_are_offered_in_a_demonstration_only(ratna: User, client: Client) -> None:
    text = client.get("/masuk/").content.decode()
    assert "ratna" not in text
    assert "payung-kota-contoh" not in text
