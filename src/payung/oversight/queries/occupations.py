"""Sorts occupations as lists write them into a few groups that a page can show. Only for figures; decides nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The first group with a word of the occupation takes it; the order matters (a buruh tani is a farmer, no day labourer).
GROUPS: tuple[tuple[str, str | Promise, str], ...] = (
    ("trade", _("Traders"), "dagang|pedagang|berdagang|jualan|berjualan|penjual|warung|pkl|asongan|kaki lima|kios"),
    ("farming", _("Farmers and fishers"), "tani|petani|pekebun|kebun|ternak|peternak|nelayan"),
    ("building", _("Building workers"), "bangunan|tukang batu|tukang kayu|tukang cat"),
    ("transport", _("Drivers and riders"), "ojek|ojol|sopir|supir|becak|angkot|kurir|kusir|pengemudi"),
    (
        "household",
        _("Household workers"),
        "asisten rumah tangga|pembantu rumah tangga|pembantu|art|prt|cuci|pengasuh|baby sitter",
    ),
    ("craft", _("Crafts and repair"), "jahit|penjahit|perajin|pengrajin|las|montir|bengkel|tukang"),
    ("street", _("Parking, waste and carrying"), "parkir|pemulung|sampah|kuli|porter"),
    ("community", _("Serving the neighbourhood"), "marbot|guru ngaji|ustadz|ustadzah|kader|posyandu|linmas|amil"),
    ("labour", _("Day labourers"), "buruh|harian|serabutan|lepas"),
)
OTHER, UNKNOWN = "other", "unknown"
LABELS: dict[str, str | Promise] = {
    **{code: label for code, label, _wanted in GROUPS},
    OTHER: _("Other work"),
    UNKNOWN: _("Not stated"),
}


@dataclass(frozen=True)
class OccupationGroup:
    """Members of one group of occupations."""

    code: str
    label: str | Promise
    members: int


def group_of(occupation: str) -> str:
    """Return the code of the group that an occupation as written belongs to."""
    words = " ".join(occupation.casefold().replace("/", " ").split())
    if not words:
        return UNKNOWN
    found = (code for code, _label, wanted in GROUPS if re.search(rf"\b({wanted})\b", words))
    return next(found, OTHER)


def grouped(counts: Iterable[tuple[str, int]]) -> tuple[OccupationGroup, ...]:
    """Add up members by group from (occupation as written, members); the largest first, unknown last."""
    members: dict[str, int] = {}
    for occupation, count in counts:
        code = group_of(occupation)
        members[code] = members.get(code, 0) + count
    order = sorted(members, key=lambda code: (code == UNKNOWN, code == OTHER, -members[code], code))
    return tuple(OccupationGroup(code, LABELS[code], members[code]) for code in order)
