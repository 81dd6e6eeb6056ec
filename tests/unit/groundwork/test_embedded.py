"""The embedded server: closed to everybody without a password, shared by processes, whole after any kill."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from payung.groundwork import cluster, embedded, roles
from payung.groundwork.embedded import Server
from payung.groundwork.refusals import CannotStart

ANOTHER_PROCESS = """
import sys, pathlib
from payung.groundwork import embedded
server = embedded.ensure_running(pathlib.Path(sys.argv[1]), durable=False)
print(server.socket_folder, flush=True)
sys.stdin.read()
"""


def made_folder(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True)
    return path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with embedded.running(made_folder(tmp_path_factory.mktemp("server") / "data"), durable=False) as running:
        roles.provision(running.admin_url, passwords=cluster.passwords(running.data))
        yield running


@pytest.fixture(scope="module")
def made_cluster(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose cluster is made but not running."""
    data = made_folder(tmp_path_factory.mktemp("made") / "data")
    with embedded.running(data, durable=False):
        pass
    return data


@pytest.fixture
def data(made_cluster: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of a made cluster for one test; whatever still runs in it afterwards is stopped."""
    copy = tmp_path / "data"
    subprocess.run(["cp", "-a", str(made_cluster), str(copy)], check=True)
    yield copy
    with embedded.running(copy, durable=False):
        pass
    assert not embedded.is_running(copy)


def another_process(data: Path) -> subprocess.Popen[str]:
    """A second program with a hold on the server, up when this returns."""
    process = subprocess.Popen(
        [sys.executable, "-c", ANOTHER_PROCESS, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    return process


def ended(process: subprocess.Popen[str]) -> int:
    process.communicate()
    return process.returncode


def postmaster(data: Path) -> int:
    return int((data / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def answers(server: Server) -> bool:
    with psycopg.connect(server.admin_url) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_everything_in_the_data_folder_is_closed_to_others(server: Server) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [server.data, *server.data.iterdir()]}
    folders = {"data", "postgres", "socket"}
    assert {name for name, mode in modes.items() if mode == 0o700} == folders
    assert {name for name, mode in modes.items() if mode == 0o600} == modes.keys() - folders
    assert stat.S_IMODE((server.socket_folder / ".s.PGSQL.5432").stat().st_mode) == 0o700


def test_only_listed_roles_with_passwords_are_let_in(server: Server) -> None:
    lines = (server.data / "postgres" / "pg_hba.conf").read_text().splitlines()
    assert lines == [
        f"local all {role} scram-sha-256" for role in ("payung_admin", "payung_owner", "payung_app")
    ]  # so `trust` is nowhere
    with psycopg.connect(server.admin_url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW jit").fetchone() == ("off",)
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


@pytest.mark.parametrize(
    ("role", "password"),
    [("payung_app", None), ("payung_app", "wrong"), ("payung_admin", None), ("postgres", None), ("root", "wrong")],
)
def test_without_the_right_password_nobody_comes_in(server: Server, role: str, password: str | None) -> None:
    with pytest.raises(
        psycopg.OperationalError, match=r"no password supplied|authentication failed|no pg_hba.conf entry"
    ):
        psycopg.connect(
            host=str(server.socket_folder), user=role, dbname="payung", password=password, passfile="/dev/null"
        )


def test_with_it_the_program_comes_in(server: Server) -> None:
    with psycopg.connect(server.url("payung_app")) as connection:
        assert connection.execute("SELECT current_user, current_database()").fetchone() == ("payung_app", "payung")


def test_no_value_of_a_failed_statement_reaches_the_log(server: Server) -> None:
    with psycopg.connect(server.url("payung_owner"), autocommit=True) as connection:
        connection.execute("CREATE TABLE known (nik text PRIMARY KEY, number int)")
        connection.execute("INSERT INTO known VALUES ('3271019999999999', 1)")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO known VALUES (%s, 2)", ["3271019999999999"])
        with pytest.raises(psycopg.errors.NumericValueOutOfRange):
            connection.execute("SELECT '3271019999999999'::int")
    log = (server.data / "postgres.log").read_text()
    assert "ready to accept connections" in log
    assert "3271019999999999" not in log


def test_a_data_folder_too_deep_for_a_socket_still_works(tmp_path: Path) -> None:
    deep = made_folder(tmp_path / ("d" * 60) / ("e" * 60) / "data")
    with embedded.running(deep, durable=False) as server:
        assert answers(server)
        assert not server.socket_folder.is_relative_to(deep)
        assert stat.S_IMODE(server.socket_folder.stat().st_mode) == 0o700
        short = server.socket_folder
        process = another_process(deep)
        assert ended(process) == 0
    assert not short.exists()


def test_a_second_process_attaches_and_leaves_the_server_to_the_first(data: Path) -> None:
    with embedded.running(data, durable=False) as server:
        before = postmaster(data)
        process = another_process(data)
        assert postmaster(data) == before
        assert ended(process) == 0
        assert answers(server)
    assert not embedded.is_running(data)


def test_the_last_process_to_leave_stops_the_server(data: Path) -> None:
    with embedded.running(data, durable=False) as server:
        process = another_process(data)
    assert embedded.is_running(data)
    assert answers(server)
    assert ended(process) == 0
    assert not embedded.is_running(data)


def test_processes_starting_at_once_share_one_server(data: Path) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", ANOTHER_PROCESS, str(data)], stdin=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    with embedded.running(data, durable=False) as server:
        assert answers(server)
    assert [ended(process) for process in started] == [0, 0, 0]
    assert not embedded.is_running(data)


def test_a_killed_process_keeps_nobody_from_stopping_the_server(data: Path) -> None:
    process = another_process(data)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert embedded.is_running(data)
    with embedded.running(data, durable=False) as server:
        assert answers(server)
    assert not embedded.is_running(data)


def test_after_the_server_was_killed_what_was_committed_is_there(data: Path) -> None:
    with embedded.running(data, durable=False) as server:
        with psycopg.connect(server.admin_url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        with psycopg.connect(server.admin_url) as busy:
            # A server process at work does not notice at once that its parent is gone, and may still write.
            busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 4000000)")
            os.kill(postmaster(data), signal.SIGKILL)
            deadline = time.monotonic() + 10
            while embedded.is_running(data) and time.monotonic() < deadline:
                time.sleep(0.01)
            again = embedded.ensure_running(data, durable=False)
            busy.close()
        with psycopg.connect(again.admin_url) as connection:
            assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
        embedded.let_go(data)
    assert not embedded.is_running(data)


def test_a_left_over_lock_file_that_names_another_program_is_no_obstacle(data: Path) -> None:
    left = f"{os.getpid()}\n{data / 'postgres'}\n0\n5432\n{data / 'socket'}\n\n 1 2\nready\n"
    (data / "postgres" / "postmaster.pid").write_text(left)
    assert not embedded.is_running(data)
    with embedded.running(data, durable=False) as server:
        assert answers(server)


def test_a_making_that_was_broken_off_is_begun_again(tmp_path: Path) -> None:
    data = made_folder(tmp_path / "data")
    (data / "postgres.new" / "base").mkdir(parents=True)
    (data / "postgres").mkdir()
    with embedded.running(data, durable=False) as server:
        assert answers(server)
    assert not (data / "postgres.new").exists()


def test_data_of_another_version_stop_with_a_sentence(tmp_path: Path) -> None:
    data = made_folder(tmp_path / "data")
    (data / "postgres").mkdir()
    (data / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(CannotStart, match="is of PostgreSQL 16"):
        embedded.ensure_running(data, durable=False)


def test_a_server_that_cannot_start_says_where_the_reason_is(data: Path) -> None:
    shutil.move(data / "postgres" / "global", data / "postgres" / "elsewhere")
    try:
        with pytest.raises(CannotStart, match=r"postgres\.log"):
            embedded.ensure_running(data, durable=False)
    finally:
        shutil.move(data / "postgres" / "elsewhere", data / "postgres" / "global")
