"""What one person's month costs one payer, asked of the law once for a whole invoice."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.enrolment.models import PayerKind
from payung.groundwork.refusals import Refusal
from payung.law.contribution import SECTORS, MonthlyContribution, confirmed_bases, monthly_contribution
from payung.law.explain import in_words
from payung.law.months import Month
from payung.law.sentences import Refused


class NotAMonth(Refusal):
    """The month is not written as it should be."""

    sentence = _("A month is written 2025-09.")


class UnknownPayer(Refusal):
    """The payer does not exist."""

    sentence = _("This payer does not exist.")


class LawIsOpen(Refusal):
    """The law names no single amount, and its own sentence says why."""


class AmountDependsOnSector(Refusal):
    """The payer's amount differs by sector, which the programme does not record."""

    sentence = _(
        "For this payer and month the contribution depends on whether somebody works in transport, which is not "
        "recorded. No invoice can be made until it is."
    )


def month_of(text: str) -> Month:
    """The month written `YYYY-MM`. Raises NotAMonth."""
    try:
        return Month.parse(text)
    except ValueError:
        raise NotAMonth from None


def unit_amounts(month: Month, payer: str) -> MonthlyContribution:
    """The amounts of one month on the lowest base, the same in every sector.

    Raises UnknownPayer, LawIsOpen with the law's sentence, AmountDependsOnSector.
    """
    if payer not in PayerKind.values:
        raise UnknownPayer
    try:
        by_sector = [monthly_contribution(month, sector, payer, confirmed_bases(month)[0]) for sector in SECTORS]
    except Refused as refused:
        raise LawIsOpen(in_words(refused.sentence, gettext)) from refused
    if len({(each.accident, each.death) for each in by_sector}) > 1:
        raise AmountDependsOnSector
    return by_sector[-1]
