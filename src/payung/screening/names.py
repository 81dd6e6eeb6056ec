"""When do two spellings mean the same Indonesian name? Expressions over text columns, so that any engine can ask.

Titles, honorifics and degrees do not count; forms of Muhammad, Abdul, Siti and Nur are one; old spelling is new
spelling; a part that one side lacks is no disagreement. Clearly different names do not agree.
"""

from typing import Any

import ibis

# Latin letters with accents, each to the letter below it.
_ACCENTED = "àáâãäåāèéêëēìíîïīòóôõöōùúûüūñçýÿ"
_PLAIN = "aaaaaaaeeeeeiiiiioooooouuuuuncyy"

# Written around the name, or short for a part of it. Applied in this order to lower-case text.
_REWRITES = (
    (r"['’‘`´ʼ\"]|\p{M}", ""),  # Ma'ruf, Jum'at; marks that stand beside their letter
    (r",.*$", ""),  # degrees after a comma
    # S.Pd, M.M, A.Md, S.Pd.I: degrees by name, since "H. M. Ali" ends in a person's name.
    (
        r"\s[sma]\.\s?(pd|e|ei|h|hi|hum|i|kom|ag|md|sos|si|m|km|t|tp|ip|ikom|kes|kep|ked|farm|psi|gz|pt|keb|ak)"
        r"\.?(\s?i\.?)?\s*$",
        "",
    ),
    (r"[^a-z]+", " "),
    (r"^\s+|\s+$", ""),
    (r"\s(spd|spdi|se|sh|shi|mm|skom|sag|amd|ssos|msi|skm|mpd|alm|almh|almarhum|almarhumah)$", ""),
    (r"\s(bin|binti|bt|bte)\s.*$", ""),  # the father's name is not part of the registered one
    (
        r"^((h|hj|kh|k|r|rd|rr|raden|tb|tubagus|drs|dra|dr|drg|ir|prof|bapak|bpk|ibu|pak|bu|sdr|sdri|tn|ny|nn|"
        r"ust|ustad|ustadz|ustadzah|alm|almh|almarhum|almarhumah|haji|hajah|hajjah)\s)+",
        "",
    ),
    (r"\b(muh|moh|moch|mokh|mhd|md|mohd|muhd|mochd|m[ou](h|ch|kh)am+[ae]d)\b", "muhamad"),
    (r"\b(abd|abdl)\b", "abdul"),
    (r"\b(st|sti)\b", "siti"),
    (r"\bnr\b", "nur"),
)

# Old spelling and sounds written in more than one way; single letters are folded by `_SOUNDS_FROM` below.
_SPELLINGS = (
    ("oe", "u"),
    ("dj", "j"),
    ("tj", "c"),
    ("sj", "sy"),
    ("nj", "ny"),
    ("ch", "h"),
    ("kh", "h"),
    ("dh", "d"),
    ("th", "t"),
)
_SOUNDS_FROM = "yfvqz"
_SOUNDS_TO = "ippkj"
_DOUBLED = "abdeghiklmnoprstu"


def folded(name: Any) -> Any:
    """Return the parts of a name that matter, lower case, one space between them; '' where nothing is left."""
    text = name.lower().translate(_ACCENTED, _PLAIN)
    for pattern, replacement in _REWRITES:
        text = text.re_replace(pattern, replacement)
    for old, new in _SPELLINGS:
        text = text.replace(old, new)
    return text.translate(_SOUNDS_FROM, _SOUNDS_TO).strip()


def with_agreement(pairs: Any, one: str, other: str) -> Any:
    """Return `pairs` with two boolean columns: `agrees` (the same name, as far as one can tell) and `same`.

    `same` is narrower: equal once folded, spaces aside. Both are false where a name is null or empty. Names equal but
    for case are not folded, because most are.
    """
    left, right = pairs[one], pairs[other]
    alike = ((left.upper() == right.upper()) & (left.strip() != "")).fill_null(False)
    differing = left.notnull() & right.notnull() & ~alike
    table = pairs.mutate(
        _alike=alike,
        _one=ibis.ifelse(differing, folded(left), None),
        _other=ibis.ifelse(differing, folded(right), None),
    )
    table = table.mutate(
        _one_whole=_in_one(table._one),
        _other_whole=_in_one(table._other),
        _one_parts=table._one.split(" "),
        _other_parts=table._other.split(" "),
    )
    same = (table._one_whole == table._other_whole) & (table._one_whole != "")
    close = same | _respaced(table) | _same_parts(table)
    kept = {name: table[name] for name in pairs.columns}
    return table.select(**kept, agrees=table._alike | close.fill_null(False), same=table._alike | same.fill_null(False))


def _in_one(name: Any) -> Any:
    """A folded name without its spaces, doubled letters written once."""
    text = name.replace(" ", "")
    for letter in _DOUBLED:
        text = text.replace(letter * 2, letter)
    return text


def _respaced(table: Any) -> Any:
    """Spaces were lost or added, perhaps with a slip of one letter, or the one stands at an end of the other."""
    one, other = table._one_whole, table._other_whole
    shorter = ibis.least(one.length(), other.length())
    respaced = table._one_parts.length() != table._other_parts.length()
    at_an_end = one.startswith(other) | one.endswith(other) | other.startswith(one) | other.endswith(one)
    return respaced & (shorter >= 6) & (at_an_end | (one.levenshtein(other) <= 1))


def _same_parts(table: Any) -> Any:
    """Every part of the shorter name is found in the other, and at least one of them is more than an initial."""
    one, other = table._one_parts, table._other_parts
    one_in_other = _all_found(one, other) & _one_found(one, other)
    other_in_one = _all_found(other, one) & _one_found(other, one)
    return ibis.cases(
        (one.length() < other.length(), one_in_other),
        (one.length() > other.length(), other_in_one),
        else_=one_in_other & other_in_one,
    )


def _all_found(parts: Any, among: Any) -> Any:
    lost = parts.filter(lambda part: among.filter(lambda candidate: _part_agrees(part, candidate)).length() == 0)
    return lost.length() == 0


def _one_found(parts: Any, among: Any) -> Any:
    found = parts.filter(
        lambda part: (
            among.filter(
                lambda candidate: (part.length() >= 3) & (candidate.length() >= 3) & _part_agrees(part, candidate)
            ).length()
            > 0
        )
    )
    return found.length() > 0


def _part_agrees(one: Any, other: Any) -> Any:
    shorter = ibis.least(one.length(), other.length())
    begins = one.startswith(other) | other.startswith(one)
    slips = one.levenshtein(other)
    starts = one.substr(0, 1), other.substr(0, 1)
    same_start = (starts[0] == starts[1]) | (starts[0].isin(("i", "j")) & starts[1].isin(("i", "j")))  # Jusuf, Yusuf
    lengthened = one.length() != other.length()  # a letter lost or doubled: Ani, Anni
    return (
        (one == other)
        | (begins & ((shorter == 1) | (shorter >= 3)))
        | (((shorter >= 4) | ((shorter == 3) & lengthened)) & (slips <= 1) & (same_start | (shorter >= 6)))
        | ((shorter >= 8) & (slips <= 2))
    )
