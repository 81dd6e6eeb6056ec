"""What tests of pages need: a browserless visitor of a role, and pages that do without the files of an installation."""

from datetime import date
from typing import Any

from django.test import Client

from payung.accounts.models import User
from payung.groundwork.models import Installation

TODAY = date(2025, 11, 24)


def a_city_on(day: date, settings: Any) -> None:
    """Let the programme's day be `day`; static files are named plainly and served by nobody."""
    Installation.objects.create(city_name="Kota Bogor", place_code="32.71", demo_day=day)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "whitenoise" not in each]


def signed_in(user: User, language: str = "en") -> Client:
    """A visitor signed in as `user`, reading English unless told otherwise."""
    client = Client(headers={"accept-language": language})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
