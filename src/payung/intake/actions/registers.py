"""Imports a register as it stood on a day; the file is checked, then kept as Parquet under kind and date."""

import shutil
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.groundwork.folders import registers_folder
from payung.groundwork.refusals import Refusal
from payung.intake.actions.files import partial_of, put_in_place, sha256_of
from payung.intake.models import RegisterVersion
from payung.screening.register_files import as_parquet, row_count
from payung.screening.registers import RegisterFile, Registers, UnusableRegister


class SameRegister(Refusal):
    """This very register was imported before."""

    sentence = _("This very register was imported before, on %(day)s. Nothing was changed.")


class FutureDay(Refusal):
    """A register cannot describe a day that is still to come."""

    sentence = _("The day of this register is still to come. Write the day its rows describe.")


class RegisterRefused(Refusal):
    """The file cannot be used as this kind of register; the sentence names file and column."""


@transaction.atomic
def import_register(
    *, kind: str, path: Path, as_of: date, source: str, by: User, on: date, file_name: str = ""
) -> RegisterVersion:
    """Import one register, Parquet or CSV with the columns of its kind.

    `file_name` is what the sender called the file, for the sentences. Raises SameRegister, RegisterRefused, FutureDay.
    """
    require(by, "register.import")
    if as_of > on:
        raise FutureDay
    digest = sha256_of(path)
    known = RegisterVersion.objects.filter(kind=kind, as_of=as_of, sha256=digest).first()
    if known is not None:
        raise SameRegister(day=date_format(known.imported_on, "j F Y"))
    try:
        found = Registers.open({kind: path}).files[kind]
        rows = row_count(found)
        _keep(found, registers_folder() / RegisterVersion(kind=kind, as_of=as_of, sha256=digest).file_name)
    except UnusableRegister as problem:
        raise RegisterRefused(_sentence(problem, path, file_name)) from problem
    version = RegisterVersion.objects.create(
        kind=kind, as_of=as_of, sha256=digest, rows=rows, source=source, imported_by=by, imported_on=on
    )
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


def _sentence(problem: UnusableRegister, path: Path, file_name: str) -> str:
    """What is wrong, with the file called as its sender called it."""
    return problem.sentence(gettext).replace(path.name, file_name or path.name)


def _keep(found: RegisterFile, kept: Path) -> None:
    partial = partial_of(kept)
    try:
        if found.delimiter is None:
            shutil.copyfile(found.path, partial)
        else:
            as_parquet(found, partial)
        put_in_place(partial, kept)
    finally:
        partial.unlink(missing_ok=True)
