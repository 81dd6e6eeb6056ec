"""The groups of heirs in words, and the documents of each claimant. Decides nobody's right."""

from payung.law.messages import N_
from payung.law.sentences import Sentence, sentence

GROUPS = {
    "spouse_or_child": N_("The widow, the widower or the child comes first."),
    "straight_line": N_(
        "Without spouse and child: relatives in the straight line up and down to the second degree, that is parents, "
        "grandchildren and grandparents."
    ),
    "siblings": N_("Without spouse, child and relatives in the straight line: the full brothers and sisters."),
    "parents_in_law": N_("Without all nearer relatives: the parents-in-law."),
    "will": N_("Without any relative of the list: the person named in the member's will."),
    "court": N_("Without anybody of the list: the person whom a court has determined to be the heir."),
    "burial": N_("Nobody inherits: the funeral cost goes to whoever arranged the burial."),
}
_EVERYBODY = (
    N_("the claim form"),
    N_("the member's participant card (KPJ)"),
    N_("the identity cards (KTP) of the member and of the claimant"),
    N_("the family card (KK)"),
    N_("the death certificate (akta kematian) from the authorised official"),
    N_("the heirs' certificate (surat keterangan ahli waris) from the authorised official"),
    N_("a bank account in the claimant's own name"),
)
_MARRIAGE = N_("the marriage book (buku nikah)")
_GUARDIAN = N_("the guardian's papers: name, NIK, telephone or e-mail, and relation to the child")
_PERHAPS_GUARDIAN = N_("the child's day of birth; below the age of majority also the guardian's papers")
_DEED = N_("the will as a notarial deed (akta notaris)")
_COURT = N_("the determination of the court (penetapan pengadilan)")
_BURIAL = N_("proof of having arranged the burial")


def documents_of(relation: str, needs_guardian: bool | None, is_adopted_or_step: bool) -> tuple[Sentence, ...]:
    """Return the papers that a claimant of this relation must bring."""
    found = list(_EVERYBODY)
    if relation == "spouse":
        found.append(_MARRIAGE)
    if relation == "named_in_will":
        found.append(_DEED)
    if relation == "by_court" or is_adopted_or_step:
        found.append(_COURT)
    if relation == "arranged_burial":
        found = [each for each in found if "heirs' certificate" not in each] + [_BURIAL]
    if needs_guardian is None:
        found.append(_PERHAPS_GUARDIAN)
    elif needs_guardian:
        found.append(_GUARDIAN)
    return tuple(sentence(each) for each in found)


def group_words(group: str, members_count: int) -> tuple[Sentence, ...]:
    """Return why this group inherits, how several share, and how certain the order is."""
    words = [sentence(GROUPS[group])]
    if members_count > 1:
        text = N_(
            "{number} people may claim together; BPJS Ketenagakerjaan pays on the heirs' certificate, often to one of "
            "them by power of attorney (certainty medium). How they divide it among themselves is not decided here."
        )
        words.append(sentence(text, number=members_count))
    text = N_(
        "The order was seen in the rules for construction and for migrant workers and on the official form; for "
        "members who are no wage recipients its article was not seen."
    )
    return (*words, sentence(text))


def rest_words(has_burial: bool) -> tuple[Sentence, ...]:
    """Return what happens where nobody inherits."""
    words = [
        sentence(
            N_(
                "Nobody inherits: the lump sum and the periodic benefit go to the Social Security Fund (Dana Jaminan "
                "Sosial)."
            )
        )
    ]
    if has_burial:
        return (sentence(GROUPS["burial"]), *words)
    return (*words, sentence(N_("Who arranged the burial is not known; that person may claim the funeral cost.")))
