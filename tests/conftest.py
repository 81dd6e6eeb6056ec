"""What all tests stand on: a folder and keys of the session's own, databases, no network, and honest skips."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

import database
from payung.groundwork import keys
from payung.groundwork.roles import Urls

GIVEN_URL = os.environ.pop("DATABASE_URL", None)
os.environ.pop("DATABASE_OWNER_URL", None)
NEEDS = {
    "browser": (("chromium", "chromium-browser", "google-chrome"), "Chromium"),
    "office": (("soffice", "libreoffice"), "LibreOffice"),
}
SKIPPED = pytest.StashKey[dict[str, int]]()

hypothesis_settings.register_profile("payung", deadline=None, database=None, print_blob=True)
hypothesis_settings.load_profile("payung")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Give the session a folder and keys of its own, and let tests reach this machine only."""
    config.option.allow_hosts = "127.0.0.1,::1,localhost"
    config.option.allow_unix_socket = True
    folder = Path(tempfile.mkdtemp(prefix="payung-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ["PAYUNG_DATA"] = str(folder / "data")
    os.environ["PAYUNG_KEYS"] = str(folder / "keys" / "keys.json")
    static = folder / "static"  # gathered by the tests that need it; without the folder every request would warn
    static.mkdir()
    settings.STATIC_ROOT = str(static)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what needs a program this machine lacks."""
    skipped: dict[str, int] = {}
    for marker, (programs, name) in NEEDS.items():
        if any(shutil.which(program) for program in programs):
            continue
        for item in items:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"{name} is not installed"))
                skipped[name] = skipped.get(name, 0) + 1
    config.stash[SKIPPED] = skipped


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say at the end what was not tested."""
    for name, count in config.stash.get(SKIPPED, {}).items():
        terminalreporter.write_line(f"NOT RUN: {count} tests need {name}, which this machine does not have.", red=True)


@pytest.fixture(scope="session")
def workshop(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[database.Workshop]:
    """The session's server, with a migrated template to copy databases from."""
    keys.prepare()
    with (
        django_db_blocker.unblock(),
        database.workshop(Path(os.environ["PAYUNG_DATA"]), GIVEN_URL) as made,
    ):
        yield made


@pytest.fixture(scope="session")
def django_db_setup(workshop: database.Workshop) -> Iterator[None]:
    """Take the place of pytest-django's own: tests with `db` share one database and are rolled back."""
    with workshop.fresh():
        yield


@pytest.fixture
def whole_database(
    workshop: database.Workshop, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Urls]:
    """A database of the test's own, where commits are real: for threads, other processes, killed processes.

    Programs started by the test find it through the environment.
    """
    with django_db_blocker.unblock(), workshop.fresh() as urls:
        monkeypatch.setenv("DATABASE_URL", urls.app)
        monkeypatch.setenv("DATABASE_OWNER_URL", urls.owner)
        yield urls


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Start the machine's own Chromium, which refuses its sandbox to root."""
    found = next((path for name in NEEDS["browser"][0] if (path := shutil.which(name))), None)
    return {"executable_path": found, "args": ["--no-sandbox"] if os.geteuid() == 0 else []}
