"""Writes the registration file for BPJS; NIK are in clear there, so who took it and why is recorded."""

import csv
import hashlib
import io
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.enrolment.actions.locking import locked_decree
from payung.enrolment.models import Decree
from payung.enrolment.registration import registration_rows
from payung.groundwork.folders import write_private
from payung.groundwork.refusals import Refusal
from payung.people.reasons import said

BOM = "\ufeff"


class NobodyToRegister(Refusal):
    """Every member of the decree has a number or has ended."""

    sentence = _("Every member of this decree has a member number already, so there is nobody to register.")


@transaction.atomic
def export_registration(*, decree: Decree, by: User, on: date, to: Path, reason: str) -> Path:
    """Write the decree's members that BPJS has not answered for to `to`, a file or a folder; returns the file.

    UTF-8 with a byte-order mark, `;` between the columns, mode 0600. The event holds the count and the file's SHA-256.
    Raises NotNow, NobodyToRegister, ColumnsUnusable, ReasonTooShort.
    """
    require(by, "bpjs.export")
    told = said(reason)
    found = locked_decree(decree, "export")
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    count = -1  # the headings
    for row in registration_rows(found):
        writer.writerow(row)
        count += 1
    if not count:
        raise NobodyToRegister
    content = BOM + text.getvalue()
    record(
        action="enrolment.export_registration",
        by=by,
        on=on,
        subject=f"enrolment.decree:{found.pk}",
        reason=told,
        rows=count,
        digest=hashlib.sha256(content.encode()).hexdigest(),
    )
    path = to / f"registrasi-bpjs-{found.pk}.csv" if to.is_dir() else to
    write_private(path, content)
    return path
