"""What lies ahead of a member: the scholarship's months, and what one missed payment would put at risk, in rupiah.

Supposes nothing about the future but what it says.
"""

from dataclasses import dataclass
from datetime import date

from payung.law.accident import accident_death_lines
from payung.law.arrears import covered_once_settled
from payung.law.contribution import confirmed_bases
from payung.law.cover import Cover
from payung.law.death import death_award, death_law
from payung.law.messages import N_
from payung.law.months import Month
from payung.law.scholarship_condition import ScholarshipCondition, scholarship_condition
from payung.law.sentences import Sentence, sentence
from payung.law.standing import Standing, standing


@dataclass(frozen=True)
class MissedPayment:
    """What happens if `month`, the first month not paid yet, is never paid while all others are. Whole rupiah.

    `illness_at_risk` is what a death by illness in that month would bring at most if it were paid, less what remains
    certain; `accident_at_risk` the same for a death by a work accident. `later_at_risk` is the same for a death by
    illness in the month after, with that one paid again. `full_again_from` is the day from which every reading pays in
    full again, `ends_on` the day on which the membership ends if nothing is paid from `month` on.
    """

    month: Month
    illness_at_risk: int
    accident_at_risk: int
    later_at_risk: int
    full_again_from: date | None
    ends_on: date
    explanation: tuple[Sentence, ...]


@dataclass(frozen=True)
class Outlook:
    """A member's standing on a day with what lies ahead; `missed` is None where no cover is in force."""

    standing: Standing
    scholarship: ScholarshipCondition
    missed: MissedPayment | None


def outlook(cover: Cover, on: date, base: int | None = None) -> Outlook:
    """Return the standing on `on`, the scholarship's months, and the risk of one missed payment.

    Without `base` the lowest one is taken. Raises BeforeTheLaw.
    """
    return Outlook(standing(cover, on), scholarship_condition(cover, on), missed_payment(cover, on, base))


def missed_payment(cover: Cover, on: date, base: int | None = None) -> MissedPayment | None:
    """Return what missing the next payment would put at risk, or None where no cover is in force on `on`."""
    known = cover.known_on(on)
    if standing(known, on).state == "not_covered" or known.effective_on is None:
        return None
    settled = covered_once_settled(known, on) or known
    month = Month.of(on)
    if month not in known.paid:
        settled = known  # the month of the day is itself the one that is missed
    while month in known.paid:
        month = month + 1
    paid = settled.with_paid(month, month + 1)
    missed = settled.with_paid(month + 1, month + 1)
    illness = _most(paid, month) - _least(missed, month)
    later = _most(paid, month + 1) - _least(missed, month + 1)
    accident = _accident_death(base, month)
    full_again = standing(missed, (month + 1).first_day).certain_full_from
    ends_on = (month + death_law(on).grace.value).first_day
    words = _words(month, illness, accident, later, full_again, ends_on)
    return MissedPayment(month, illness, accident, later, full_again, ends_on, words)


def _most(cover: Cover, month: Month) -> int:
    return max(death_award(cover, month.last_day).possible)


def _least(cover: Cover, month: Month) -> int:
    return min(death_award(cover, month.last_day).possible)


def _accident_death(base: int | None, month: Month) -> int:
    lowest = confirmed_bases(month)[0]
    return sum(line.amount for line in accident_death_lines(base or lowest, month.last_day))


def _words(
    month: Month, illness: int, accident: int, later: int, full_again: date | None, ends_on: date
) -> tuple[Sentence, ...]:
    text = N_(
        "If the contribution for {missed_month} is missed, {illness_amount} is at risk for a death by illness in that "
        "month and {accident_amount} for a death by a work accident."
    )
    words = [
        sentence(text, missed_month=str(month), illness_amount=illness, accident_amount=accident),
        sentence(
            N_("If nothing is paid from then on, the membership ends on {ended_on}."),
            ended_on=ends_on.isoformat(),
        ),
    ]
    if later and full_again is not None:
        more = N_(
            "Even when payment goes on afterwards, {later_amount} stays at risk until {full_on}, because one reading "
            "of the three-month rule counts months in a row."
        )
        words.append(sentence(more, later_amount=later, full_on=full_again.isoformat()))
    return tuple(words)
