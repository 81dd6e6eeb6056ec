"""Background work: asked for in the transaction that needs it, run by the worker, whole or not at all.

The queue is procrastinate's; `Job` is what people see of it. A handler runs in one transaction that also marks its
job done, while progress goes through a second connection so that it is seen before that transaction ends.
"""

import logging
import time
import traceback
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, connection, connections, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from payung.groundwork.models import Job
from payung.groundwork.refusals import Refusal

log = logging.getLogger(__name__)
QUEUE = "payung"
PROGRESS_EVERY = 0.25  # seconds between two writes of progress

# Progress is passed over where the work's own transaction holds the job's row already: it would wait for itself.
TELL = """
UPDATE groundwork_job SET step = %s, done = %s, total = %s
WHERE id IN (SELECT id FROM groundwork_job WHERE id = %s FOR UPDATE SKIP LOCKED)
"""

# A handler returns nothing, or the sentence with which it refuses while keeping what it wrote (an event).
Handler = Callable[[Job, "Progress"], str | None]
_handlers: dict[str, Handler] = {}


class AlreadyRunning(Refusal):
    """The same work on the same subject is waiting or running."""

    sentence = _("This is already being worked on. Wait until it is done.")


class Progress:
    """Tells whoever watches how far a job is; cheap enough to be called for every row."""

    def __init__(self, job_id: int | None) -> None:
        self._job_id = job_id  # None: nobody watches, as on the command line
        self._written = 0.0

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None:
        """Report what is being done (an English source string) and how many of how many."""
        now = time.monotonic()
        if self._job_id is None or (now - self._written < PROGRESS_EVERY and done != total):
            return
        self._written = now
        with connections["progress"].cursor() as cursor:
            cursor.execute(TELL, [step, done, total, self._job_id])


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does the work of `kind`; it may be run again after a killed process."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def ask(*, kind: str, subject: str, by: str, args: dict[str, Any]) -> Job:
    """Queue work; it starts once the surrounding transaction is committed. Raises AlreadyRunning."""
    try:
        with transaction.atomic():
            job = Job.objects.create(kind=kind, subject=subject, asked_by=by, args=args)
    except IntegrityError as error:
        raise AlreadyRunning from error
    run_job.defer(job_id=job.pk)
    return job


@app.task(name="payung.run_job", queue=QUEUE)
def run_job(job_id: int) -> None:
    """Do one job: claim it, work in one transaction, mark it done in the same."""
    _check_connections()
    claimed = Job.objects.filter(pk=job_id, status=Job.Status.WAITING).update(
        status=Job.Status.RUNNING, started_at=Now(), done=0
    )
    if not claimed:
        return  # done or taken meanwhile: a job queued twice is done once
    job = Job.objects.get(pk=job_id)
    try:
        with transaction.atomic():
            refusal = _handlers[job.kind](job, Progress(job_id)) or ""
            _end(job_id, Job.Status.REFUSED if refusal else Job.Status.DONE, refusal)
    except Refusal as refusal:
        _end(job_id, Job.Status.REFUSED, str(refusal))
    except Exception as error:
        _end(job_id, Job.Status.FAILED, "")
        # The type and place say enough; the text of a database error may hold a person's values.
        log.error("job %s (%s) failed: %s at %s", job_id, job.kind, type(error).__name__, _place(error))


def _check_connections() -> None:
    """Let a connection that the server closed since the job before be opened anew."""
    for each in connections.all(initialized_only=True):
        if not each.in_atomic_block:
            each.close_if_unusable_or_obsolete()


def _place(error: Exception) -> str:
    """The file and line where it was raised."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{last.filename.rpartition('payung/')[2]}:{last.lineno}"


def _end(job_id: int, status: str, refusal: str) -> None:
    Job.objects.filter(pk=job_id).update(status=status, refusal=refusal, finished_at=Now())


def resume() -> int:
    """Queue again what a killed process left; for the one worker, before it starts. Returns how many."""
    Job.objects.filter(status=Job.Status.RUNNING).update(status=Job.Status.WAITING)
    waiting = list(Job.objects.filter(status=Job.Status.WAITING).order_by("pk").values_list("pk", flat=True))
    with connection.cursor() as cursor:
        # Runs whose process is gone; the jobs they carried are queued anew just below.
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'failed' WHERE queue_name = %s AND status = 'doing'", [QUEUE]
        )
    for job_id in waiting:
        run_job.defer(job_id=job_id)
    return len(waiting)
