"""A real city is opened once, and its first accounts are made, from the command line."""

from datetime import date

import pytest

from payung.accounts.models import Role
from payung.audit.models import Event
from payung.groundwork.models import Installation
from payung.intake.models import Programme
from payung.places.models import Place
from payung.web.opening import AccountRefused, NoSuchCity, OpenAlready, Operator, add_account, open_city

ON = date(2025, 9, 1)
PASSWORD = "sandi yang cukup panjang"

pytestmark = pytest.mark.django_db


def test_a_city_is_opened_with_its_places_and_its_programme() -> None:
    programme = open_city(code="32.71", by=Operator(), on=ON)

    assert Installation.objects.get().city_name == "Kota Bogor"
    assert Installation.objects.get().demo_day is None
    assert Programme.objects.get() == programme
    assert Place.objects.filter(code__startswith="32.71.", level=Place.Level.VILLAGE).count() == 68
    assert list(Event.objects.values_list("action", flat=True).order_by("pk")) == [
        "places.load_places",
        "web.open_city",
    ]


def test_a_second_city_is_refused_and_changes_nothing() -> None:
    open_city(code="32.71", by=Operator(), on=ON)
    with pytest.raises(OpenAlready):
        open_city(code="32.76", by=Operator(), on=ON)
    assert Programme.objects.count() == 1


@pytest.mark.parametrize("code", ["32", "32.71.01", "99.99", "", "Bogor"])
def test_a_code_that_is_no_city_opens_nothing(code: str) -> None:
    with pytest.raises(NoSuchCity):
        open_city(code=code, by=Operator(), on=ON)
    assert not Installation.objects.exists()
    assert not Place.objects.exists()


def test_an_account_is_added_with_its_areas() -> None:
    open_city(code="32.71", by=Operator(), on=ON)
    rina = add_account(
        username="rina",
        full_name="Rina",
        role=Role.KELURAHAN,
        password=PASSWORD,
        areas=["32.71.03.1004"],
        by=Operator(),
        on=ON,
    )
    assert [place.name for place in rina.areas.all()] == ["Cibogor"]
    assert rina.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"password": "pendek"}, "12"), ({"areas": ["32.71.99.9999"]}, "32.71.03.1004"), ({"username": ""}, "")],
)
def test_an_account_that_cannot_be_is_refused_with_what_is_wrong(changed: dict[str, object], said: str) -> None:
    open_city(code="32.71", by=Operator(), on=ON)
    given = {"username": "ratna", "full_name": "Ratna", "role": Role.DISNAKER, "password": PASSWORD, "areas": ()}
    with pytest.raises(AccountRefused) as refused:
        add_account(**(given | changed), by=Operator(), on=ON)  # type: ignore[arg-type]
    assert said in str(refused.value)
    assert not Event.objects.filter(action="accounts.add_user").exists()
