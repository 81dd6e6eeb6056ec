"""The registration file for BPJS: one row a member, columns from a file that the city can replace."""

from collections.abc import Iterator
from datetime import date
from importlib import resources
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

from payung.enrolment.models import Decree, Membership
from payung.groundwork import sealed
from payung.groundwork.folders import data_path
from payung.groundwork.refusals import Refusal
from payung.law.contribution import confirmed_bases
from payung.law.months import Month

COLUMN_FILE = "registration_columns.yaml"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
PROGRAMMES = "JKK,JKM"
READ = (
    "person__nik_sealed",
    "person__family_card_sealed",
    "person__name",
    "person__birth_date",
    "person__sex",
    "person__address",
    "person__occupation",
    "person__village__name",
    "person__village__parent__name",
    "entry__screened_row__list_row__phone",
)
OF_THE_PERSON = frozenset({"nik", "name", "birth_date", "sex", "family_card", "phone", "address", "occupation"})
FIELDS = OF_THE_PERSON | {"number", "village", "district", "city", "base", "programmes", "month", "empty"}


class ColumnsUnusable(Refusal):
    """The city's own file of columns cannot be used."""

    sentence = _(
        "The file %(file)s in the data folder is not a list of headings and known fields. Repair or remove it."
    )


def registration_columns() -> list[tuple[str, str]]:
    """The heading and the field of each column; the data folder's file first, else ours. Raises ColumnsUnusable."""
    own = data_path() / COLUMN_FILE
    text = (
        own.read_text("utf-8")
        if own.exists()
        else resources.files("payung.enrolment").joinpath(f"data/{COLUMN_FILE}").read_text("utf-8")
    )
    try:
        columns = [(str(each["heading"]), str(each["field"])) for each in yaml.safe_load(text)]
    except (yaml.YAMLError, TypeError, KeyError):
        raise ColumnsUnusable(file=COLUMN_FILE) from None
    if not columns or any(field not in FIELDS for _heading, field in columns):
        raise ColumnsUnusable(file=COLUMN_FILE)
    return columns


def registration_rows(decree: Decree) -> Iterator[list[str]]:
    """Yield the headings, then one row of text for each open membership of the decree without a member number.

    NIK and family card are in clear: whoever calls this records why.
    """
    columns = registration_columns()
    yield [heading for heading, _field in columns]
    members = list(
        Membership.objects.filter(decree=decree, ends_on__isnull=True, member_number__isnull=True)
        .order_by("entry_id")
        .values(*READ)
    )
    niks = sealed.unseal_many((each["person__nik_sealed"] for each in members), sealed.NIK)
    same = _same_for_all(decree)
    for number, (member, nik) in enumerate(zip(members, niks, strict=True), 1):
        values = {**same, **_personal(member), "number": str(number), "nik": nik}
        yield [_harmless(values[field]) for _heading, field in columns]


def _same_for_all(decree: Decree) -> dict[str, str]:
    month = Month.of(decree.registered_on)
    return {
        "city": decree.programme.place.name,
        "base": str(confirmed_bases(month)[0]),
        "programmes": PROGRAMMES,
        "month": f"{month.number:02}-{month.year:04}",
        "empty": "",
    }


def _personal(member: dict[str, Any]) -> dict[str, str]:
    card = member["person__family_card_sealed"]
    born: date = member["person__birth_date"]
    return {
        "family_card": sealed.unseal(card, sealed.FAMILY_CARD) if card else "",
        "name": member["person__name"],
        "birth_date": f"{born.day:02}-{born.month:02}-{born.year:04}",
        "sex": member["person__sex"],
        "address": member["person__address"],
        "occupation": member["person__occupation"],
        "village": member["person__village__name"] or "",
        "district": member["person__village__parent__name"] or "",
        "phone": member["entry__screened_row__list_row__phone"] or "",
    }


def _harmless(text: str) -> str:
    """The text so that a spreadsheet takes it as text, never as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
