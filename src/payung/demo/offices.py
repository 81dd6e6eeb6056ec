"""The people who work in the sample city's offices, and the desk that sets the city up."""

from dataclasses import dataclass
from datetime import date

from payung.accounts.actions import add_user
from payung.accounts.models import Role, User
from payung.groundwork.models import Installation
from payung.intake.models import Programme
from payung.places.models import Place
from payung.web.demo_accounts import DEMO_PASSWORD
from payung.web.opening import Operator, open_city

CITY = "32.71"
KELURAHAN = "32.71.03.1004"  # Cibogor


@dataclass(frozen=True)
class Offices:
    """One account of each role."""

    kelurahan: User
    disnaker: User
    reviewer: User
    approver: User
    treasury: User
    bpjs: User
    auditor: User
    mayor: User
    administrator: User


_PEOPLE = {
    "kelurahan": ("rina", "Rina Marlina, Kelurahan Cibogor", Role.KELURAHAN),
    "disnaker": ("ratna", "Ratna Dewi, Disnaker", Role.DISNAKER),
    "reviewer": ("yusuf", "Yusuf Maulana, Disnaker", Role.DISNAKER),
    "approver": ("hendra", "Hendra Gunawan, Kepala Disnaker", Role.APPROVER),
    "treasury": ("lilis", "Lilis Suryani, Bendahara", Role.TREASURY),
    "bpjs": ("agus", "Agus Salim, BPJS Ketenagakerjaan", Role.BPJS),
    "auditor": ("teguh", "Teguh Wibowo, Inspektorat", Role.AUDITOR),
    "mayor": ("walikota", "Wali Kota", Role.MAYOR),
    "administrator": ("admin", "Administrator", Role.ADMINISTRATOR),
}


def open_offices(on: date) -> tuple[Programme, Offices]:
    """Set the city up on its first day: places, programme, one account of each role."""
    operator = Operator(username="payung demo")
    programme = open_city(code=CITY, by=operator, on=on, demo_day=on)
    areas = {"kelurahan": [Place.objects.get(pk=KELURAHAN)]}
    users = {
        desk: add_user(
            username=username,
            full_name=full_name,
            role=role,
            password=DEMO_PASSWORD,
            areas=areas.get(desk, ()),
            by=operator,
            on=on,
        )
        for desk, (username, full_name, role) in _PEOPLE.items()
    }
    return programme, Offices(**users)


def move_to(day: date) -> None:
    """Let the sample city's calendar stand on `day`."""
    Installation.objects.filter(pk=1).update(demo_day=day)
