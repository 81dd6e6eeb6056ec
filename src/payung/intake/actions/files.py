"""Keeps files byte for byte under their SHA-256, and remembers of a refused one only what it was called."""

import hashlib
import os
import shutil
from datetime import date
from pathlib import Path

from payung.accounts.models import User
from payung.audit.actions import record
from payung.groundwork.folders import uploads_folder
from payung.intake.models import SourceFile


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file in hex, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep_file(path: Path, *, on: date) -> SourceFile:
    """Keep a copy of a file accepted for reading; the same bytes are kept once. Part of the caller's action."""
    digest = sha256_of(path)
    kept = kept_path(digest)
    if not kept.exists():
        # A copy under another name first: a killed process leaves no half file under the digest.
        partial = kept.with_suffix(f".{os.getpid()}.partial")
        shutil.copyfile(path, partial)
        partial.chmod(0o600)
        partial.rename(kept)
    source, _created = SourceFile.objects.get_or_create(
        sha256=digest, defaults={"size": path.stat().st_size, "first_received_on": on}
    )
    return source


def kept_path(digest: str) -> Path:
    """Where the file with this SHA-256 lies."""
    return uploads_folder() / digest


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
