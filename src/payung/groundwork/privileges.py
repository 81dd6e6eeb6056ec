"""Under which system account the embedded server runs when Payung itself runs as root, which PostgreSQL refuses.

The server gets one capability, to walk through and read what is closed to it, so that no folder above has to be opened.
Where the machine withholds it, the folders in the way are opened for walking through, remembered, and closed again.
"""

import json
import os
import pwd
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from payung.groundwork.folders import write_private
from payung.groundwork.refusals import CannotStart

SERVER_ACCOUNT = "payung-db"
OPENED = "opened_folders.json"

# Runs a command in a session of its own and leaves it there: a Ctrl-C in the terminal must not stop the server first.
_DETACHED = """
import json, subprocess, sys
given = json.loads(sys.argv[1])
with open(given["log"], "ab") as log:
    print(subprocess.Popen(
        given["command"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", umask=0o077,
        env=given["env"], start_new_session=True, user=given["uid"], group=given["gid"],
        extra_groups=None if given["uid"] is None else [],
    ).pid)
"""


@dataclass(frozen=True)
class Account:
    """A system account for the server; `capable` when it may be given the capability to walk through closed folders."""

    name: str
    uid: int
    gid: int
    capable: bool = False


def server_account(data: Path, programs: Path) -> Account | None:
    """The account the server must run under, made if need be; None when Payung does not run as root.

    It is the owner of the data folder where that is not root, so that the owner can later go on alone.
    """
    if os.geteuid() != 0:
        return None
    owner = data.stat().st_uid
    entry = pwd.getpwuid(owner) if owner != 0 else _made(SERVER_ACCOUNT)
    account = Account(entry.pw_name, entry.pw_uid, entry.pw_gid, capable=True)
    return account if _walks(account, data, programs) else Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def run_as(account: Account | None, command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a program of the server to its end under the server's account, with an empty environment."""
    return subprocess.run(  # noqa: S603 - our own fixed commands
        _prefixed(account, command),
        capture_output=True,
        text=True,
        cwd="/",
        env=_environment(),
        umask=0o077,
        user=_changed(account, "uid"),
        group=_changed(account, "gid"),
        extra_groups=None if _changed(account, "uid") is None else [],
        check=False,
    )


def leave_running_as(account: Account | None, command: list[str], log: Path) -> int:
    """Start a program under the server's account that outlives this process, output to `log`. Returns its id."""
    given = {
        "command": _prefixed(account, command),
        "log": str(log),
        "env": _environment(),
        "uid": _changed(account, "uid"),
        "gid": _changed(account, "gid"),
    }
    launcher = [sys.executable, "-I", "-S", "-c", _DETACHED, json.dumps(given)]
    return int(subprocess.run(launcher, check=True, stdout=subprocess.PIPE, text=True).stdout)  # noqa: S603


def open_the_way(account: Account | None, data: Path, programs: Path) -> None:
    """Where the capability is withheld: let the account walk through the folders above, and remember how they were."""
    if account is None or account.capable:
        return
    if data.stat().st_uid != account.uid:
        os.chown(data, account.uid, account.gid)
    opened: dict[str, int] = {}
    for folder in [*data.parents, programs, *programs.parents]:
        mode = stat.S_IMODE(folder.stat().st_mode)
        if not mode & stat.S_IXOTH and folder.stat().st_uid != account.uid:
            opened[str(folder)] = mode
    if opened:
        write_private(data / OPENED, json.dumps(opened))
        for name in opened:
            os.chmod(name, opened[name] | stat.S_IXOTH)


def close_the_way(data: Path) -> None:
    """Give the folders that were opened the mode they had."""
    record = data / OPENED
    if os.geteuid() != 0 or not record.exists():
        return
    for name, mode in json.loads(record.read_text(encoding="utf-8")).items():
        if Path(name).is_dir():
            os.chmod(name, mode)
    record.unlink()


def hand_over(account: Account | None, folder: Path) -> None:
    """Give a folder and all in it to the account (a no-op where it already belongs to it)."""
    if account is None or folder.stat().st_uid == account.uid:
        return
    for parent, _folders, files in os.walk(folder):
        os.chown(parent, account.uid, account.gid)
        for name in files:
            os.chown(os.path.join(parent, name), account.uid, account.gid, follow_symlinks=False)


def _made(name: str) -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        pass
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd:
        settled = ["--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
        subprocess.run([useradd, *settled, name], capture_output=True, check=False)  # noqa: S603
    try:
        return pwd.getpwnam(name)
    except KeyError:
        raise CannotStart(
            f"Payung runs as root, PostgreSQL refuses to, and the system account {name} could not be made; "
            "run Payung under an account of its own, or set DATABASE_URL to a server."
        ) from None


def _walks(account: Account, data: Path, programs: Path) -> bool:
    """Whether the account, with the capability, reaches both the programs and the data folder as they are."""
    if shutil.which("setpriv") is None:
        return False
    postgres = str(programs / "postgres")
    probe = ["/bin/sh", "-c", '"$0" --version >/dev/null && cd "$1"', postgres, str(data)]
    return run_as(account, probe).returncode == 0


def _prefixed(account: Account | None, command: list[str]) -> list[str]:
    if account is None or not account.capable:
        return command
    only = "-all,+dac_read_search"
    return [
        shutil.which("setpriv") or "setpriv",
        f"--reuid={account.uid}",
        f"--regid={account.gid}",
        "--clear-groups",
        f"--inh-caps={only}",
        f"--ambient-caps={only}",
        f"--bounding-set={only}",
        "--no-new-privs",
        "--",
        *command,
    ]


def _changed(account: Account | None, field: str) -> int | None:
    """The uid or gid Python itself must change to; None where setpriv does it or nothing changes."""
    return None if account is None or account.capable else int(getattr(account, field))


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
