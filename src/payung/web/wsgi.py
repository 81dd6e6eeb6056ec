"""The application a web server runs; its process leaves when the one that started it is gone."""

import os
import signal
import threading
import time

from django.core.handlers.wsgi import WSGIHandler

from payung.web.start import django

LOOK_EVERY = 1.0  # seconds


def _application() -> WSGIHandler:
    threading.Thread(target=_leave_with, args=(os.getppid(),), name="parent", daemon=True).start()
    django()
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def _leave_with(parent: int) -> None:
    """A killed server must not leave a part of itself behind that goes on answering."""
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGKILL)  # nobody is left to join it; what it was doing is rolled back


application = _application()
