"""The one process that does background work and seals events."""

import logging
import threading
from contextlib import suppress

from django.db import OperationalError, close_old_connections, connections
from procrastinate.contrib.django import app

from payung.audit.actions import seal
from payung.groundwork import jobs

log = logging.getLogger(__name__)
WORKER_LOCK = 7_018_002  # the advisory lock that keeps workers one at a time
SEAL_EVERY = 3.0  # seconds


def run() -> None:
    """Work until stopped. A second worker waits for the first to end, then takes over what it left."""
    holder = connections.create_connection("progress")
    with holder.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [WORKER_LOCK])
    stop = threading.Event()
    sealer = threading.Thread(target=_seal_until, args=(stop,), name="sealer")
    sealer.start()
    try:
        jobs.resume()
        worker = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
        worker.run_worker(queues=[jobs.QUEUE], concurrency=1, delete_jobs="always", fetch_job_polling_interval=1.0)
    finally:
        stop.set()
        sealer.join()
        holder.close()


def _seal_until(stop: threading.Event) -> None:
    while not stop.wait(SEAL_EVERY):
        with suppress(OperationalError):  # the database restarts: the next turn seals what is left
            close_old_connections()
            seal()
    connections.close_all()
