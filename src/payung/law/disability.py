"""What a partial disability is worth: the schedule of percentages, its units, ranges and disputed rows.

Works in tenths of a percent, so that no fraction appears.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from payung.law.accident_facts import Loss
from payung.law.given import UnusableFact
from payung.law.loss_names import LOSS_NAMES
from payung.law.messages import N_
from payung.law.outcome import AwardLine
from payung.law.parameters import DatedValue, Row, Table, parameter, table
from payung.law.parts import Choice, Part, Reading
from payung.law.sentences import Sentence, sentence

_HUNDRED = 100
_THOUSAND = 100 * 10
_ORDER = ("low", "medium", "high")
_SIDES = {"right_": "left_", "left_": "right_"}
_SCHEDULE_SOURCE = N_("schedule of percentages, PP 44/2015 and PP 82/2019, Lampiran III")
PRINTED = Reading("V", N_("the percentage printed in the newer tables"), _SCHEDULE_SOURCE)
PRINTED_ELSEWHERE = Reading("W", N_("the percentage printed in older tables"), _SCHEDULE_SOURCE)
COMPLETE_STEPS = Reading("H", N_("steps of the loss count only when they are complete"), _SCHEDULE_SOURCE)
BEGUN_STEPS = Reading("I", N_("a step of the loss that has begun counts as a whole one"), _SCHEDULE_SOURCE)


@dataclass(frozen=True)
class Weight:
    """What one loss counts: tenths of a percent, times the percentage of the function lost."""

    per_thousand: int
    function: int
    reading: Reading | None


def disability_part(losses: Sequence[Loss], base: int, day: date, left_handed: bool, is_functional: bool) -> Part:
    """Return the line `disability` of one or several partial losses.

    Raises UnusableFact for a loss that no row of the schedule has.
    """
    schedule = table("disability_schedule")
    rows = [_row(schedule, loss, day, left_handed) for loss in losses]
    weights = [_weights(row, loss, schedule, is_functional) for row, loss in zip(rows, losses, strict=True)]
    missing = tuple(dict.fromkeys(name for _, names in weights for name in names))
    months, cap = parameter("accident_benefit_months").on(day), parameter("several_losses_cap").on(day)
    choices = []
    for chosen in product(*(each for each, _ in weights)):
        readings = tuple(weight.reading for weight in chosen if weight.reading is not None)
        line = _line(chosen, rows, base, months, cap)
        choices.append(Choice((line,), readings))
    used = [months, *(row.dated for row in rows if row is not None), *([cap] if len(rows) > 1 else [])]
    words = [*_row_words(rows, losses, left_handed), *([_several_words(cap)] if len(rows) > 1 else [])]
    return Part(tuple(choices), tuple(words), missing, used=tuple(used))


def own_row(code: str, left_handed: bool) -> str:
    """Return the row of the schedule for a loss; for a left-handed worker right and left change places."""
    for side, other in _SIDES.items():
        if left_handed and code.startswith(side):
            return other + code.removeprefix(side)
    return code


def visual_efficiency_lost(better: int, worse: int) -> int:
    """Return the percentage of visual efficiency lost with both eyes: 100 less (3 x better + worse) / 4.

    The formula is recalled, certainty medium; a part of a percent is dropped.
    """
    return _HUNDRED - (3 * better + worse) // 4


def _row(schedule: Table, loss: Loss, day: date, left_handed: bool) -> Row | None:
    if loss.code is None:
        return None
    row = schedule.row(own_row(loss.code, left_handed), day)
    if row is None:
        raise UnusableFact(N_("{fact} must be one of: {names}."), fact="loss", names=list(schedule.codes))
    return row


def _weights(row: Row | None, loss: Loss, schedule: Table, is_functional: bool) -> tuple[list[Weight], list[str]]:
    """Return the possible weights of one loss and the facts without which there are several."""
    if row is None:
        known = [each.dated.value for each in schedule.rows]
        return [Weight(each, _HUNDRED, None) for each in (min(known), max(known))], ["loss"]
    missing: list[str] = []
    functions = [_HUNDRED if loss.function_lost is None else loss.function_lost]
    if is_functional and loss.function_lost is None:
        functions, missing = [0, _HUNDRED], ["function_lost"]
    values, lacks = _values(row, loss)
    return [Weight(value, each, reading) for each in functions for value, reading in values], missing + lacks


def _values(row: Row, loss: Loss) -> tuple[list[tuple[int, Reading | None]], list[str]]:
    value = row.dated.value
    extent = loss.extent if loss.eyes is None else visual_efficiency_lost(*loss.eyes)
    if row.others:
        return [(value, PRINTED), *((other, PRINTED_ELSEWHERE) for other in row.others)], []
    if row.up_to is not None:
        return _within(row, row.up_to, extent)
    if row.per is None:
        return [(value, None)], []
    if extent is None:
        most = parameter("several_losses_cap").on(row.dated.starts_on).value
        return [(value, None), (most, None)], ["extent"]
    whole, rest = divmod(extent, row.per)
    if not rest:
        return [(value * whole, None)], []
    return [(value * whole, COMPLETE_STEPS), (value * (whole + 1), BEGUN_STEPS)], []


def _within(row: Row, up_to: int, extent: int | None) -> tuple[list[tuple[int, Reading | None]], list[str]]:
    if extent is None:
        return [(row.dated.value, None), (up_to, None)], ["extent"]
    if not row.dated.value <= extent * 10 <= up_to:
        text = N_("extent must lie between {least}% and {most}% for this loss.")
        raise UnusableFact(text, least=row.dated.value // 10, most=up_to // 10)
    return [(extent * 10, None)], []


def _line(
    chosen: Iterable[Weight], rows: Sequence[Row | None], base: int, months: DatedValue, cap: DatedValue
) -> AwardLine:
    found = list(chosen)
    # Tenths of a percent times percent of function: a hundred thousandth of the benefit each.
    hundred_thousandths = sum(weight.per_thousand * weight.function for weight in found)
    most = cap.value * _HUNDRED
    is_capped = hundred_thousandths > most
    share = min(hundred_thousandths, most)
    used = [months, *(row.dated for row in rows if row is not None), *([cap] if len(found) > 1 else [])]
    certainty = min((each.certainty for each in used), key=_ORDER.index)
    articles = dict.fromkeys(each.source for each in used)
    why = sentence(
        N_("{share} of {months} months of the base of {base_amount}."),
        share=percent_text(share) + ("*" if is_capped else ""),
        months=months.value,
        base_amount=base,
    )
    amount = base * months.value * share // (_THOUSAND * _HUNDRED)
    return AwardLine("disability", amount, "; ".join(articles), certainty, why)


def percent_text(hundred_thousandths: int) -> str:
    """Return a share as a percentage with a decimal comma: 4500 is 4,5%."""
    whole, rest = divmod(hundred_thousandths, _THOUSAND)
    return f"{whole}%" if not rest else f"{whole},{str(rest).rjust(3, '0').rstrip('0')}%"


def _row_words(rows: Sequence[Row | None], losses: Sequence[Loss], left_handed: bool) -> list[Sentence]:
    words = []
    for row, loss in zip(rows, losses, strict=True):
        if row is None or loss.code is None:
            words.append(
                sentence(N_("Which part was lost is not known; the least and the most that it can be are given."))
            )
            continue
        words.append(_row_sentence(row))
        if left_handed and row.code != loss.code:
            text = N_("The worker is left-handed, so right and left change places in the schedule.")
            words.append(sentence(text))
        if row.others:
            words.append(sentence(N_("For this loss newer and older tables print different percentages.")))
    return words


def _row_sentence(row: Row) -> Sentence:
    text = N_("The schedule has {share} for this loss: {loss_text} (certainty of the row: {certainty_text}).")
    return sentence(
        text,
        share=" / ".join(percent_text(value * _HUNDRED) for value in (row.dated.value, *row.others)),
        loss_text=LOSS_NAMES[row.code],
        certainty_text=row.dated.certainty,
    )


def _several_words(cap: DatedValue) -> Sentence:
    text = N_("Several losses are added up, to {share} at most ({source}).")
    return sentence(text, share=percent_text(cap.value * _HUNDRED), source=cap.source)
