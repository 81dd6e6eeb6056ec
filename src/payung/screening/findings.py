"""How a finding is told: its sentence for whoever must fix the row, its short label, and what severities add up to."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from payung.screening.checks import BY_CODE, REJECT, REVIEW
from payung.screening.messages import N_

ACCEPTED, IN_REVIEW, REJECTED = "accepted", "review", "rejected"

Translate = Callable[[str], str]

# The list's own columns, as the sentences about cleaning name them.
COLUMN_NAMES = {
    "nik": N_("NIK"),
    "family_card": N_("family card"),
    "name": N_("name"),
    "birth_date": N_("birth date"),
    "birth_place": N_("birth place"),
    "sex": N_("sex"),
    "village": N_("kelurahan"),
    "district": N_("kecamatan"),
    "address": N_("address"),
    "neighbourhood": N_("RT/RW"),
    "occupation": N_("occupation"),
    "mother_name": N_("mother's name"),
    "phone": N_("phone"),
}

VERDICT_LABELS = {ACCEPTED: N_("Accepted"), IN_REVIEW: N_("To be checked"), REJECTED: N_("Rejected")}

_SEXES = {"L": N_("male"), "P": N_("female")}
_ISO_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_CHANGE = N_("{column}: “{before}” to “{after}”")
_SUGGESTED_VILLAGE = N_("Perhaps {suggestion} is meant.")
_SUGGESTED_NIK = N_("One person of the same name, birth date and family card is registered; compare before correcting.")


def finding_sentence(code: str, params: str | Mapping[str, Any], translate: Translate) -> str:
    """Return the sentence for a finding with its values (a mapping, or the JSON object of the findings column)."""
    values = {name: _written(value) for name, value in _read(params).items()}
    if "changes" in values:
        values["changes"] = "; ".join(_change(change, translate) for change in values["changes"])
    if "sex" in values:
        values["sex"] = translate(_SEXES.get(str(values["sex"]), "–"))
    sentence = translate(BY_CODE[code].message).format_map(_Shown(values))
    if values.get("suggestion", "–") != "–":
        sentence += " " + translate(_SUGGESTED_VILLAGE).format(suggestion=values["suggestion"])
    if values.get("suggested_count") == 1:
        sentence += " " + translate(_SUGGESTED_NIK)
    return sentence


def short_label(code: str, translate: Translate) -> str:
    """Return a few words for a code, for tables and filters."""
    return translate(BY_CODE[code].label)


class _Shown(dict[str, Any]):
    """Values for a sentence, with a dash for what is not known."""

    def __missing__(self, key: str) -> str:
        return "–"


def _read(params: str | Mapping[str, Any]) -> Mapping[str, Any]:
    return cast(Mapping[str, Any], json.loads(params)) if isinstance(params, str) else params


def _written(value: Any) -> Any:
    """A day or month the way it is written here, a dash for what is not known, anything else as it is."""
    if value is None or value == "":
        return "–"
    if isinstance(value, str) and _ISO_DAY.match(value):
        return "-".join(reversed(value.split("-")))
    return value


def _change(change: Mapping[str, str], translate: Translate) -> str:
    column = translate(COLUMN_NAMES.get(change["column"], change["column"]))
    return translate(_CHANGE).format(column=column, before=change["before"] or "", after=_written(change["after"]))


def verdict_of(severities: Iterable[str]) -> str:
    """Return what the severities of a row's findings add up to."""
    worst = set(severities)
    if REJECT in worst:
        return REJECTED
    return IN_REVIEW if REVIEW in worst else ACCEPTED
