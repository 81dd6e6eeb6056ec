"""Sign-in, home, the progress of background work, and whether the server is well."""

from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.views import LoginView, LogoutView
from django.forms import CharField, PasswordInput, TextInput
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from django.views.i18n import set_language

from payung.accounts.access import SignedIn, allowed
from payung.audit.models import Event
from payung.groundwork.models import Job
from payung.web.clock import Day
from payung.web.demo_accounts import DEMO_PASSWORD, demo_accounts
from payung.web.home import greeting, tasks_of

choose_language = login_not_required(set_language)


class SignInForm(AuthenticationForm):
    """Django's own, with the words this country uses."""

    username = UsernameField(label=gettext_lazy("User name"), widget=TextInput(attrs={"autofocus": True}))
    password = CharField(
        label=gettext_lazy("Password"), strip=False, widget=PasswordInput(attrs={"autocomplete": "current-password"})
    )


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """Signing in; in the sample city the accounts are offered."""

    template_name = "web/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the accounts of a demonstration."""
        context = super().get_context_data(**kwargs)
        installation = cast(Day, self.request.clock).installation  # type: ignore[attr-defined]  # set by ClockMiddleware
        if installation is not None and installation.demo_day is not None:
            context |= {"demo_accounts": demo_accounts(), "demo_password": DEMO_PASSWORD}
        return context


class SignOut(LogoutView):
    """Signing out, by POST only."""


@allowed("home.see")
def home(request: SignedIn) -> HttpResponse:
    """What waits for me."""
    context = {"tasks": tasks_of(request.user, request.day), "greeting": greeting(request.user)}
    return render(request, "web/home.html", context)


@allowed("home.see")
def job(request: SignedIn, pk: int) -> HttpResponse:
    """The progress of background work; it survives a closed browser since it lives in the database."""
    found = _my_job(request, pk)
    if found.status == Job.Status.DONE:
        return redirect(_result_url(found))
    return render(request, "web/job.html", _page(found))


@require_GET
@allowed("home.see")
def job_progress(request: SignedIn, pk: int) -> HttpResponse:
    """The panel alone, asked for every second; once done it sends the page on to the result."""
    found = _my_job(request, pk)
    response = render(request, "components/progress_panel.html", {"job": _shown(found)})
    if found.status == Job.Status.DONE:
        response["HX-Redirect"] = _result_url(found)
    return response


@login_not_required
@require_GET
def health(_request: HttpRequest) -> HttpResponse:
    """Whether the server and its database answer, for whoever watches them."""
    waiting = Job.objects.filter(status__in=[Job.Status.WAITING, Job.Status.RUNNING]).count()
    return JsonResponse({"status": "ok", "jobs": waiting, "unsealed_events": Event.objects.filter(seal=None).count()})


def _my_job(request: SignedIn, pk: int) -> Job:
    """A job is shown to whoever asked for it."""
    found = get_object_or_404(Job, pk=pk)
    if found.asked_by != request.user.username:
        raise Http404
    return found


def _page(found: Job) -> dict[str, Any]:
    """The context of a job's page: what the work is about is its heading, where it stands is in the panel."""
    return {
        "heading": found.args.get("file_name") or _("Work for you"),
        "job": _shown(found),
        "refresh_seconds": 0 if found.is_over else 3,
    }


def _shown(found: Job) -> dict[str, Any]:
    titles = {
        "intake.receive": _("Your list is being checked"),
        "intake.screen": _("The list is being checked again"),
        "intake.import_register": _("The register is being imported"),
        "enrolment.record_answer": _("BPJS's answer is being read"),
        "enrolment.approve_decree": _("The members are being enrolled"),
        "contributions.record_receipt": _("BPJS's receipt is being read"),
    }
    states = {Job.Status.DONE: "done", Job.Status.REFUSED: "failed", Job.Status.FAILED: "failed"}
    state = states.get(Job.Status(found.status), "running")
    words = _(found.step) if found.step else _("Waiting for its turn")
    advice = ""
    if found.status == Job.Status.REFUSED:
        words = found.refusal
    elif found.status == Job.Status.FAILED:
        words = _("Something went wrong on our side. Nothing was changed.")
        advice = _("Try again; if it happens twice, tell the administrator the number of this work: %(number)s.") % {
            "number": found.pk
        }
    title = titles.get(found.kind, _("Your work is being done"))
    if state == "failed":
        title = _("This was not done")
    way_on, label = _way_on(found)
    return {
        "title": title,
        "state": state,
        "percent": found.percent,
        "words": _("Done") if state == "done" else words,
        "done_of": "",
        "advice": advice,
        "poll_url": reverse("job_progress", args=[found.pk]),
        "next_url": way_on,
        "next_label": label,
    }


def _way_on(found: Job) -> tuple[str, str]:
    """Where the page leads once the work is over, and what that button says."""
    if not found.is_over:
        return "", ""
    if found.kind == "intake.receive" and not found.result:
        return reverse("send_list"), _("Send another file")
    label = _("Show the result") if found.status == Job.Status.DONE or found.result else _("Back")
    return _result_url(found), label


_RESULT_PAGES = {
    "intake.candidatelist": "list",
    "enrolment.decree": "decree",
    "enrolment.bpjsanswer": "answer",
    "contributions.invoice": "invoice",
    "intake.registerversion": "registers",
}


# Where to go on from when a job made nothing: the page it was asked on.
_ASKED_ON = {
    "intake.receive": "send_list",
    "intake.import_register": "registers",
    "enrolment.record_answer": "record_answer",
}


def _result_url(found: Job) -> str:
    """The page of what the job made, else of what it was about."""
    part, _colon, pk = (found.result or found.subject).partition(":")
    name = _RESULT_PAGES.get(part)
    if name is None or name == "registers" or not pk.isdigit():
        return reverse(_ASKED_ON.get(found.kind, "home"))
    return reverse(name, args=[int(pk)])
