"""The background work of this part: recording what BPJS received."""

from datetime import date
from pathlib import Path

from django.db import transaction

from payung.accounts.models import User
from payung.contributions.actions import record_receipt
from payung.contributions.models import Invoice
from payung.groundwork.jobs import Progress, handles
from payung.groundwork.models import Job
from payung.groundwork.refusals import Refusal
from payung.intake.actions.receiving import refuse_file
from payung.screening.messages import N_


@handles("contributions.record_receipt")
def record(job: Job, progress: Progress) -> str | None:
    """Record an uploaded receipt; a file that is refused leaves an event and a sentence."""
    args = job.args
    path, by, on = Path(args["path"]), User.objects.get(pk=args["by"]), date.fromisoformat(args["on"])
    progress(N_("Reading the file"))
    invoice = Invoice.objects.get(pk=args["invoice"])
    received_on = date.fromisoformat(args["received_on"])
    try:
        record_receipt(invoice=invoice, path=path, file_name=args["file_name"], received_on=received_on, by=by, on=on)
    except Refusal as refusal:
        refuse_file(path=path, file_name=args["file_name"], why=str(refusal), by=by, on=on)
        return str(refusal)
    Job.objects.filter(pk=job.pk).update(result=f"contributions.invoice:{invoice.pk}")
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
    return None
