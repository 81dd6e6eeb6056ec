"""Background work: one at a time for a subject, whole or not at all, seen from outside, taken up after a kill."""

import threading
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import close_old_connections, connection, connections, transaction

from payung.audit.actions import record
from payung.audit.models import Event
from payung.groundwork import jobs
from payung.groundwork.jobs import AlreadyRunning, Progress, ask, handles, resume, run_job
from payung.groundwork.models import Job
from payung.groundwork.refusals import Refusal
from payung.groundwork.roles import Urls


class Clerk:
    username, role = "petugas", "disnaker"


class NotThis(Refusal):
    sentence = "Tidak bisa hari ini."


@pytest.fixture(autouse=True)
def own_kinds() -> Iterator[None]:
    """Kinds of work that exist in these tests only."""
    before = dict(jobs._handlers)
    yield
    jobs._handlers.clear()
    jobs._handlers.update(before)


def _ask(kind: str, subject: str = "test:1") -> Job:
    return ask(kind=kind, subject=subject, by="petugas", args={})


def _write(subject: str) -> None:
    record(action="test.act", by=Clerk(), on=date(2025, 9, 2), subject=subject)


def test_the_same_work_on_the_same_subject_waits_for_the_first(db: None) -> None:
    handles("test.quick")(lambda _job, _progress: None)
    first = _ask("test.quick")
    with pytest.raises(AlreadyRunning):
        _ask("test.quick")
    _ask("test.quick", "test:2")
    run_job(first.pk)
    assert _ask("test.quick").pk != first.pk


def test_work_that_was_done_is_not_done_again(db: None) -> None:
    done = []
    handles("test.count")(lambda job, _progress: done.append(job.pk))
    job = _ask("test.count")
    run_job(job.pk)
    run_job(job.pk)
    job.refresh_from_db()
    assert (done, job.status, job.percent) == ([job.pk], Job.Status.DONE, 100)


def test_a_refusal_is_kept_for_whoever_asked_and_nothing_else_is(db: None) -> None:
    def refuse(_job: Job, _progress: Progress) -> None:
        _write("test:refused")
        raise NotThis

    handles("test.refuse")(refuse)
    job = _ask("test.refuse")
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.refusal) == (Job.Status.REFUSED, "Tidak bisa hari ini.")
    assert not Event.objects.filter(subject="test:refused").exists()


def test_a_sentence_that_is_returned_refuses_and_keeps_what_was_written(db: None) -> None:
    def refuse(_job: Job, _progress: Progress) -> str:
        _write("test:said")
        return "Berkas tidak terbaca."

    handles("test.say")(refuse)
    job = _ask("test.say")
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.refusal) == (Job.Status.REFUSED, "Berkas tidak terbaca.")
    assert Event.objects.filter(subject="test:said").exists()


def test_failed_work_leaves_nothing_and_tells_the_log_no_value(db: None, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_job: Job, _progress: Progress) -> None:
        _write("test:failed")
        raise ValueError("3271011505900001")

    handles("test.fail")(fail)
    job = _ask("test.fail")
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.refusal) == (Job.Status.FAILED, "")
    assert not Event.objects.filter(subject="test:failed").exists()
    assert "ValueError" in caplog.text
    assert "3271011505900001" not in caplog.text
    assert _ask("test.fail").pk != job.pk


def test_progress_is_seen_from_outside_while_the_work_is_not_yet_committed(whole_database: Urls) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def slow(_job: Job, progress: Progress) -> None:
        _write("test:slow")
        progress("Storing the rows", 40, 100)
        reached.set()
        assert go_on.wait(30)

    handles("test.slow")(slow)
    job = _ask("test.slow")
    worker = threading.Thread(target=_run, args=(job.pk,))
    worker.start()
    try:
        assert reached.wait(30)
        seen = Job.objects.get(pk=job.pk)
        assert (seen.status, seen.step, seen.percent) == (Job.Status.RUNNING, "Storing the rows", 40)
        assert not Event.objects.filter(subject="test:slow").exists()
    finally:
        go_on.set()
        worker.join()
    assert Job.objects.get(pk=job.pk).status == Job.Status.DONE
    assert Event.objects.filter(subject="test:slow").exists()


def test_progress_after_the_result_was_noted_does_not_wait_for_itself(whole_database: Urls) -> None:
    def note_then_tell(job: Job, progress: Progress) -> None:
        Job.objects.filter(pk=job.pk).update(result="test:9")
        progress("Storing the rows", 1, 2)

    handles("test.note")(note_then_tell)
    job = _ask("test.note")
    worker = threading.Thread(target=_run, args=(job.pk,), daemon=True)
    worker.start()
    worker.join(20)
    assert not worker.is_alive()
    assert Job.objects.get(pk=job.pk).result == "test:9"


def test_progress_is_written_a_few_times_a_second_only(
    whole_database: Urls, django_assert_max_num_queries: Any
) -> None:
    job = Job.objects.create(kind="test.rows", subject="test:1", asked_by="petugas")
    tell = Progress(job.pk)
    with django_assert_max_num_queries(4, connection=connections["progress"]):
        for done in range(1, 5000):
            tell("Storing the rows", done, 5000)


def test_what_a_killed_process_left_is_queued_again_once(whole_database: Urls) -> None:
    done = []
    handles("test.again")(lambda job, _progress: done.append(job.pk))
    job = _ask("test.again")
    with connection.cursor() as cursor:  # as a killed worker leaves it
        cursor.execute("UPDATE groundwork_job SET status = 'running'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    assert resume() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs ORDER BY id")
        assert [status for (status,) in cursor.fetchall()] == ["failed", "todo"]
    run_job(job.pk)
    assert done == [job.pk]
    assert resume() == 0


def test_work_goes_on_after_the_server_closed_its_connection(whole_database: Urls) -> None:
    handles("test.quick")(lambda _job, _progress: None)
    job = _ask("test.quick")
    connection.ensure_connection()
    with connections["progress"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    run_job(job.pk)
    assert Job.objects.get(pk=job.pk).status == Job.Status.DONE


def _run(job_id: int) -> None:
    try:
        run_job(job_id)
    finally:
        close_old_connections()
        connections.close_all()


def test_work_asked_for_in_a_transaction_that_is_undone_never_starts(whole_database: Urls) -> None:
    handles("test.quick")(lambda _job, _progress: None)
    with transaction.atomic():
        _ask("test.quick")
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert resume() == 0
