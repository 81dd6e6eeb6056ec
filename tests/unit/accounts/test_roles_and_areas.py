"""What a role may, which areas a local role sees, and how an account comes to be."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

import town
from payung.accounts.access import allowed
from payung.accounts.actions import add_user
from payung.accounts.areas import in_areas_of
from payung.accounts.models import Role, User
from payung.accounts.permissions import PERMISSIONS, NotAllowed, may, require
from payung.audit.models import Event
from payung.demo.offices import Operator
from payung.places.models import Place

DAY = date(2025, 9, 1)
# Whoever holds one of these may not hold the other: the second pair of eyes is somebody else's.
APART = [
    ("list.submit", "list.approve"),
    ("decree.prepare", "decree.approve"),
    ("invoice.prepare", "invoice.approve"),
    ("invoice.approve", "invoice.pay"),
    ("award.prepare", "award.approve"),
]


@pytest.fixture
def bogor(db: None) -> town.Town:
    return town.build()


@pytest.mark.parametrize(("one", "other"), APART)
def test_no_role_prepares_and_approves_the_same(one: str, other: str) -> None:
    assert not PERMISSIONS[one] & PERMISSIONS[other]


def test_an_auditor_and_a_mayor_change_nothing() -> None:
    reading = {name for name in PERMISSIONS if name.endswith(".see")} | {"person.reveal"}
    for role in (Role.AUDITOR, Role.MAYOR):
        assert {name for name, roles in PERMISSIONS.items() if role in roles} <= reading


def test_an_unknown_permission_is_an_error_and_never_a_yes(bogor: town.Town) -> None:
    with pytest.raises(KeyError):
        may(bogor.officer, "list.delete")
    with pytest.raises(KeyError):
        allowed("list.delete")


def test_a_closed_account_may_nothing(bogor: town.Town) -> None:
    bogor.officer.is_active = False
    assert not any(may(bogor.officer, name) for name in PERMISSIONS)
    with pytest.raises(NotAllowed):
        require(bogor.officer, "home.see")


def test_a_district_covers_its_kelurahan_and_no_other_code_that_begins_alike(bogor: town.Town) -> None:
    Place.objects.create(code="32.71.01.1002", level=4, name="Lain", parent_id="32.71.01")
    bogor.kelurahan.areas.set(["32.71.01"])
    seen = Place.objects.filter(in_areas_of(bogor.kelurahan, "parent"))
    assert set(seen.values_list("code", flat=True)) == {"32.71.01.1001", "32.71.01.1002"}
    bogor.kelurahan.areas.set([])
    assert not Place.objects.filter(in_areas_of(bogor.kelurahan, "parent")).exists()
    assert Place.objects.filter(in_areas_of(bogor.officer, "parent")).count() == Place.objects.count()


def test_an_account_is_added_with_its_areas_and_an_event_without_its_password(bogor: town.Town) -> None:
    made = add_user(
        username="baru",
        full_name="Baru",
        role=Role.KELURAHAN,
        password="kata sandi panjang",
        areas=[bogor.village],
        by=Operator(),
        on=DAY,
    )
    assert made.check_password("kata sandi panjang")
    assert made.password.startswith("argon2")
    assert list(made.areas.all()) == [bogor.village]
    event = Event.objects.get(action="accounts.add_user")
    assert event.data == {"role": "kelurahan"}


def test_a_name_is_given_once_and_a_role_must_exist(bogor: town.Town) -> None:
    with pytest.raises(ValidationError):
        add_user(username=bogor.officer.username, full_name="X", role=Role.MAYOR, password="x", by=Operator(), on=DAY)
    with pytest.raises(IntegrityError, match="user_role_known"), transaction.atomic():
        User.objects.create(username="y", full_name="Y", role="king", password="!")
