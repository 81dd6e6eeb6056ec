"""Takes an uploaded file over into the folder where the worker finds it, and asks the worker to read it."""

import os
import shutil
import uuid
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payung.accounts.access import SignedIn
from payung.accounts.permissions import may
from payung.groundwork.jobs import ask
from payung.groundwork.models import Job
from payung.groundwork.refusals import Refusal
from payung.intake.actions.files import incoming_folder, sha256_of
from payung.intake.actions.receiving import refuse_if_known
from payung.intake.forms import ImportRegister, SendList
from payung.intake.models import Programme

NAME_LENGTH = 200


class NoProgramme(Refusal):
    """The installation was never set up."""

    sentence = _("No programme is set up here yet. Ask the administrator.")


def put_aside(upload: "UploadedFile[bytes]") -> Path:
    """Move an upload to the data folder's incoming files, where the worker finds it after a restart."""
    path = incoming_folder() / uuid.uuid4().hex
    if isinstance(upload, TemporaryUploadedFile):
        try:
            os.link(upload.temporary_file_path(), path)  # at once, however large; Django then drops the other name
        except OSError:
            shutil.copyfile(upload.temporary_file_path(), path)
    else:
        path.write_bytes(upload.read())
    os.chmod(path, 0o600)
    return path


def queue_list(request: SignedIn, form: SendList) -> Job:
    """Ask for a list to be read and screened. Raises SameFile, AlreadyRunning, NoProgramme; then nothing is kept."""
    programme = Programme.objects.first()
    if programme is None:
        raise NoProgramme
    upload, sender, area = form.cleaned_data["file"], form.chosen_sender, form.chosen_area
    path = put_aside(upload)
    args = {
        "programme": programme.pk,
        "sender": sender,
        "path": str(path),
        "file_name": (upload.name or "daftar")[:NAME_LENGTH],
        "by": request.user.pk,
        "on": request.day.isoformat(),
        "area": area.pk if area else None,
        "screen": may(request.user, "list.screen"),
    }
    try:
        refuse_if_known(programme=programme, sender=sender, path=path)
        subject = f"intake.file:{sha256_of(path)[:16]}:{sender}"[:80]
        return ask(kind="intake.receive", subject=subject, by=request.user.username, args=args)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def queue_register(request: SignedIn, form: ImportRegister) -> Job:
    """Ask for a register to be imported. Raises AlreadyRunning; then nothing is kept."""
    upload = form.cleaned_data["file"]
    name = (upload.name or "registrasi")[:NAME_LENGTH]
    path = put_aside(upload)
    path = path.rename(path.with_suffix(".csv" if name.lower().endswith((".csv", ".txt")) else ".parquet"))
    args = {
        "kind": form.cleaned_data["kind"],
        "as_of": form.cleaned_data["as_of"].isoformat(),
        "source": form.cleaned_data["source"],
        "path": str(path),
        "file_name": name,
        "by": request.user.pk,
        "on": request.day.isoformat(),
    }
    try:
        subject = f"intake.register:{sha256_of(path)[:16]}:{args['kind']}"
        with transaction.atomic():
            return ask(kind="intake.import_register", subject=subject, by=request.user.username, args=args)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
