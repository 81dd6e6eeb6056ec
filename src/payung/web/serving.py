"""`payung serve`: database, tables, web server and worker as one process to start and one Ctrl-C to stop."""

import logging
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
from types import FrameType

from payung.groundwork.refusals import CannotStart
from payung.web import start

log = logging.getLogger(__name__)
STOP_SECONDS = 15  # a job that takes longer is cut off; it starts anew with the next start
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0  # seconds between two starts of a worker that keeps ending


class WorkerKeeper:
    """Keeps one worker process running beside the web server, and takes it along at the end."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._starting = threading.Lock()  # a worker is never started once stopping began
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="worker keeper", daemon=True)

    def start(self) -> None:
        """Start the worker, and start it again whenever it ends."""
        self._process = _worker()
        self._thread.start()

    def stop(self) -> None:
        """End the worker: it may finish what it does for a few seconds, then it is cut off."""
        with self._starting:
            self._stopping.set()
            process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _keep(self) -> None:
        pause = FIRST_PAUSE
        while self._process is not None:
            code = self._process.wait()
            if self._stopping.wait(pause):
                return
            log.error("the worker ended with code %s; it is started again", code)
            pause = min(2 * pause, LONGEST_PAUSE)
            with self._starting:
                if self._stopping.is_set():
                    return
                self._process = _worker()


def _worker() -> subprocess.Popen[bytes]:
    """A worker in a session of its own: a Ctrl-C reaches this process, which then ends the worker in its turn.

    Its standard input tells it when this process is gone, however that happened.
    """
    return subprocess.Popen(
        [sys.executable, "-m", "payung.web.work", "--attached"],
        env=os.environ,
        stdin=subprocess.PIPE,
        start_new_session=True,
    )


def serve(*, host: str, port: int) -> None:
    """Serve until Ctrl-C or SIGTERM; the worker and the embedded database stop with it. Raises CannotStart."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    _refuse_taken(host, port)
    # A forked web server would hold this process's locks and the other end of the worker's standard input.
    multiprocessing.set_start_method("spawn", force=True)
    signal.signal(signal.SIGTERM, _as_interrupt)
    keeper = WorkerKeeper()
    try:
        start.whole()
        start.static_files()
        keeper.start()
        Granian(
            "payung.web.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=4,
            respawn_failed_workers=True,
            log_level=LogLevels.warning,
        ).serve()
    except KeyboardInterrupt:
        pass
    finally:
        keeper.stop()


def _refuse_taken(host: str, port: int) -> None:
    """Say at once where another program listens already, before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(
                f"Payung cannot listen on {host} port {port} ({error.strerror}); choose another with --port."
            ) from None


def _as_interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
