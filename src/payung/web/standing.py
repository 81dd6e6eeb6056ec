"""`payung standing`: what one member's family would get, for a terminal or a machine."""

import json
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.claims.standings import standing_lines, standing_of_nik
from payung.groundwork.refusals import Refusal
from payung.people.queries import written_nik


class NikMalformed(Refusal):
    """What was typed is no NIK."""

    sentence = _("A NIK has exactly 16 digits. Compare it with the identity card.")


def refuse_malformed(nik: str) -> None:
    """Raise NikMalformed unless the text has the form of a NIK."""
    if written_nik(nik) is None:
        raise NikMalformed


def is_member(nik: str, on: date) -> bool:
    """Whether somebody with this NIK is or was a member by that day."""
    return standing_of_nik(nik, on) is not None


def as_lines(nik: str, on: date) -> list[str]:
    """The standing as sentences that name nobody."""
    return standing_lines(nik, on, gettext)


def as_json_line(nik: str, on: date) -> str:
    """The standing as one JSON object; `null` where nobody with this NIK is a member."""
    found = standing_of_nik(nik, on)
    if found is None:
        return "null"
    return json.dumps(
        {
            "on": found.on.isoformat(),
            "state": found.state,
            "outcome": found.outcome.as_json(),
            "consecutive_paid_months": found.consecutive_paid_months,
            "certain_low_until": found.certain_low_until and found.certain_low_until.isoformat(),
            "certain_full_from": found.certain_full_from and found.certain_full_from.isoformat(),
        }
    )
