"""A process that is killed while it enrols leaves everything as it was; the next attempt does it whole."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date

import psycopg
import pytest
from django.db import connection

from payung.audit.models import Event
from payung.enrolment import actions, synthetic
from payung.enrolment.models import Decree, Membership
from payung.groundwork.roles import Urls
from payung.people.models import Person

DAY = date(2025, 9, 10)
SIZE = 400
APPROVE = """
from datetime import date
from payung.groundwork import connections
connections.prepare()
import django
django.setup()
from payung.accounts.models import User
from payung.enrolment.actions import approve_decree
from payung.enrolment.models import Decree
approve_decree(decree=Decree.objects.get(), by=User.objects.get(username="approver"), on=date(2025, 9, 10))
"""


@pytest.mark.parametrize("table", ["people_person", "enrolment_membership", "audit_event"])
def test_enrolling_is_whole_or_absent_when_the_process_is_killed(whole_database: Urls, table: str) -> None:
    who = synthetic.cast()
    decree = actions.prepare_decree(
        number="463/1",
        title="T",
        payer="city",
        registered_on=DAY,
        lists=[synthetic.approved_list(who, SIZE)],
        by=who.officer,
        on=DAY,
    )
    actions.submit_decree(decree=decree, by=who.officer, on=DAY)
    with psycopg.connect(whole_database.owner) as owner:
        owner.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")  # the action waits here, in its midst
        with subprocess.Popen(
            [sys.executable, "-c", APPROVE], env={**os.environ, "DJANGO_SETTINGS_MODULE": "payung.web.settings"}
        ) as process:
            wait_until_it_waits(table)
            process.send_signal(signal.SIGKILL)
        owner.rollback()
    until_nobody_works()
    decree.refresh_from_db()
    assert decree.status == Decree.Status.SUBMITTED
    assert not Membership.objects.exists()
    assert not Person.objects.exists()
    assert not Event.objects.filter(action="enrolment.approve_decree").exists()
    actions.approve_decree(decree=decree, by=who.approver, on=DAY)
    assert Membership.objects.count() == Person.objects.count() == SIZE


def wait_until_it_waits(table: str) -> None:
    statement = (
        "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE c.relname = %s AND NOT l.granted"
    )
    waited = until(lambda: count(statement, [table]) > 0)
    assert waited, "the other process never came to the table"


def until_nobody_works() -> None:
    statement = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND backend_type = 'client backend' AND state <> 'idle'"
    )
    assert until(lambda: count(statement, []) == 0), "the killed process's session lives on"


def until(is_true: Callable[[], bool], seconds: float = 60.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_true():
            return True
        time.sleep(0.05)
    return False


def count(statement: str, values: list[str]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0])
