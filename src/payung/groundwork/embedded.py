"""Starts and stops the PostgreSQL server that lives in the data folder, shared by all processes that use the folder.

Each process holds a shared lock for as long as it needs the server; the kernel drops it when the process dies, however
it dies. Who lets go last stops the server. What roles and databases there are is the matter of `roles`.
"""

import atexit
import fcntl
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from payung.groundwork import cluster, privileges
from payung.groundwork.cluster import ADMIN
from payung.groundwork.folders import PRIVATE_FOLDER, open_private
from payung.groundwork.privileges import Account
from payung.groundwork.refusals import CannotStart

SOCKET_PATH_LIMIT = 107  # bytes; the kernel's own limit less the closing zero
START_SECONDS = 300  # recovery after a crash replays at most max_wal_size
STOP_SECONDS = 60
LINGER_SECONDS = 30  # the processes of a killed server notice and leave
SHORT_FOLDER = "payung-"
NO_PROCESS = "4194305"  # one more than the largest process number


@dataclass
class Server:
    """A running server and this process's hold on it."""

    data: Path
    socket_folder: Path
    holds: int = 0
    process: int = field(default_factory=os.getpid)
    lock: int = -1

    def url(self, role: str, database: str = "payung") -> str:
        """The address of a database for one of the listed roles, with its password."""
        password = quote(cluster.passwords(self.data)[role], safe="")
        folder = quote(str(self.socket_folder), safe="")
        return f"postgresql://{role}:{password}@/{quote(database, safe='')}?host={folder}"

    @property
    def admin_url(self) -> str:
        """The address for the role that makes roles and databases; never given to the running program."""
        return self.url(ADMIN, "postgres")


_held: dict[Path, Server] = {}


def ensure_running(data: Path, *, durable: bool = True) -> Server:
    """Attach to the data folder's server, starting it where nobody did; let go of when this process ends.

    Raises CannotStart with the reason where the server does not come up.
    """
    data = data.absolute()
    known = _held.get(data)
    if known and known.process == os.getpid():
        lock = known.lock
    else:
        known, lock = None, _locked(data / "postgres.users", fcntl.LOCK_SH)
    try:
        with _alone(data):
            server = _attached(data) or _started(data, durable=durable)
    except BaseException:
        if known is None:
            os.close(lock)
        raise
    server.lock, server.holds = lock, (known.holds if known else 0) + 1
    if not _held:
        atexit.register(_let_all_go)
    _held[data] = server
    return server


