"""Writes events and seals them into the chain."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from django.db import connection, transaction

from payung.audit.models import Event, Seal

SEALER_LOCK = 7_018_001  # the advisory lock that keeps sealers one at a time
NOTHING_BEFORE = "0" * 64


class Actor(Protocol):
    """Whoever did it: the name and the role are copied as text."""

    @property
    def username(self) -> str: ...
    @property
    def role(self) -> str: ...


def record(
    *,
    action: str,
    by: Actor,
    on: date,
    subject: str,
    reason: str = "",
    data: dict[str, Any] | None = None,
    rows: int | None = None,
    digest: str = "",
) -> Event:
    """Write one event in the caller's transaction; `data` holds counts, ids and amounts, never a personal value."""
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the transaction of what it tells")
    return Event.objects.create(
        action=action,
        actor=by.username,
        actor_role=by.role,
        on=on,
        subject=subject,
        reason=reason,
        data=data or {},
        rows=rows,
        digest=digest,
    )


def digest_of(ids: Iterable[int | str]) -> str:
    """SHA-256 in hex over ids in the order given, one a line."""
    return hashlib.sha256("\n".join(str(each) for each in ids).encode()).hexdigest()


def event_hash(event: Event, previous: str) -> str:
    """The hash of a link: everything the event says, and the hash of the link before."""
    content = {
        "id": event.pk,
        "recorded_at": event.recorded_at.isoformat(),
        "on": event.on.isoformat(),
        "actor": event.actor,
        "actor_role": event.actor_role,
        "action": event.action,
        "subject": event.subject,
        "reason": event.reason,
        "data": event.data,
        "rows": event.rows,
        "digest": event.digest,
        "previous": previous,
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def seal(*, limit: int = 10_000) -> int:
    """Chain committed events that no seal holds yet, oldest first; returns how many. One sealer at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    last = Seal.objects.order_by("-position").first()
    position, previous = (last.position, last.hash) if last else (0, NOTHING_BEFORE)
    links = []
    for event in Event.objects.filter(seal__isnull=True).order_by("pk")[:limit]:
        position, own = position + 1, event_hash(event, previous)
        links.append(Seal(position=position, event=event, previous=previous, hash=own))
        previous = own
    Seal.objects.bulk_create(links)
    return len(links)
