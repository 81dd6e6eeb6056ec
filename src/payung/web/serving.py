"""`payung serve`: database, tables, web server and worker as one process to start and one Ctrl-C to stop."""

import os
import signal
import subprocess
import sys
from types import FrameType

from payung.web import start


def serve(*, host: str, port: int) -> None:
    """Serve until Ctrl-C or SIGTERM; the worker and the embedded database stop with it."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    start.whole()
    start.static_files()
    worker = subprocess.Popen([sys.executable, "-m", "payung.web.work"], env=os.environ)  # noqa: S603 - our own module
    signal.signal(signal.SIGTERM, _as_interrupt)
    server = Granian(
        "payung.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_level=LogLevels.warning,
    )
    try:
        server.serve()
    except KeyboardInterrupt:
        pass
    finally:
        worker.terminate()
        worker.wait(timeout=20)


def _as_interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