def let_go(data: Path) -> None:
    """Give up one hold on the server; the last process that does so stops it."""
    data = data.absolute()
    server = _held.get(data)
    if server is None or server.process != os.getpid():
        return
    server.holds -= 1
    if server.holds > 0:
        return
    del _held[data]
    with _alone(data):
        try:
            fcntl.flock(server.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # somebody else still needs it
        else:
            _stop(data)
        finally:
            os.close(server.lock)


@contextmanager
def running(data: Path, *, durable: bool = True) -> Iterator[Server]:
    """A server for the length of a block."""
    server = ensure_running(data, durable=durable)
    try:
        yield server
    finally:
        let_go(data)


def is_running(data: Path) -> bool:
    """Whether a server runs in this data folder, whoever started it."""
    return _postmaster(data) is not None


def _attached(data: Path) -> Server | None:
    """The server that already runs, once it is ready to answer."""
    deadline = time.monotonic() + START_SECONDS
    while (pid := _postmaster(data)) is not None:
        socket_folder = _ready_socket_folder(data)
        if socket_folder is not None:
            return Server(data, socket_folder)
        _wait(deadline, f"The embedded database (process {pid}) does not become ready; see {_log(data)}.")
    return None


def _started(data: Path, *, durable: bool) -> Server:
    privileges.close_the_way(data)  # left open by a process that was killed
    account = privileges.server_account(data, cluster.programs())
    if account is not None and not (data / "postgres" / "PG_VERSION").exists():
        sys.stderr.write(
            "Payung runs as root. PostgreSQL will not, so its server runs under the system account "
            f"{account.name}; an account of its own for all of Payung is the safer choice.\n"
        )
    privileges.open_the_way(account, data, cluster.programs())
    cluster.make(data, account, durable=durable)
    _clear_away(data)
    socket_folder = _socket_folder(data, account)
    cluster.configure(data, account, socket_folder=socket_folder, durable=durable)
    _launch(data, account)
    return Server(data, socket_folder)


def _launch(data: Path, account: Account | None) -> None:
    """Start the server and wait until it answers; after a killed one, until the last of its processes has gone."""
    log = _log(data)
    os.close(open_private(log, os.O_WRONLY))
    command = [str(cluster.programs() / "postgres"), "-D", str(data / "postgres")]
    began = time.monotonic()
    said_before = log.stat().st_size
    pid = privileges.leave_running_as(account, command, log)
    while _ready_socket_folder(data) is None:
        if not _lives(pid):
            with log.open("rb") as file:
                file.seek(said_before)
                others_linger = b"is still in use" in file.read()
            if not others_linger or time.monotonic() > began + LINGER_SECONDS:
                raise CannotStart(f"The embedded database did not start; the reason is at the end of {log}.")
            time.sleep(0.1)
            said_before = log.stat().st_size
            pid = privileges.leave_running_as(account, command, log)
        _wait(began + START_SECONDS, f"The embedded database does not become ready; see {log}.")


def _stop(data: Path) -> None:
    pid = _postmaster(data)
    if pid is not None:
        for request in (signal.SIGINT, signal.SIGQUIT):  # roll back and leave; then: leave at once, recover later
            os.kill(pid, request)
            deadline = time.monotonic() + STOP_SECONDS
            while _postmaster(data) == pid and time.monotonic() < deadline:
                time.sleep(0.01)
            if _postmaster(data) != pid:
                break
    _clear_away(data)
    privileges.close_the_way(data)


def _clear_away(data: Path) -> None:
    """Make way where a server was killed: its socket folder, and the process number in its lock file.

    That number may by now be another program's, or a dead process's that nobody has buried.

    The lock file itself stays: by it PostgreSQL finds out whether a part of the killed server still writes.
    """
    if _postmaster(data) is not None:
        return
    shutil.rmtree(data / "socket", ignore_errors=True)
    record = data / "postgres.socket"
    if record.exists():
        shutil.rmtree(record.read_text(encoding="utf-8"), ignore_errors=True)
        record.unlink()
    lines = _lock_file(data)
    if lines:
        with (data / "postgres" / "postmaster.pid").open("r+", encoding="utf-8") as file:
            file.write("\n".join([NO_PROCESS, *lines[1:]]) + "\n")
            file.truncate()


def _socket_folder(data: Path, account: Account | None) -> Path:
    """A folder of mode 0700 for the socket: in the data folder, or where its path is too long, a new short one."""
    folder = data / "socket"
    if len(os.fsencode(folder / ".s.PGSQL.5432")) <= SOCKET_PATH_LIMIT:
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        folder.chmod(PRIVATE_FOLDER)
    else:
        above = tempfile.gettempdir()
        folder = Path(tempfile.mkdtemp(prefix=SHORT_FOLDER, dir=above if len(os.fsencode(above)) < 60 else "/tmp"))  # noqa: S108 - a new 0700 folder
        (data / "postgres.socket").write_text(str(folder), encoding="utf-8")
    privileges.hand_over(account, folder)
    return folder


def _postmaster(data: Path) -> int | None:
    """The process id of this data folder's server, if it lives; a number reused by another program is none."""
    lines = _lock_file(data)
    if not lines or not lines[0].strip().lstrip("-").isdigit():
        return None
    pid = abs(int(lines[0]))
    if not Path("/proc/self").exists():
        return pid if _lives(pid) else None
    return pid if os.fsencode(data / "postgres") in _arguments(pid) else None


def _lives(pid: int) -> bool:
    if Path("/proc/self").exists():
        return _arguments(pid) != [b""]  # a dead process that nobody has buried has none
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _arguments(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return [b""]


def _ready_socket_folder(data: Path) -> Path | None:
    lines = _lock_file(data)
    if _postmaster(data) is None or len(lines) < 8 or lines[7].strip() != "ready":
        return None
    return Path(lines[4])


def _lock_file(data: Path) -> list[str]:
    try:
        return (data / "postgres" / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def _wait(deadline: float, otherwise: str) -> None:
    if time.monotonic() > deadline:
        raise CannotStart(otherwise)
    time.sleep(0.01)


def _log(data: Path) -> Path:
    return data / "postgres.log"


def _locked(path: Path, how: int) -> int:
    descriptor = open_private(path, os.O_RDWR)
    fcntl.flock(descriptor, how)
    return descriptor


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Only one process at a time starts or stops the server of a data folder."""
    descriptor = _locked(data / "postgres.lock", fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


def _let_all_go() -> None:
    for data, server in list(_held.items()):
        server.holds = min(server.holds, 1)
        let_go(data)
