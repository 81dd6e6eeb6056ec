"""The application a web server runs."""

from django.core.handlers.wsgi import WSGIHandler

from payung.web.start import django


def _application() -> WSGIHandler:
    django()
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


application = _application()
