"""A worker that is killed in the middle of a list leaves nothing half; the next one does the work, once."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from django.db import connections

from payung.accounts.models import Role, User
from payung.audit.actions import seal
from payung.audit.models import Event
from payung.audit.queries import verification
from payung.demo.city import City, build_city
from payung.demo.plan import small_plan
from payung.enrolment import synthetic
from payung.enrolment.actions import prepare_decree, submit_decree
from payung.enrolment.models import Decree, Membership
from payung.groundwork.folders import results_folder, uploads_folder
from payung.groundwork.jobs import ask
from payung.groundwork.models import Job
from payung.groundwork.roles import Urls
from payung.intake.actions.files import incoming_folder
from payung.intake.actions.registers import import_register
from payung.intake.models import CandidateList, ListRow, Programme, RegisterVersion, ScreenedRow, Screening
from payung.people.models import Person
from payung.places.models import Place

DAY = date(2025, 9, 2)
MOMENTS = 4  # how often the worker is killed
WAIT = 90  # seconds


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """Few people, but a list of some four thousand rows, which takes about a second to store and screen."""
    plan = small_plan(people=30_000)
    longer = replace(plan.september, counts={**plan.september.counts, "plain": 4_000})
    return build_city(tmp_path_factory.mktemp("city"), replace(plan, september=longer))


@dataclass
class Desk:
    """What the test needs to ask for work."""

    officer: User
    programme: Programme
    upload: Path

    def queue(self) -> Job:
        args = {
            "programme": self.programme.pk,
            "sender": "Disnaker",
            "path": str(self.upload),
            "file_name": "usulan.xlsx",
            "by": self.officer.pk,
            "on": DAY.isoformat(),
            "area": None,
            "screen": True,
        }
        return ask(kind="intake.receive", subject="intake.file:test", by=self.officer.username, args=args)


@pytest.fixture
def desk(whole_database: Urls, city: City) -> Iterator[Desk]:
    place = Place.objects.create(code="32.71", level=2, name="KOTA BOGOR")
    officer = User.objects.create(username="petugas", full_name="Petugas", role=Role.DISNAKER, password="!")
    for kind in RegisterVersion.Kind.values:
        path = city.registers / f"{kind}.parquet"
        import_register(kind=kind, path=path, as_of=date(2025, 8, 31), source="Uji", by=officer, on=DAY)
    programme = Programme.objects.create(code="bogor", name="Pekerja rentan", place=place)
    upload = incoming_folder() / "hard-stop"
    shutil.copyfile(city.september_list, upload)
    yield Desk(officer, programme, upload)
    upload.unlink(missing_ok=True)


@contextmanager
def _worker() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", "payung.web.work"], env=os.environ.copy())
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=30)


def _until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + WAIT
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def _is_over(job: Job) -> bool:
    return Job.objects.get(pk=job.pk).is_over


def _is_running(job: Job) -> bool:
    return Job.objects.get(pk=job.pk).status == Job.Status.RUNNING


def _backends_are_gone() -> bool:
    """Whether the killed worker's own connections have ended, its transaction rolled back."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
        )
        return bool(cursor.fetchone()[0] == 0)


def _assert_nothing_half() -> None:
    """Either no list at all, or one whole with its verdicts."""
    lists = list(CandidateList.objects.all())
    if not lists:
        assert ListRow.objects.count() == ScreenedRow.objects.count() == Screening.objects.count() == 0
        assert not Event.objects.filter(action__in=["intake.receive", "intake.screen"]).exists()
        return
    (found,) = lists
    assert found.status == CandidateList.Status.SCREENED
    assert found.rows.count() == found.row_count == found.screening.rows.count()


def _kill_at_random_moments(job: Job, assert_nothing_half: Callable[[], None], longest: float) -> None:
    """Kill workers while they do `job`, looking at the database each time; then let one finish it."""
    chance = random.Random(20251124)  # noqa: S311 - a moment, no secret
    killed_in_the_middle = 0
    for _turn in range(MOMENTS):
        with _worker() as process:
            _until(lambda: _is_running(job) or _is_over(job), "the worker starts")
            time.sleep(chance.uniform(0.02, longest))
            killed_in_the_middle += _is_running(job)
            process.send_signal(signal.SIGKILL)
            process.wait()
        _until(_backends_are_gone, "the server rolls back")
        assert_nothing_half()
    assert killed_in_the_middle >= 1
    with _worker():
        _until(lambda: _is_over(job), "the work is done")
    done = Job.objects.get(pk=job.pk)
    assert (done.status, done.refusal) == (Job.Status.DONE, "")
    assert_nothing_half()
    seal()
    assert verification().is_whole


def _assert_enrolled_whole_or_not_at_all() -> None:
    decree = Decree.objects.get()
    in_force = decree.status == Decree.Status.APPROVED
    assert in_force or decree.status == Decree.Status.SUBMITTED
    people = decree.member_count if in_force else 0
    assert Membership.objects.count() == Person.objects.count() == people
    assert Event.objects.filter(action="enrolment.approve_decree").count() == int(in_force)


def test_a_list_whose_worker_is_killed_is_never_half_and_comes_in_once(desk: Desk) -> None:
    job = desk.queue()
    _kill_at_random_moments(job, _assert_nothing_half, 1.2)
    job.refresh_from_db()
    assert job.result == f"intake.candidatelist:{CandidateList.objects.get().pk}"
    assert Event.objects.filter(action="intake.receive").count() == 1
    assert Event.objects.filter(action="intake.screen").count() == 1
    assert not desk.upload.exists()
    assert not [*uploads_folder().glob("*.partial"), *results_folder().glob("*.partial")]


def test_a_decree_whose_worker_is_killed_enrols_everybody_once(whole_database: Urls) -> None:
    who = synthetic.cast()
    chosen = synthetic.approved_list(who, 6_000)
    decree = prepare_decree(
        number="463/1",
        title="Pekerja rentan",
        payer="city",
        registered_on=DAY,
        lists=[chosen],
        by=who.officer,
        on=DAY,
    )
    submit_decree(decree=decree, by=who.officer, on=DAY)
    args = {"decree": decree.pk, "by": who.approver.pk, "on": DAY.isoformat()}
    subject = f"enrolment.decree:{decree.pk}"
    job = ask(kind="enrolment.approve_decree", subject=subject, by=who.approver.username, args=args)
    _kill_at_random_moments(job, _assert_enrolled_whole_or_not_at_all, 0.6)
    assert Membership.objects.count() == 6_000
