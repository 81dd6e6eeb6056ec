"""The background work of this part: receiving with screening, screening again, importing a register."""

from datetime import date
from pathlib import Path

from django.db import transaction

from payung.accounts.models import User
from payung.groundwork.jobs import Progress, handles
from payung.groundwork.models import Job
from payung.intake.actions.receiving import FileRefused, SameFile, receive, refuse_file
from payung.intake.actions.registers import import_register
from payung.intake.actions.screening_runs import screen
from payung.intake.models import CandidateList, Programme
from payung.places.models import Place
from payung.screening.messages import N_


@handles("intake.receive")
def receive_and_screen(job: Job, progress: Progress) -> str | None:
    """Read, store and screen an uploaded list; a file that cannot be read leaves an event and a sentence."""
    args = job.args
    by, on, path = User.objects.get(pk=args["by"]), date.fromisoformat(args["on"]), Path(args["path"])
    try:
        received = receive(
            programme=Programme.objects.get(pk=args["programme"]),
            sender=args["sender"],
            path=path,
            file_name=args["file_name"],
            by=by,
            on=on,
            area=Place.objects.filter(pk=args["area"]).first(),
            progress=progress,
        )
    except FileRefused as refused:
        refuse_file(path=path, file_name=args["file_name"], why=str(refused), by=by, on=on)
        return str(refused)
    except SameFile as same:
        _delete_once_committed(path)
        return str(same)
    if args["screen"]:
        screen(candidate_list=received, by=by, on=on, progress=progress)
    Job.objects.filter(pk=job.pk).update(result=f"intake.candidatelist:{received.pk}")
    _delete_once_committed(path)
    return None


@handles("intake.screen")
def screen_again(job: Job, progress: Progress) -> None:
    """Screen a stored list once more."""
    screen(
        candidate_list=CandidateList.objects.get(pk=job.args["list"]),
        by=User.objects.get(pk=job.args["by"]),
        on=date.fromisoformat(job.args["on"]),
        progress=progress,
    )


@handles("intake.import_register")
def import_uploaded_register(job: Job, progress: Progress) -> None:
    """Import a register that was uploaded in the browser."""
    args = job.args
    progress(N_("Reading the file"))
    path = Path(args["path"])
    import_register(
        kind=args["kind"],
        path=path,
        as_of=date.fromisoformat(args["as_of"]),
        source=args["source"],
        by=User.objects.get(pk=args["by"]),
        on=date.fromisoformat(args["on"]),
    )
    _delete_once_committed(path)


def _delete_once_committed(path: Path) -> None:
    """A killed process must find the uploaded file again, so it goes only when the work is in the database."""
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
