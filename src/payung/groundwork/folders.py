"""Where Payung keeps its files: the data folder, what lies in it, and the key file outside it.

Every folder made here is closed to other accounts (0700) and every file is private (0600). What the files mean is
not known here.
"""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from payung.groundwork.refusals import CannotStart

SUB_FOLDERS = ("postgres", "uploads", "registers", "results")
PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


def data_folder() -> Path:
    """The data folder (`PAYUNG_DATA`, default ./var), made and closed to others where it is not yet.

    Raises CannotStart where the path is no folder, belongs to another account, or is open and holds other things.
    """
    folder = data_path()
    _make_private(folder)
    return folder


def data_path() -> Path:
    """Where the data folder is or will be; nothing is made."""
    return Path(os.environ.get("PAYUNG_DATA") or "var").expanduser().absolute()


def sub_folder(name: str) -> Path:
    """One of the folders inside the data folder, made if need be."""
    if name not in SUB_FOLDERS:
        raise ValueError(f"{name} is none of {', '.join(SUB_FOLDERS)}")
    folder = data_folder() / name
    _make_private(folder)
    return folder


def uploads_folder() -> Path:
    """Files as they were sent, each named by its SHA-256."""
    return sub_folder("uploads")


def registers_folder() -> Path:
    """Registers as Parquet, named by kind and as-of date."""
    return sub_folder("registers")


def results_folder() -> Path:
    """What screenings gave, one Parquet file a run."""
    return sub_folder("results")


def keys_file() -> Path:
    """The file of keys (`PAYUNG_KEYS`, default in the account's configuration folder); it may not exist yet."""
    chosen = os.environ.get("PAYUNG_KEYS")
    if chosen:
        return Path(chosen).expanduser().absolute()
    configuration = os.environ.get("XDG_CONFIG_HOME")
    return (Path(configuration) if configuration else Path.home() / ".config") / "payung" / "keys.json"


def write_private(path: Path, text: str, *, replace: bool = True) -> bool:
    """Write a file of mode 0600 whole or not at all; with `replace=False` an existing one stays (False)."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        give_to_owner_of(path.parent, Path(temporary))
        if replace:
            os.replace(temporary, path)
            return True
        try:
            os.link(temporary, path)
        except FileExistsError:
            return False
        return True
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)


def open_private(path: Path, flags: int) -> int:
    """Open a file for this process, made 0600 where it is missing; the caller closes the descriptor."""
    descriptor = os.open(path, flags | os.O_CREAT, PRIVATE_FILE)
    give_to_owner_of(path.parent, path)
    return descriptor


def give_to_owner_of(folder: Path, path: Path) -> None:
    """As root, give a new file to the account that owns its folder, so that this account can go on without root."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def _make_private(folder: Path) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=PRIVATE_FOLDER)
        if folder.name in SUB_FOLDERS:
            give_to_owner_of(folder.parent, folder)
    except FileExistsError:
        pass
    except OSError as error:
        raise CannotStart(
            f"The folder {folder} cannot be made ({error.strerror}); set PAYUNG_DATA to another."
        ) from error
    if not folder.is_dir():
        raise CannotStart(f"{folder} is not a folder; set PAYUNG_DATA to a folder of Payung's own.")
    found = folder.stat()
    if os.geteuid() not in (0, found.st_uid):
        raise CannotStart(
            f"The folder {folder} belongs to another account; run Payung under that account, "
            "or give the folder to this one (chown -R)."
        )
    if stat.S_IMODE(found.st_mode) != PRIVATE_FOLDER:
        _close(folder)


def _close(folder: Path) -> None:
    """Close an open folder if it is empty or ours; refuse to take over a folder that others use (a home, /tmp)."""
    names = {entry.name for entry in folder.iterdir()}
    if names and folder.name not in SUB_FOLDERS and not names & set(SUB_FOLDERS):
        raise CannotStart(
            f"The folder {folder} is open to other accounts and already holds other files; "
            "set PAYUNG_DATA to a new folder of Payung's own."
        )
    folder.chmod(PRIVATE_FOLDER)
