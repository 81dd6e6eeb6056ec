"""Receives a list: the file is read once, kept byte for byte, its rows stored, and screened in the same breath."""

from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.groundwork.jobs import Progress
from payung.groundwork.refusals import Refusal
from payung.intake.actions.files import keep_file, record_refused_file, sha256_of
from payung.intake.actions.rows import store_rows
from payung.intake.models import CandidateList, Programme
from payung.places.models import Place
from payung.screening.messages import N_
from payung.screening.reading import ListRead, read_list
from payung.screening.refusals import Unreadable


class SameFile(Refusal):
    """This sender sent the very same bytes before."""

    sentence = _("This sender has sent this very file before, on %(day)s. Nothing was changed; open that list instead.")


class FileRefused(Refusal):
    """The file cannot be read as a list; the sentence is the reader's."""


def read(path: Path, *, file_name: str, on: date) -> ListRead:
    """Read a list file safely. Raises FileRefused with the reader's sentence."""
    try:
        return read_list(path, filename=file_name, on=on)
    except Unreadable as unreadable:
        raise FileRefused(unreadable.sentence(gettext)) from unreadable


def refuse_if_known(*, programme: Programme, sender: str, path: Path) -> None:
    """Raise SameFile if this sender's list with these bytes exists."""
    known = CandidateList.objects.filter(programme=programme, sender=sender, source__sha256=sha256_of(path)).first()
    if known is not None:
        raise SameFile(day=date_format(known.received_on, "j F Y"))


@transaction.atomic
def receive(
    *,
    programme: Programme,
    sender: str,
    path: Path,
    file_name: str,
    by: User,
    on: date,
    area: Place | None = None,
    progress: Progress | None = None,
) -> CandidateList:
    """Keep a list and its rows as they came; screening follows as its own action.

    Raises SameFile, FileRefused (nothing is kept but, by `refuse_file`, name, size, hash and reason).
    """
    require(by, "list.receive")
    tell = progress or Progress(None)
    refuse_if_known(programme=programme, sender=sender, path=path)
    tell(N_("Reading the file"))
    found = read(path, file_name=file_name, on=on)
    tell(N_("Storing the rows"), 0, found.rows.num_rows)
    received = CandidateList.objects.create(
        programme=programme,
        sender=sender,
        file_name=file_name,
        source=keep_file(path, on=on),
        received_on=on,
        received_by=by,
        area=area,
        row_count=found.rows.num_rows,
        ignored_rows=found.ignored_rows,
        layout=_layout(found),
    )
    store_rows(received, found.rows)
    record(
        action="intake.receive",
        by=by,
        on=on,
        subject=f"intake.candidatelist:{received.pk}",
        rows=received.row_count,
        data={"sha256": found.sha256, "size": found.size, "ignored_rows": found.ignored_rows},
    )
    return received


@transaction.atomic
def refuse_file(*, path: Path, file_name: str, why: str, by: User, on: date) -> None:
    """Remember a refused file's name, size, hash and reason, and delete the file."""
    record_refused_file(path=path, file_name=file_name, why=why, by=by, on=on)
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _layout(found: ListRead) -> dict[str, object]:
    """Where in the file the rows were, so that a person can look there."""
    return {
        "sheet": found.sheet,
        "header_row": found.header_row,
        "columns": found.columns,
        "ignored_columns": list(found.ignored_columns),
    }
