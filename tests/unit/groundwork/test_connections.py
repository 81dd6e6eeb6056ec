"""Which database is used, and that nothing starts by itself."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.db import connections as open_connections
from psycopg.conninfo import conninfo_to_dict

from database import Workshop
from payung.groundwork import connections, folders, roles
from payung.groundwork.refusals import CannotStart
from payung.groundwork.roles import Urls

SETTINGS = os.environ["DJANGO_SETTINGS_MODULE"]


def python(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program of its own with these variables and none of the session's databases."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={**kept, "DJANGO_SETTINGS_MODULE": SETTINGS, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_reading_the_settings_starts_nothing_and_makes_nothing(tmp_path: Path) -> None:
    program = (
        "from django.conf import settings; "
        "print(sorted(settings.DATABASES), settings.DATABASES['default']['NAME'], len(settings.SECRET_KEY) > 30)"
    )
    done = python(program, PAYUNG_DATA=str(tmp_path / "data"))
    assert (done.stdout, done.stderr) == ("['default', 'owner', 'progress'] payung True\n", "")
    assert not (tmp_path / "data").exists()


def test_without_an_address_the_embedded_server_is_used_and_the_session_secret_stays(tmp_path: Path) -> None:
    program = (
        "from payung.groundwork import connections; connections.prepare()\n"
        "import psycopg\n"
        "from django.conf import settings\n"
        "d = settings.DATABASES['default']\n"
        "with psycopg.connect(host=d['HOST'], user=d['USER'], password=d['PASSWORD'], dbname=d['NAME']) as c:\n"
        "    print(*c.execute('SELECT current_user, current_database()').fetchone(), settings.SECRET_KEY)\n"
    )
    first = python(program, PAYUNG_DATA=str(tmp_path / "data"))
    second = python(program, PAYUNG_DATA=str(tmp_path / "data"))
    assert first.stdout.startswith("payung_app payung ")
    assert second.stdout == first.stdout
    assert (tmp_path / "data" / "session_secret").stat().st_mode & 0o777 == 0o600


def test_two_addresses_are_used_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a@db/x")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://o@db/x")
    assert connections.database_urls() == Urls(owner="postgresql://o@db/x", app="postgresql://a@db/x")


def test_an_address_without_the_right_to_make_roles_stops_with_a_sentence(
    whole_database: Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_OWNER_URL")
    with pytest.raises(CannotStart, match="set DATABASE_OWNER_URL"):
        connections.database_urls()


def test_a_server_that_does_not_answer_stops_with_a_sentence_without_the_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    monkeypatch.setenv("DATABASE_URL", f"postgresql://a:secretword@/x?host={tmp_path}")
    with pytest.raises(CannotStart, match="does not answer") as stopped:
        connections.database_urls()
    assert "secretword" not in str(stopped.value)


def test_django_runs_under_the_program_role_and_migrates_under_the_owner(whole_database: Urls) -> None:
    users = {alias: open_connections[alias].settings_dict["USER"] for alias in ("default", "progress", "owner")}
    assert users["default"] == users["progress"] == conninfo_to_dict(whole_database.app)["user"]
    assert users["owner"] == conninfo_to_dict(whole_database.owner)["user"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (users["default"],)


def test_progress_is_a_connection_of_its_own(whole_database: Urls) -> None:
    identities = set()
    for alias in ("default", "progress"):
        with open_connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid(), current_database()")
            identities.add(cursor.fetchone())
    assert len({pid for pid, _name in identities}) == 2
    assert len({name for _pid, name in identities}) == 1


def test_provisioning_again_changes_nothing_and_mends_a_lost_password(workshop: Workshop) -> None:
    with workshop.fresh() as urls:
        name = str(conninfo_to_dict(urls.app)["dbname"])
        with psycopg.connect(workshop.admin_url, autocommit=True) as admin:
            admin.execute(f"ALTER ROLE {workshop.prefix}_app PASSWORD 'forgotten'")
        made = roles.provision(workshop.admin_url, passwords=workshop.passwords, database=name, prefix=workshop.prefix)
        assert made == urls
        psycopg.connect(urls.app).close()
        assert (
            roles.provision(workshop.admin_url, passwords=workshop.passwords, database=name, prefix=workshop.prefix)
            == urls
        )


def test_the_address_of_another_login_keeps_the_servers_options() -> None:
    url = roles.with_login("postgresql://a:b@db.example:5433/x?sslmode=require", "us er", "p@ss/word", "na me")
    assert conninfo_to_dict(url) == {
        "user": "us er",
        "password": "p@ss/word",
        "dbname": "na me",
        "host": "db.example",
        "port": "5433",
        "sslmode": "require",
    }


def test_the_folder_of_static_files_lies_in_the_data_folder() -> None:
    assert connections.static_folder() == folders.data_path() / "static"
