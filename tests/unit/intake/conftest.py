"""A small synthetic city with its registers and two lists, and the officers who work on them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from offices import Office, furnish

from payung.demo.city import City, build_city
from payung.demo.plan import small_plan
from payung.intake.models import CandidateList


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
