"""Turns a refused act into a sentence on the page it came from; nothing else is swallowed."""

from collections.abc import Callable

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from payung.groundwork.refusals import Refusal


class RefusalMiddleware:
    """A Refusal raised by an action becomes a message; a broken constraint becomes one, too, without its values."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; any other exception goes on to be seen by the operator."""
        if isinstance(exception, Refusal):
            sentence = str(exception)
        elif isinstance(exception, IntegrityError) and request.method == "POST":
            sentence = _("This no longer fits what others have done meanwhile. Reload the page and try again.")
        else:
            return None
        if request.method != "POST":
            return render(request, "web/refused.html", {"sentence": sentence}, status=409)
        messages.error(request, sentence)
        return HttpResponseRedirect(_back(request))


def _back(request: HttpRequest) -> str:
    """The page the form was on, if it was ours."""
    came_from = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return came_from
    return "/"
