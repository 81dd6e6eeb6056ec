"""Keeps files byte for byte under their SHA-256, and remembers of a refused one only what it was called."""

import hashlib
import os
import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path

from django.db import transaction

from payung.accounts.models import User
from payung.audit.actions import record
from payung.groundwork.folders import data_folder, registers_folder, results_folder, uploads_folder
from payung.intake.models import SourceFile

PARTIAL = ".partial"


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file in hex, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep_file(path: Path, *, on: date) -> SourceFile:
    """Keep a copy of a file accepted for reading; the same bytes are kept once. Part of the caller's action."""
    digest = sha256_of(path)
    kept = kept_path(digest)
    if not kept.exists():
        partial = partial_of(kept)
        shutil.copyfile(path, partial)
        put_in_place(partial, kept)
    source, _created = SourceFile.objects.get_or_create(
        sha256=digest, defaults={"size": path.stat().st_size, "first_received_on": on}
    )
    return source


def kept_path(digest: str) -> Path:
    """Where the file with this SHA-256 lies."""
    return uploads_folder() / digest


def partial_of(path: Path) -> Path:
    """The name under which this process writes a file until it is whole."""
    return path.with_name(f"{path.name}.{os.getpid()}{PARTIAL}")


def put_in_place(partial: Path, path: Path) -> None:
    """Give a whole file its name in one step, so that a killed process leaves no half file under it."""
    partial.chmod(0o600)
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.rename(path)


def incoming_folder() -> Path:
    """Where uploads wait for the worker; they are deleted once their work is in the database or refused."""
    folder = data_folder() / "incoming"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def discard_once_committed(path: Path) -> None:
    """Delete an upload with the commit of its work: a process killed before finds it again."""
    if path.parent == incoming_folder():  # a file that somebody named on the command line is theirs
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def clear_half_files() -> None:
    """Delete what killed processes left half written. For the one worker, before it starts."""
    for folder in (uploads_folder(), registers_folder(), results_folder()):
        for path in folder.glob(f"*{PARTIAL}"):
            writer = path.name.removesuffix(PARTIAL).rpartition(".")[2]
            if not (writer.isdigit() and _lives(int(writer))):
                path.unlink(missing_ok=True)


def clear_incoming(wanted: set[str], *, older_than: float) -> None:
    """Delete uploads that no work waits for, last touched before `older_than` (seconds since 1970).

    `wanted` are the paths of work not yet over; what arrives at this moment is younger and stays.
    """
    for path in incoming_folder().iterdir():
        with suppress(FileNotFoundError):  # its work just ended
            if path.is_file() and str(path) not in wanted and path.stat().st_mtime < older_than:
                path.unlink()


def record_refused_file(*, path: Path, file_name: str, why: str, by: User, on: date) -> None:
    """Remember that a file was refused: its name, size, hash and the reason, nothing of its content."""
    digest = sha256_of(path)
    record(
        action="intake.refuse_file",
        by=by,
        on=on,
        subject=f"intake.file:{digest[:16]}",
        reason=why,
        data={"name": file_name, "size": path.stat().st_size, "sha256": digest},
    )


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
