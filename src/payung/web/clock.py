"""The one place of the web application that reads the clock: the programme's day, passed down as a date."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from payung.groundwork.models import Installation


class Day:
    """The installation and its day, read at most once a request."""

    @cached_property
    def installation(self) -> Installation | None:
        """The city this is, or None before it was set up."""
        return Installation.objects.first()

    @cached_property
    def today(self) -> date:
        """The demonstration's own day, or the calendar's in the city's time zone."""
        installation = self.installation
        if installation is not None and installation.demo_day is not None:
            return installation.demo_day
        return calendar_day()


def calendar_day() -> date:
    """Today in the city's time zone."""
    return datetime.now(tz=ZoneInfo(settings.TIME_ZONE)).date()


class ClockMiddleware:
    """Gives every request its `day` and `installation`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        day = Day()
        request.clock = day  # type: ignore[attr-defined]
        request.day = day.today  # type: ignore[attr-defined]
        return self.get_response(request)
