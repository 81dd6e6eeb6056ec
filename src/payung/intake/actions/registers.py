"""Imports a register as it stood on a day; the file is checked, then kept as Parquet under kind and date."""

import os
import shutil
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.groundwork.refusals import Refusal
from payung.intake.actions.files import sha256_of
from payung.intake.models import RegisterVersion
from payung.intake.queries import register_path
from payung.screening.register_files import as_parquet, row_count
from payung.screening.registers import RegisterFile, Registers, UnusableRegister


class SameRegister(Refusal):
    """This very register was imported before."""

    sentence = _("This very register was imported before, on %(day)s. Nothing was changed.")


class RegisterRefused(Refusal):
    """The file cannot be used as this kind of register; the sentence names file and column."""


@transaction.atomic
def import_register(*, kind: str, path: Path, as_of: date, source: str, by: User, on: date) -> RegisterVersion:
    """Import one register, Parquet or CSV with the columns of its kind. Raises SameRegister, RegisterRefused."""
    require(by, "register.import")
    digest = sha256_of(path)
    known = RegisterVersion.objects.filter(kind=kind, as_of=as_of, sha256=digest).first()
    if known is not None:
        raise SameRegister(day=known.imported_on.isoformat())
    try:
        found = Registers.open({kind: path}).files[kind]
        rows = row_count(found)
    except UnusableRegister as problem:
        raise RegisterRefused(str(problem)) from problem
    version = RegisterVersion.objects.create(
        kind=kind, as_of=as_of, sha256=digest, rows=rows, source=source, imported_by=by, imported_on=on
    )
    _keep(found, register_path(version))
    record(
        action="intake.import_register",
        by=by,
        on=on,
        subject=f"intake.registerversion:{version.pk}",
        rows=rows,
        digest=digest,
        data={"kind": kind, "as_of": as_of.isoformat(), "source": source},
    )
    return version


def _keep(found: RegisterFile, kept: Path) -> None:
    """Put the register in its place in one step, so that a killed process leaves no half file under its name."""
    partial = kept.with_suffix(f".{os.getpid()}.partial")
    if found.delimiter is None:
        shutil.copyfile(found.path, partial)
    else:
        as_parquet(found, partial)
    partial.chmod(0o600)
    partial.rename(kept)
