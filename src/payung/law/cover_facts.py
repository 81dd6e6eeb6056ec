"""The cover of one person in the form of a file of cases, read and written. Keeps only what can matter on the day."""

from datetime import date

from payung.law.contribution import PAYERS
from payung.law.cover import Cover
from payung.law.given import Given, UnusableFact
from payung.law.messages import N_
from payung.law.months import Month
from payung.law.outcome import Fact
from payung.law.unsettled import confirmed_given


def cover_given(given: Given) -> Cover:
    """Return a case's cover: member_from, ends_on, paid, payer, received, payers, confirmed. Raises UnusableFact."""
    paid = given.months("paid")
    received = given.days_by_month("received")
    if not set(received) <= paid:
        raise UnusableFact(N_("received may name only months that are in paid."))
    return Cover(
        effective_on=given.day_or_none("member_from"),
        ends_on=given.day_or_none("ends_on"),
        paid=paid,
        payer=_payer(given.word_or_none("payer")),
        received_on=received,
        payers=tuple(_change(each) for each in given.many("payers")),
        confirmed=confirmed_given(given),
    )


def cover_facts(cover: Cover, on: date) -> dict[str, Fact]:
    """Return the cover's facts that can matter for an event on `on`."""
    paid = cover.paid_until(Month.of(on))
    facts: dict[str, Fact] = {
        "member_from": cover.effective_on.isoformat() if cover.effective_on else None,
        "paid": [str(month) for month in paid],
    }
    received = {str(month): cover.received_on[month].isoformat() for month in paid if month in cover.received_on}
    if received:
        facts["received"] = received
    if cover.ends_on is not None:
        facts["ends_on"] = cover.ends_on.isoformat()
    if cover.payer is not None:
        facts["payer"] = cover.payer
    if cover.payers:
        facts["payers"] = [{"payer": payer, "from": str(month)} for month, payer in cover.payers]
    if cover.confirmed:
        facts["confirmed"] = [each.as_json() for each in sorted(cover.confirmed, key=lambda each: each.rule)]
    return facts


def _change(given: Given) -> tuple[Month, str]:
    month, payer = given.month("from"), _payer(given.word("payer"))
    given.finish()
    return month, str(payer)


def _payer(name: str | None) -> str | None:
    if name is not None and name not in PAYERS:
        raise UnusableFact(N_("The payer must be one of: {names}."), names=list(PAYERS))
    return name
