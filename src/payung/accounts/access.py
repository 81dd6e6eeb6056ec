"""Guards views: who may come here is asked of the permission table, and no browser keeps the answer."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from payung.accounts.models import User
from payung.accounts.permissions import PERMISSIONS, may


class SignedIn(HttpRequest):
    """A request of somebody who signed in; `day` is the programme's day, set by the one place that reads the clock."""

    user: User
    day: date


View = Callable[..., HttpResponseBase]


def allowed(permission: str) -> Callable[[View], View]:
    """Let only roles with `permission` in; others get the page that says whom to ask (403)."""
    if permission not in PERMISSIONS:
        raise KeyError(permission)

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(cast(SignedIn, request).user, permission):
                raise PermissionDenied
            answer = view(request, *args, **kwargs)
            # Pages hold people's names: no copy stays in the browser of a shared computer after signing out.
            answer.headers.setdefault("Cache-Control", "private, no-store")
            return answer

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the test that walks every address
        return guarded

    return guard
