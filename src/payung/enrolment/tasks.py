"""The background work of this part: putting a decree into force, recording BPJS's answer."""

from datetime import date
from pathlib import Path

from django.db import transaction

from payung.accounts.models import User
from payung.enrolment.actions import approve_decree, record_bpjs_answer
from payung.enrolment.models import Decree
from payung.groundwork.jobs import Progress, handles
from payung.groundwork.models import Job
from payung.groundwork.refusals import Refusal
from payung.intake.actions.receiving import refuse_file
from payung.screening.messages import N_


@handles("enrolment.approve_decree")
def approve(job: Job, progress: Progress) -> None:
    """Put a decree into force and enrol its people."""
    progress(N_("Enrolling the members"))
    decree = Decree.objects.get(pk=job.args["decree"])
    approve_decree(decree=decree, by=User.objects.get(pk=job.args["by"]), on=date.fromisoformat(job.args["on"]))
    Job.objects.filter(pk=job.pk).update(result=f"enrolment.decree:{decree.pk}")


@handles("enrolment.record_answer")
def record(job: Job, progress: Progress) -> str | None:
    """Record an uploaded answer of BPJS; a file that is refused leaves an event and a sentence."""
    args = job.args
    path, by, on = Path(args["path"]), User.objects.get(pk=args["by"]), date.fromisoformat(args["on"])
    progress(N_("Reading the file"))
    try:
        answer = record_bpjs_answer(path=path, file_name=args["file_name"], by=by, on=on)
    except Refusal as refusal:
        refuse_file(path=path, file_name=args["file_name"], why=str(refusal), by=by, on=on)
        return str(refusal)
    Job.objects.filter(pk=job.pk).update(result=f"enrolment.bpjsanswer:{answer.pk}")
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
    return None
