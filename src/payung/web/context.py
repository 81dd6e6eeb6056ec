"""What every page shows: the navigation of the role, the city, the day."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from payung import __version__
from payung.accounts.permissions import may


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: navigation [{url, label, current}], city_name, demo_day, program_day, version."""
    clock = getattr(request, "clock", None)
    installation = clock.installation if clock else None
    return {
        "navigation": _navigation(request),
        "city_name": installation.city_name if installation else "",
        "demo_day": installation.demo_day if installation else None,
        "program_day": getattr(request, "day", None),
        "version": __version__,
    }


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    places = [
        ("home.see", "home", _("My tasks")),
        ("list.see", "lists", _("Lists")),
        ("member.see", "members", _("Members")),
        ("decree.see", "decrees", _("Decrees")),
        ("invoice.see", "invoices", _("Contributions")),
        ("case.see", "cases", _("Claims")),
        ("dashboard.see", "dashboard", _("Overview")),
        ("register.see", "registers", _("Registers")),
        ("audit.see", "events", _("Audit log")),
        ("law.see", "law", _("Law")),
    ]
    shown = [
        {"url": reverse(name), "label": label, "current": False}
        for permission, name, label in places
        if may(user, permission)
    ]
    _mark_current(shown, request.path)
    return shown


def _mark_current(places: list[dict[str, Any]], path: str) -> None:
    """The place whose address the page's own begins with; of several the longest (registers lie under lists)."""
    home = reverse("home")
    around = [
        place for place in places if path == place["url"] or (place["url"] != home and path.startswith(place["url"]))
    ]
    if around:
        max(around, key=lambda place: len(place["url"]))["current"] = True
