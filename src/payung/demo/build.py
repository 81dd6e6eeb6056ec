"""Builds the sample city in the data folder once, and finds it again; never touches a real installation."""

import json
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import connections as aliases
from django.utils.translation import gettext_lazy as _

from payung.audit.actions import seal
from payung.demo.city import City, build_city
from payung.demo.programme import LAST_DAY, run_programme
from payung.groundwork import connections
from payung.groundwork.folders import data_folder
from payung.groundwork.models import Installation
from payung.groundwork.refusals import Refusal


class RealCity(Refusal):
    """The data folder holds a real installation."""

    sentence = _("This data folder holds a real installation. Set PAYUNG_DATA to another folder for the demonstration.")


def standing_city() -> City | None:
    """The city built before, if its programme ran to the last day."""
    installation = Installation.objects.first()
    if installation is not None and installation.demo_day is None:
        raise RealCity
    if installation is None or installation.demo_day != LAST_DAY:
        return None
    return _city_on_disk(_folder())


def built(tell: Callable[[str], None]) -> City:
    """Build the city and run its programme from nothing. Raises RealCity."""
    installation = Installation.objects.first()
    if installation is not None:
        if installation.demo_day is None:
            raise RealCity
        tell("Mengosongkan kota contoh")
        _empty_database()
    tell("Membangun kota contoh")
    city = build_city(_folder())
    run_programme(city, tell)
    while seal():
        continue
    return city


def _city_on_disk(folder: Path) -> City:
    september, province = sorted((folder / "lists").glob("*.xlsx"), key=lambda path: "provinsi" in path.name)
    key = folder / "answer_key" / "answer_key.parquet"
    stamp = json.loads((folder / "stamp.json").read_text("utf-8"))
    return City(folder, folder / "registers", september, province, key, stamp)


def _folder() -> Path:
    return data_folder() / "city"


def _empty_database() -> None:
    """Drop everything of an earlier demonstration and lay the tables anew."""
    with aliases["owner"].cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    connections.grant_to_program()
    for alias in aliases:
        aliases[alias].close()
