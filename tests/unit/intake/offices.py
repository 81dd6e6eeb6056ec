"""The officers who work on lists in a small synthetic city, and the registers they screen against."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import town
from payung.accounts.models import Role, User
from payung.demo.city import City
from payung.demo.plan import regions
from payung.intake.actions.receiving import receive
from payung.intake.actions.registers import import_register
from payung.intake.actions.screening_runs import screen
from payung.intake.models import CandidateList, RegisterVersion
from payung.places.models import Place

DAY = date(2025, 9, 2)
SENDER = "Disnaker Kota Bogor"


@dataclass
class Office:
    """The people and the city of a test."""

    town: town.Town
    city: City
    administrator: User
    reviewer: User  # a second officer of the labour office

    def received(self, **changes: object) -> CandidateList:
        given = {
            "programme": self.town.programme,
            "sender": SENDER,
            "path": self.city.september_list,
            "file_name": "usulan.xlsx",
            "by": self.town.officer,
            "on": DAY,
        }
        return receive(**{**given, **changes})  # type: ignore[arg-type]  # the fields of `receive`, some changed

    def screened(self) -> CandidateList:
        """The September list, screened."""
        found = self.received()
        screen(candidate_list=found, by=self.town.officer, on=DAY)
        found.refresh_from_db()
        return found


def furnish(city: City, kinds: Iterable[str] = RegisterVersion.Kind.values) -> Office:
    """People, villages and registers in the database."""
    made = town.build()
    places = [Place(code="32.71", level=2, name="KOTA BOGOR")]
    for district in regions()["kecamatan"]:
        places.append(Place(code=district["code"], level=3, name=district["name"]))
        places += [Place(code=each["code"], level=4, name=each["name"]) for each in district["kelurahan"]]
    for place in places:
        place.parent_id = place.code.rpartition(".")[0]
    Place.objects.bulk_create(places, ignore_conflicts=True)
    reviewer = User.objects.create(username="peninjau", full_name="Petugas peninjau", role=Role.DISNAKER, password="!")
    administrator = User.objects.get(role=Role.ADMINISTRATOR)
    for kind in kinds:
        import_register(
            kind=kind,
            path=city.registers / f"{kind}.parquet",
            as_of=date(2025, 8, 31),
            source="Kota contoh",
            by=administrator,
            on=DAY,
        )
    return Office(made, city, administrator, reviewer)
