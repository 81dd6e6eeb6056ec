"""The one process that does background work, seals events and clears away what killed processes left."""

import logging
import os
import signal
import threading
import time

from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from procrastinate.contrib.django import app

from payung.audit.actions import seal
from payung.groundwork import jobs
from payung.groundwork.models import Job
from payung.intake.actions.files import clear_half_files, clear_incoming

log = logging.getLogger(__name__)
WORKER_LOCK = 7_018_002  # the advisory lock that keeps workers one at a time
STANDARD_INPUT = 0
SEAL_EVERY = 3.0  # seconds
CLEAR_EVERY = 600.0  # seconds
FORGOTTEN_AFTER = 24 * 3600.0  # seconds; an upload that no work waits for since then


def run() -> None:
    """Work until stopped. A second worker waits for the first to end, then takes over what it left."""
    holder = connections.create_connection("progress")
    with holder.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [WORKER_LOCK])
    stop = threading.Event()
    keeper = threading.Thread(target=_seal_and_clear_until, args=(stop,), name="sealer")
    keeper.start()
    try:
        clear_half_files()
        jobs.resume()
        worker = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
        worker.run_worker(queues=[jobs.QUEUE], concurrency=1, delete_jobs="always", fetch_job_polling_interval=1.0)
    finally:
        stop.set()
        keeper.join()
        holder.close()


def stop_with_standard_input() -> None:
    """Stop this process once its standard input ends: whoever started it holds the other end until it is gone."""

    def wait() -> None:
        while os.read(STANDARD_INPUT, 1024):  # not sys.stdin, whose lock the interpreter wants when it ends
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="parent", daemon=True).start()


def _seal_and_clear_until(stop: threading.Event) -> None:
    cleared = -CLEAR_EVERY
    while not stop.wait(SEAL_EVERY):
        try:
            close_old_connections()
            seal()
            if time.monotonic() - cleared > CLEAR_EVERY:
                cleared = time.monotonic()
                _clear()
        except (DatabaseError, InterfaceError) as error:  # the database restarts: the next turn seals what is left
            log.warning("sealing waits for the database: %s", type(error).__name__)
            connections.close_all()
    connections.close_all()


def _clear() -> None:
    """Delete forgotten uploads; the files of work that waits or runs stay."""
    open_work = Job.objects.filter(status__in=[Job.Status.WAITING, Job.Status.RUNNING])
    wanted = {str(args["path"]) for args in open_work.values_list("args", flat=True) if "path" in args}
    clear_incoming(wanted, older_than=time.time() - FORGOTTEN_AFTER)
