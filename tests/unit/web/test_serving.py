"""`payung serve`: one process to start, one signal to stop; what it started stops with it, whoever dies first."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from visitors import Visitor

SET_UP = """
from datetime import date
from payung.web import start
start.whole()
from payung.accounts.actions import add_user
from payung.accounts.models import Role
from payung.demo.offices import Operator
from payung.intake.models import Programme
from payung.places.models import Place
place = Place.objects.create(code="32.71", level=2, name="KOTA BOGOR")
Programme.objects.create(code="bogor", name="Pekerja rentan", place=place)
on = date(2025, 9, 2)
add_user(username="ratna", full_name="Ratna", role=Role.DISNAKER, password="kata sandi panjang", by=Operator(), on=on)
"""

Serve = Callable[[], tuple[subprocess.Popen[str], int]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An installation of its own on the embedded database."""
    folder = tmp_path_factory.mktemp("serve")
    folder.chmod(0o755)
    subprocess.run([sys.executable, "-c", SET_UP], env=_environment(folder), check=True, capture_output=True)
    yield folder
    for process in _processes(folder):
        os.kill(process, signal.SIGKILL)


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    return {**kept, "PAYUNG_DATA": str(folder / "var"), "PAYUNG_KEYS": str(folder / "keys.json")}


def _processes(folder: Path) -> dict[int, str]:
    """Every living process that works in this installation, with its command line."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            about = line.encode() + (entry / "environ").read_bytes()
        except OSError:
            continue
        if line and os.fsencode(folder) in about:
            found[int(entry.name)] = line
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until(condition: Callable[[], bool], what: str, seconds: float = 150) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def _answers(port: int) -> bool:
    try:
        return Visitor(port).get("/sehat/")[0] == 200
    except OSError:
        return False


@pytest.fixture
def serve(home: Path) -> Iterator[Serve]:
    started = []

    def start() -> tuple[subprocess.Popen[str], int]:
        port = _free_port()
        command = [str(Path(sys.executable).with_name("payung")), "serve", "--port", str(port)]
        process = subprocess.Popen(
            command, env=_environment(home), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        started.append(process)
        _until(lambda: _answers(port) or process.poll() is not None, "the server answers")
        return process, port

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
            process.communicate(timeout=60)
        assert process.stdout is not None
        process.stdout.close()


def _workers(home: Path) -> list[int]:
    return [process for process, line in _processes(home).items() if "payung.web.work" in line]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_one_signal_stops_server_worker_and_database(home: Path, serve: Serve, number: int) -> None:
    process, _port = serve()
    _until(lambda: len(_workers(home)) == 1, "a worker runs")
    assert any("postgres" in line for line in _processes(home).values())
    process.send_signal(number)
    said, _none = process.communicate(timeout=60)
    _until(lambda: not _processes(home), f"left behind: {_processes(home)}", 20)
    assert "Traceback" not in said


def test_a_second_server_shares_the_database_and_outlives_the_first(home: Path, serve: Serve) -> None:
    first, first_port = serve()
    second, second_port = serve()
    assert _answers(first_port)
    assert _answers(second_port)
    first.terminate()
    first.communicate(timeout=60)
    assert _answers(second_port)
    second.terminate()
    second.communicate(timeout=60)
    _until(lambda: not _processes(home), "nothing is left behind", 20)


def test_a_killed_worker_is_started_again_and_a_killed_server_takes_its_worker_along(home: Path, serve: Serve) -> None:
    process, _port = serve()
    _until(lambda: len(_workers(home)) == 1, "a worker runs")
    (worker,) = _workers(home)
    os.kill(worker, signal.SIGKILL)
    _until(lambda: _workers(home) not in ([], [worker]), "another worker runs")
    process.kill()
    process.wait()
    _until(lambda: all("postgres" in line for line in _processes(home).values()), "all of Payung's own leave")


def test_a_port_in_use_is_one_sentence(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [str(Path(sys.executable).with_name("payung")), "serve", "--port", str(port)]
        done = subprocess.run(command, env=_environment(home), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert f"port {port}" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_file_of_two_hundred_megabytes_is_refused_with_a_sentence(home: Path, serve: Serve, tmp_path: Path) -> None:
    _process, port = serve()
    huge = tmp_path / "besar.xlsx"
    with huge.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(200 * 1024 * 1024)
    visitor = Visitor(port)
    visitor.sign_in("ratna", "kata sandi panjang")
    status, _text = visitor.send_file("/usulan/kirim/", {"sender": "Disnaker"}, huge)
    assert status == 302
    page = visitor.headers["location"]
    _until(lambda: "50 MB" in visitor.get(page)[1], "the refusal is shown")
    assert not list((home / "var" / "uploads").iterdir())
    _until(lambda: not [each for each in (home / "var" / "incoming").iterdir() if each.is_file()], "nothing is kept")
    assert _answers(port)


def test_nobody_uploads_without_signing_in(home: Path, serve: Serve, tmp_path: Path) -> None:
    _process, port = serve()
    file = tmp_path / "x.csv"
    file.write_bytes(b"x" * 1_000_000)
    visitor = Visitor(port)
    status, _text = visitor.send_file("/masuk/", {}, file)
    assert status in (200, 403, 400)
    assert not [each for each in (home / "var" / "incoming").iterdir() if each.is_file()]
