"""Every question asked of a row, as data: its code, what it does to the row, its sentence, and when the row is bad.

A check sees one attached row (`attached.py` says which columns it has) and the policy; it never sees an engine.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from payung.screening.messages import N_
from payung.screening.policy import Policy

REJECT, REVIEW, INFORM = "reject", "review", "inform"


@dataclass(frozen=True)
class Check:
    """`bad` is a boolean expression over the attached row, `params` the values its sentence names.

    `needs` are the register kinds without which the check cannot be asked at all.
    """

    code: str
    severity: str
    label: str
    message: str
    bad: Callable[[Any, Policy], Any]
    params: Callable[[Any, Policy], Mapping[str, Any]] = lambda row, policy: {}  # noqa: ARG005 - most sentences name no value
    needs: tuple[str, ...] = ()


def _is_within(code: Any, policy: Policy) -> Any:
    return _any((code + ".").startswith(f"{prefix}.") for prefix in policy.area)


def _issued_within(nik: Any, policy: Policy) -> Any:
    return _any(nik.startswith(prefix.replace(".", "")) for prefix in policy.area)


def _any(conditions: Any) -> Any:
    first, *others = conditions
    for condition in others:
        first = first | condition
    return first


def _idle_words(policy: Policy) -> str:
    words = (" ".join(re.findall(r"[a-z]+", word.lower())) for word in policy.not_working)
    return f"^({'|'.join(sorted(word for word in words if word)) or '-'})( |$)"


NIK_CHECKS = (
    Check(
        "nik.missing",
        REVIEW,
        N_("NIK missing"),
        N_("The NIK is empty. Fill in the 16 digits from the identity card."),
        bad=lambda row, _: (row.nik_problem == "missing") | (row.nik.isnull() & row.nik_problem.isnull()),
    ),
    Check(
        "nik.format",
        REVIEW,
        N_("NIK not 16 digits"),
        N_("The NIK is not 16 digits. Copy it again from the identity card."),
        bad=lambda row, _: row.nik_problem == "format",
    ),
    Check(
        "nik.truncated",
        REVIEW,
        N_("NIK cut by Excel"),
        N_("Excel cut the last digits of this NIK. Format the column as text and type the NIK again from the card."),
        bad=lambda row, _: row.nik_problem == "truncated",
        params=lambda row, _: {"suggested_count": row.suggested_count},
    ),
    Check(
        "nik.is_family_card",
        REVIEW,
        N_("Family-card number as NIK"),
        N_("This number is a family-card number, not a NIK. Fill in the NIK from the identity card."),
        bad=lambda row, _: row.is_family_card & ~row.is_confirmed,
        needs=("population",),
    ),
    Check(
        "nik.birth_mismatch",
        INFORM,
        N_("NIK and birth date differ"),
        N_("The date inside the NIK differs from the birth date column. This alone changes nothing."),
        bad=lambda row, _: (
            (row.nik_year != row.birth_date.year() % 100)
            | (row.nik_month != row.birth_date.month())
            | (row.nik_day != row.birth_date.day())
        ),
    ),
    Check(
        "nik.sex_mismatch",
        INFORM,
        N_("NIK and sex differ"),
        N_("The sex inside the NIK differs from the sex column ({sex}). This alone changes nothing."),
        bad=lambda row, _: row.nik_sex != row.sex,
        params=lambda row, _: {"sex": row.sex},
    ),
    Check(
        "nik.issued_elsewhere",
        INFORM,
        N_("NIK issued elsewhere"),
        N_("This NIK was first issued in another district. This alone changes nothing."),
        bad=lambda row, policy: ~_issued_within(row.nik_usable, policy),
    ),
    Check(
        "nik.unknown",
        REVIEW,
        N_("NIK not registered"),
        N_("This NIK is not in the population register. Compare every digit with the identity card."),
        bad=lambda row, _: row.nik_usable.notnull() & ~row.is_known,
        needs=("population",),
    ),
)

PERSON_CHECKS = (
    Check(
        "name.missing",
        REVIEW,
        N_("Name missing"),
        N_("The name is empty. Fill in the name as it stands on the identity card."),
        bad=lambda row, _: row.name.isnull() | (row.name.strip() == ""),
    ),
    Check(
        "birth_date.unreadable",
        REVIEW,
        N_("Birth date unreadable"),
        N_("The birth date is empty or cannot be read. Write it as day-month-year, for example 17-08-1975."),
        # An empty cell harms nothing where the population register says the date.
        bad=lambda row, _: (
            row.birth_date.isnull() & ((row.birth_date_given.strip() != "").fill_null(False) | row.born_on.isnull())
        ),
    ),
    Check(
        "person.mismatch",
        REVIEW,
        N_("NIK of another name"),
        N_("This NIK belongs to somebody of a clearly different name. Compare NIK and name with the identity card."),
        bad=lambda row, _: row.is_known & ~row.is_agreeing & (row.name.strip() != ""),
        needs=("population",),
    ),
    Check(
        "person.deceased",
        REJECT,
        N_("Deceased"),
        N_("Registered as deceased on {died_on}. Take this person off the list."),
        bad=lambda row, _: row.is_confirmed & (row.died_on <= row.day),
        params=lambda row, _: {"died_on": row.died_on},
        needs=("population", "deaths"),
    ),
    Check(
        "person.death_reported",
        REVIEW,
        N_("Death reported"),
        N_("A death is registered with the date {died_on}, after the day of screening. Ask the kelurahan."),
        bad=lambda row, _: row.is_confirmed & row.is_in_deaths & ((row.died_on > row.day) | row.died_on.isnull()),
        params=lambda row, _: {"died_on": row.died_on},
        needs=("population", "deaths"),
    ),
    Check(
        "age.under",
        REJECT,
        N_("Too young"),
        N_("Aged {age} on the day; the policy's lower limit is {limit}."),
        bad=lambda row, policy: row.age < policy.youngest,
        params=lambda row, policy: {"age": row.age, "limit": policy.youngest},
    ),
    Check(
        "age.over",
        REJECT,
        N_("Too old"),
        N_("Aged {age} on the day; the policy's upper limit is {limit}."),
        bad=lambda row, policy: row.age > policy.oldest,
        params=lambda row, policy: {"age": row.age, "limit": policy.oldest},
    ),
)

PLACE_CHECKS = (
    Check(
        "domicile.outside",
        REJECT,
        N_("Lives elsewhere"),
        N_("Lives outside the programme's area (place code {code})."),
        bad=lambda row, policy: ~_is_within(row.domicile, policy),
        params=lambda row, _: {"code": row.domicile},
    ),
    Check(
        "village.unknown",
        REVIEW,
        N_("Kelurahan unknown"),
        N_("The kelurahan “{village}” is not known. Write its official name and its kecamatan."),
        bad=lambda row, _: row.domicile.isnull() & row.place_how.isin(("unknown", "respelt")),
        params=lambda row, _: {"village": row.village_given, "suggestion": row.place_suggestion},
    ),
    Check(
        "village.ambiguous",
        REVIEW,
        N_("Kelurahan ambiguous"),
        N_("The kelurahan “{village}” can mean more than one place. Write its kecamatan and city."),
        bad=lambda row, _: row.domicile.isnull() & (row.place_how == "ambiguous"),
        params=lambda row, _: {"village": row.village_given},
    ),
    Check(
        "village.differs",
        INFORM,
        N_("Another kelurahan registered"),
        N_("The list says “{village}”, the population register {registered}. The register counts."),
        bad=lambda row, _: (
            row.is_confirmed
            & (row.place_how == "exact")
            & row.official_village.notnull()
            & (row.place_code != row.person_village_code)
        ),
        params=lambda row, _: {"village": row.village_given, "registered": row.official_village},
        needs=("population",),
    ),
)

MEANS_CHECKS = (
    Check(
        "decile.above",
        REJECT,
        N_("Welfare decile too high"),
        N_("Welfare decile {decile} (as of {as_of}); the policy's deciles are {deciles}."),
        bad=lambda row, policy: row.is_confirmed & row.decile.notin(policy.deciles),
        params=lambda row, policy: {
            "decile": row.decile,
            "as_of": row.decile_as_of,
            "deciles": ", ".join(map(str, policy.deciles)),
        },
        needs=("population", "welfare"),
    ),
    Check(
        "decile.unknown",
        REVIEW,
        N_("Welfare decile unknown"),
        N_("No welfare decile is registered for this person. Ask the social office to check."),
        bad=lambda row, _: row.is_confirmed & row.decile.isnull(),
        needs=("population", "welfare"),
    ),
    Check(
        "cover.wage_worker",
        REJECT,
        N_("Wage worker"),
        N_("Registered as a wage worker at {employer}; the employer pays."),
        bad=lambda row, _: row.is_confirmed & row.is_employed,
        params=lambda row, _: {"employer": row.employer},
        needs=("population", "wage_workers"),
    ),
    Check(
        "cover.civil_servant",
        REJECT,
        N_("In state service"),
        N_("In state service ({body}); covered there."),
        bad=lambda row, _: row.is_confirmed & row.is_in_service,
        params=lambda row, _: {"body": row.body},
        needs=("population", "civil_servants"),
    ),
    Check(
        "cover.already",
        REJECT,
        N_("Already covered"),
        N_("Already covered in this month; paid by: {payer}."),
        bad=lambda row, _: row.is_confirmed & row.is_covered,
        params=lambda row, _: {"payer": row.payer},
        needs=("population", "covered"),
    ),
    Check(
        "occupation.missing",
        REVIEW,
        N_("Occupation missing"),
        N_("The occupation is empty. Fill in the work this person does."),
        bad=lambda row, _: row.work.isnull() | (row.work == ""),
    ),
    Check(
        "occupation.not_working",
        REVIEW,
        N_("Not working"),
        N_("The occupation “{occupation}” means this person does not work. If the person does work, write which work."),
        bad=lambda row, policy: row.work.re_search(_idle_words(policy)),
        params=lambda row, _: {"occupation": row.occupation},
    ),
)

LIST_CHECKS = (
    Check(
        "list.duplicate",
        REJECT,
        N_("Twice in this list"),
        N_("The same person already stands in row {row} of this list; that row counts. Delete this one."),
        bad=lambda row, _: row.duplicate_of.notnull(),
        params=lambda row, _: {"row": row.duplicate_of},
    ),
    Check(
        "value.cleaned",
        INFORM,
        N_("Cleaned while reading"),
        N_("Changed while reading: {changes}."),
        bad=lambda row, _: row.cleaned_count.fill_null(0) + row.is_village_respelt.cast("int32") > 0,
        params=lambda row, _: {"village": row.respelt_village, "registered": row.official_village},
    ),
)

CHECKS = (*NIK_CHECKS, *PERSON_CHECKS, *PLACE_CHECKS, *MEANS_CHECKS, *LIST_CHECKS)
BY_CODE = {check.code: check for check in CHECKS}
