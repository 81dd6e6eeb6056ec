"""The kinds of rows planted in the lists: whom each takes from the city and which verdict it must get.

How a kind is written into the workbook is another question (see writing.py).
"""

from dataclasses import dataclass

ACCEPTED, REVIEW, REJECTED = "accepted", "review", "rejected"


@dataclass(frozen=True)
class Kind:
    """One kind of row. `who` names the people it is drawn from; `code` is the finding that must be among the row's."""

    who: str
    verdict: str
    code: str | None = None
    is_repairable: bool = False

    @property
    def eligible(self) -> bool:
        """Whether these people may become members: at once, or once their number is repaired."""
        return self.verdict == ACCEPTED or self.is_repairable


# The order is the order in which people are taken: the rare ones first.
KINDS: dict[str, Kind] = {
    "turned_18": Kind("turned_18", ACCEPTED),
    "turns_18": Kind("turns_18", REJECTED, "age.under"),
    "turned_65": Kind("turned_65", REJECTED, "age.over"),
    "birth_mismatch": Kind("birth_mismatch", ACCEPTED, "nik.birth_mismatch"),
    "cover_ended": Kind("cover_ended", ACCEPTED),
    "decile_fell": Kind("decile_fell", ACCEPTED),
    "decile_rose": Kind("decile_rose", REJECTED, "decile.above"),
    "apostrophe": Kind("apostrophe", ACCEPTED),
    "muhammad_form": Kind("muhammad_name", ACCEPTED),
    "issued_elsewhere": Kind("issued_elsewhere", ACCEPTED, "nik.issued_elsewhere"),
    "person_mismatch": Kind("has_neighbour", REVIEW, "person.mismatch"),
    "name_part_missing": Kind("three_words", ACCEPTED),
    "name_typo": Kind("long_name", ACCEPTED),
    "old_village": Kind("respelt_village", ACCEPTED),
    "nik_is_card": Kind("own_card", REVIEW, "nik.is_family_card"),
    "truncated": Kind("eligible", REVIEW, "nik.truncated", is_repairable=True),
    "scientific": Kind("eligible", REVIEW, "nik.truncated", is_repairable=True),
    "truncated_no_card": Kind("eligible", REVIEW, "nik.truncated"),
    "truncated_other_card": Kind("eligible", REVIEW, "nik.truncated"),
    "truncated_no_birth": Kind("eligible", REVIEW, "nik.truncated"),
    "name_spaces": Kind("two_words", ACCEPTED, "value.cleaned"),
    "name_title": Kind("eligible", ACCEPTED),
    "nik_spaced": Kind("eligible", ACCEPTED, "value.cleaned"),
    "nik_number": Kind("eligible", ACCEPTED),
    "nik_letter": Kind("eligible", ACCEPTED, "value.cleaned"),
    "sex_slip": Kind("eligible", ACCEPTED, "nik.sex_mismatch"),
    "village_typo": Kind("eligible", ACCEPTED),
    "village_blank": Kind("eligible", ACCEPTED),
    "deceased": Kind("deceased", REJECTED, "person.deceased"),
    "age_under": Kind("age_under", REJECTED, "age.under"),
    "age_over": Kind("age_over", REJECTED, "age.over"),
    "outside": Kind("outside", REJECTED, "domicile.outside"),
    "decile_above": Kind("decile_above", REJECTED, "decile.above"),
    "wage_worker": Kind("wage_worker", REJECTED, "cover.wage_worker"),
    "civil_servant": Kind("civil_servant", REJECTED, "cover.civil_servant"),
    "covered": Kind("covered", REJECTED, "cover.already"),
    "death_later": Kind("death_later", REVIEW, "person.death_reported"),
    "decile_unknown": Kind("decile_unknown", REVIEW, "decile.unknown"),
    "nik_missing": Kind("eligible", REVIEW, "nik.missing"),
    "nik_length": Kind("eligible", REVIEW, "nik.format"),
    "nik_unknown": Kind("eligible", REVIEW, "nik.unknown"),
    "name_missing": Kind("eligible", REVIEW, "name.missing"),
    "birth_unreadable": Kind("eligible", REVIEW, "birth_date.unreadable"),
    "village_unknown": Kind("eligible", REVIEW, "village.unknown"),
    "occupation_missing": Kind("eligible", REVIEW, "occupation.missing"),
    "not_working": Kind("eligible", REVIEW, "occupation.not_working"),
    "plain": Kind("eligible", ACCEPTED),
    # Of people already taken: a row of this list, or a member by the list before.
    "duplicate": Kind("listed", REJECTED, "list.duplicate"),
    "already_member": Kind("member", REJECTED, "cover.already"),
}
