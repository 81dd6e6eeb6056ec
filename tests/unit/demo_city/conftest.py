"""One small synthetic city, built once, and a connection that sees its registers and its answer key as tables."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from asking import Asked

from payung.demo.city import City, build_city
from payung.demo.plan import CityPlan, small_plan


@pytest.fixture(scope="session")
def plan() -> CityPlan:
    return small_plan()


@pytest.fixture(scope="session")
def city(plan: CityPlan, tmp_path_factory: pytest.TempPathFactory) -> City:
    return build_city(tmp_path_factory.mktemp("city"), plan)


@pytest.fixture(scope="session")
def asked(city: City) -> Iterator[Asked]:
    with duckdb.connect() as connection:
        yield Asked(connection, city)


@pytest.fixture(scope="session")
def folder_of_another(plan: CityPlan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same plan, built a second time."""
    return build_city(tmp_path_factory.mktemp("again"), plan).folder
