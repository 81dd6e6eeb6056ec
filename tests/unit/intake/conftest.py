"""A small synthetic city with its registers and two lists, and the officers who work on them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from offices import Office, furnish

from payung.demo.city import City, build_city
from payung.demo.plan import small_plan
from payung.intake.models import CandidateList


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> None:
    """Pages are drawn without the manifest of static files, which only an installation has."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return build_city(tmp_path_factory.mktemp("city"), small_plan())


@pytest.fixture
def office(db: None, city: City) -> Office:
    return furnish(city)


@pytest.fixture
def screened(office: Office) -> CandidateList:
    return office.screened()


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Writes a file of the given bytes."""

    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write
