"""The whole synthetic city, built once for the journeys, as `make demo` builds it, and opened to a browser.

Who works on the journeys builds the city once by hand and names its folder (var/, keys/keys.json, printed.json) in
PAYUNG_JOURNEY_DATA: it is used in place of a fresh one and never changed.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from installation import Bogor, Served, built, copied, surroundings
from playwright.sync_api import Browser, sync_playwright

ENDED_AT = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark of a module whose tests are one journey."""
    config.addinivalue_line("markers", "stations: the tests of this module are one journey, in their order")


@pytest.fixture(scope="session")
def bogor(tmp_path_factory: pytest.TempPathFactory) -> Bogor:
    """The city of 1,144,108 people with its programme run from September to 24 November 2025."""
    given = os.environ.get("PAYUNG_JOURNEY_DATA")
    if given:
        return Bogor(json.loads((Path(given) / "printed.json").read_text()), surroundings(Path(given)))
    return built(tmp_path_factory.mktemp("bogor"))


@pytest.fixture(scope="session")
def served(bogor: Bogor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the city on a port of this machine, for journeys that change it."""
    folder = tmp_path_factory.mktemp("served")
    with Served(copied(bogor, folder), folder / "serve.log") as running:
        yield running


@pytest.fixture(scope="module")
def chromium(browser_type_launch_args: dict[str, object]) -> Iterator[Browser]:
    """A browser for one module.

    The plugin's own lives until the last test of the run, and with it an event loop in which Django refuses to query.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**browser_type_launch_args)  # type: ignore[arg-type]  # its options, by name
        yield browser
        browser.close()


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Remember the station at which a journey of several tests ended."""
    if call.excinfo is not None and not call.excinfo.errisinstance(pytest.skip.Exception):
        item.parent.stash.setdefault(ENDED_AT, item.name)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Do not ask of later stations what an earlier one has not left."""
    if item.get_closest_marker("stations") and (ended_at := item.parent.stash.get(ENDED_AT, "")):
        pytest.skip(f"the journey ended at {ended_at}")
