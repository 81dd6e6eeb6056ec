"""Tells screening who is covered by this very programme, in the form of the register `covered`."""

from datetime import date, timedelta

import pyarrow as pa
from django.db.models import F, Q

from payung.enrolment.models import Membership
from payung.groundwork import sealed
from payung.intake.cover import COVERED_SCHEMA
from payung.law.months import Month


def own_members(on: date) -> pa.Table:
    """Everybody whose membership covers `on` or a later day; whoever begins later counts as covered already."""
    current = Q(ends_on__isnull=True) | Q(ends_on__gt=on) & Q(ends_on__gt=F("registered_on"))
    rows = list(
        Membership.objects.filter(current).values_list("person__nik_sealed", "payer", "registered_on", "ends_on")
    )
    this_month = Month.of(on)
    columns = {
        "nik": sealed.unseal_many((row[0] for row in rows), sealed.NIK),
        "payer": [row[1] for row in rows],
        "from_month": [str(min(Month.of(row[2]), this_month)) for row in rows],
        "to_month": [row[3] and str(Month.of(row[3] - timedelta(days=1))) for row in rows],
    }
    return pa.table(columns, schema=COVERED_SCHEMA)
