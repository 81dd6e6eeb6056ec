"""The background work of this part: receiving with screening, screening again, importing a register."""

from datetime import date
from pathlib import Path

from payung.accounts.models import User
from payung.groundwork.jobs import Progress, handles
from payung.groundwork.models import Job
from payung.groundwork.refusals import Refusal
from payung.intake.actions.files import discard_once_committed
from payung.intake.actions.receiving import FileRefused, SameFile, receive, refuse_file
from payung.intake.actions.registers import RegisterRefused, import_register
from payung.intake.actions.screening_runs import screen
from payung.intake.models import CandidateList, Programme
from payung.places.models import Place
from payung.screening.messages import N_


@handles("intake.receive")
def receive_and_screen(job: Job, progress: Progress) -> str | None:
    """Read, store and screen an uploaded list; a file that cannot be read leaves an event and a sentence."""
    args = job.args
    by, on, path = User.objects.get(pk=args["by"]), date.fromisoformat(args["on"]), Path(args["path"])
    discard_once_committed(path)
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
        return str(same)
    refusal = None
    if args["screen"]:
        try:
            screen(candidate_list=received, by=by, on=on, progress=progress)
        except Refusal as not_screened:  # the list is received all the same, and can be screened later
            refusal = str(not_screened)
    Job.objects.filter(pk=job.pk).update(result=f"intake.candidatelist:{received.pk}")
    return refusal


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
def import_uploaded_register(job: Job, progress: Progress) -> str | None:
    """Import a register that was uploaded in the browser; one that is refused leaves an event and a sentence."""
    args = job.args
    by, on, path = User.objects.get(pk=args["by"]), date.fromisoformat(args["on"]), Path(args["path"])
    progress(N_("Reading the file"))
    discard_once_committed(path)
    try:
        version = import_register(
            kind=args["kind"],
            path=path,
            as_of=date.fromisoformat(args["as_of"]),
            source=args["source"],
            by=by,
            on=on,
            file_name=args["file_name"],
        )
    except RegisterRefused as refused:
        refuse_file(path=path, file_name=args["file_name"], why=str(refused), by=by, on=on)
        return str(refused)
    except Refusal as refusal:
        return str(refusal)
    Job.objects.filter(pk=job.pk).update(result=f"intake.registerversion:{version.pk}")
    return None
