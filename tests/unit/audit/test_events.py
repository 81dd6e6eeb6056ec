"""Events are written with what they tell and never changed; the chain of seals is whole or says where it breaks."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import psycopg
import pytest
from django.db import DatabaseError, connections, transaction

from database import Workshop
from payung.audit import actions
from payung.audit.actions import NOTHING_BEFORE, digest_of, event_hash, record, seal
from payung.audit.models import Event, Seal
from payung.audit.queries import events_of, latest, verification
from payung.groundwork.roles import Urls

DAY = date(2025, 11, 24)


@dataclass(frozen=True)
class Someone:
    username: str = "dewi"
    role: str = "disnaker"


def _record(subject: str = "claims.case:1", **more: object) -> Event:
    with transaction.atomic():
        return record(action="claims.award", by=Someone(), on=DAY, subject=subject, **more)  # type: ignore[arg-type]  # keywords gathered in a dict


@pytest.fixture
def as_superuser(workshop: Workshop, whole_database: Urls) -> Iterator[psycopg.Connection]:
    """Somebody who holds the server itself; triggers do not stop them, the chain must show it."""
    name = psycopg.conninfo.conninfo_to_dict(whole_database.app)["dbname"]
    with psycopg.connect(workshop.admin_url, dbname=str(name), autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        yield admin


def test_an_event_keeps_who_what_and_why_as_text(db: None) -> None:
    event = _record(reason="sudah diperiksa", data={"total": 10_000_000}, rows=2, digest=digest_of([1, 2]))
    event.refresh_from_db()
    assert (event.actor, event.actor_role, event.action, event.on) == ("dewi", "disnaker", "claims.award", DAY)
    assert (event.reason, event.data, event.rows) == ("sudah diperiksa", {"total": 10_000_000}, 2)
    assert event.digest == hashlib.sha256(b"1\n2").hexdigest()


def test_the_order_of_the_rows_is_part_of_their_digest() -> None:
    assert digest_of([1, 2]) != digest_of([2, 1])
    assert digest_of([1, 2]) != digest_of([12])


def test_an_event_outside_a_transaction_is_refused(whole_database: Urls) -> None:
    with pytest.raises(RuntimeError, match="in the transaction"):
        record(action="a.b", by=Someone(), on=DAY, subject="x:1")
    assert not Event.objects.exists()


def test_an_event_goes_with_the_transaction_that_failed(db: None) -> None:
    class FailedError(Exception):
        pass

    def act() -> None:
        with transaction.atomic():
            record(action="a.b", by=Someone(), on=DAY, subject="x:1")
            raise FailedError

    with pytest.raises(FailedError):
        act()
    assert not Event.objects.exists()


@pytest.mark.parametrize("who", ["app", "owner"])
@pytest.mark.parametrize("table", ["audit_event", "audit_seal"])
@pytest.mark.parametrize("act", ["UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_neither_the_program_nor_the_owner_of_the_table_changes_or_removes_what_is_written(
    whole_database: Urls, who: str, table: str, act: str
) -> None:
    _record()
    seal()
    column = "action = 'x'" if table == "audit_event" else "previous = 'x'"
    refused = psycopg.errors.InsufficientPrivilege if who == "app" else psycopg.errors.IntegrityConstraintViolation
    with psycopg.connect(getattr(whole_database, who)) as connection, pytest.raises(refused):
        connection.execute(act.format(table, column))
    assert (Event.objects.count(), Seal.objects.count()) == (1, 1)


def test_seals_chain_the_events_in_their_order(db: None) -> None:
    events = [_record(f"claims.case:{number}") for number in range(3)]
    assert seal() == 3
    links = list(Seal.objects.order_by("position"))
    assert [link.position for link in links] == [1, 2, 3]
    assert [link.event_id for link in links] == [event.pk for event in events]
    assert [link.previous for link in links] == [NOTHING_BEFORE, links[0].hash, links[1].hash]
    assert verification().is_whole


def test_sealing_goes_on_where_it_stopped_and_shows_what_is_not_sealed(db: None) -> None:
    for number in range(5):
        _record(f"claims.case:{number}")
    assert (seal(limit=2), seal(limit=2)) == (2, 2)
    found = verification()
    assert (found.sealed, found.unsealed, found.is_whole) == (4, 1, True)
    assert (seal(), seal()) == (1, 0)
    assert verification().unsealed == 0


def test_the_hash_of_a_link_depends_on_everything_the_event_says(db: None) -> None:
    event = Event.objects.get(pk=_record(reason="sudah diperiksa", data={"total": 1}, rows=1, digest="d").pk)
    whole = event_hash(event, NOTHING_BEFORE)
    changes = {
        "actor": "budi",
        "actor_role": "auditor",
        "action": "claims.other",
        "subject": "claims.case:2",
        "reason": "",
        "data": {"total": 2},
        "rows": 2,
        "digest": "e",
        "on": date(2025, 11, 25),
    }
    for name, changed in changes.items():
        kept = getattr(event, name)
        setattr(event, name, changed)
        assert event_hash(event, NOTHING_BEFORE) != whole, name
        setattr(event, name, kept)
    assert event_hash(event, "f" * 64) != whole
    assert event_hash(event, NOTHING_BEFORE) == whole
    fields = {field.name for field in Event._meta.fields}
    assert fields == {*changes, "id", "recorded_at"}  # a new field must be hashed too


def test_an_empty_chain_is_whole(db: None) -> None:
    found = verification()
    assert (found.sealed, found.unsealed, found.head, found.is_whole) == (0, 0, NOTHING_BEFORE, True)


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        ("UPDATE audit_event SET data = '{\"total\": 42000000}' WHERE subject = 'claims.case:1'", "link 2 "),
        (
            "UPDATE audit_event SET recorded_at = recorded_at - interval '1 day' WHERE subject = 'claims.case:2'",
            "link 3 ",
        ),
        ("UPDATE audit_seal SET hash = repeat('0', 64) WHERE position = 1", "link 1 "),
        ("UPDATE audit_seal SET previous = repeat('f', 64) WHERE position = 3", "link 3 "),
        ("DELETE FROM audit_seal WHERE position = 2", "link 2 is missing"),
        ("DELETE FROM audit_event WHERE subject = 'claims.case:1'", "link 2 is missing"),
        ("UPDATE audit_seal SET position = 9 WHERE position = 3", "link 3 is missing"),
    ],
)
def test_whoever_holds_the_server_can_tamper_but_not_unseen(
    as_superuser: psycopg.Connection, tampering: str, fault: str
) -> None:
    for number in range(3):
        _record(f"claims.case:{number}")
    seal()
    assert verification().is_whole
    as_superuser.execute(tampering)
    found = verification()
    assert not found.is_whole
    assert found.fault.startswith(fault)


def test_an_event_slipped_in_afterwards_stands_unsealed_at_the_end(as_superuser: psycopg.Connection) -> None:
    _record()
    seal()
    as_superuser.execute(
        'INSERT INTO audit_event ("on", actor, actor_role, action, subject, reason, data, digest) '
        "VALUES ('2025-01-01', 'x', 'x', 'claims.award', 'claims.case:1', '', '{}', '')"
    )
    assert verification().unsealed == 1


def test_two_sealers_at_once_make_one_chain(whole_database: Urls) -> None:
    for number in range(200):
        _record(f"claims.case:{number}")
    sealed, start = [], threading.Barrier(4)

    def sealer() -> None:
        start.wait()
        try:
            sealed.append(sum(seal(limit=20) for _round in range(20)))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=sealer) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal()
    found = verification()
    assert (found.sealed, found.unsealed, found.fault) == (200, 0, "")
    assert len(sealed) == 4
    assert sum(sealed) <= 200


def test_an_event_still_being_written_is_sealed_after_it_is_committed(whole_database: Urls) -> None:
    """A lower id that commits later than a higher one takes its place behind it, and the chain stays whole."""
    written, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                record(action="a.slow", by=Someone(), on=DAY, subject="x:1")
                written.set()
                go_on.wait()
        finally:
            connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait()
    _record("x:2")
    assert seal() == 1
    go_on.set()
    thread.join()
    assert seal() == 1
    first, second = Seal.objects.select_related("event").order_by("position")
    assert (first.event.subject, second.event.subject) == ("x:2", "x:1")
    assert first.event_id > second.event_id
    assert verification().is_whole


def test_a_sealer_that_finds_another_at_work_leaves_it_alone(whole_database: Urls) -> None:
    _record()
    with psycopg.connect(whole_database.app) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [actions.SEALER_LOCK])
        assert seal() == 0
    assert seal() == 1


def test_events_are_found_by_subject_in_their_order(db: None) -> None:
    first, _other, third = _record("claims.case:1"), _record("claims.case:2"), _record("claims.award:1")
    assert list(events_of("claims.case:1", "claims.award:1")) == [first, third]
    assert list(events_of()) == []
    assert [event.subject for event in latest(2)] == ["claims.award:1", "claims.case:2"]


def test_the_database_keeps_one_seal_for_an_event(db: None) -> None:
    event = _record()
    seal()
    with pytest.raises(DatabaseError), transaction.atomic():
        Seal.objects.create(position=2, event=event, previous="a", hash="b")
