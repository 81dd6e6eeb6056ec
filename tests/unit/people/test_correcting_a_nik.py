"""A wrong NIK is replaced once, with a reason, and never with somebody else's."""

import json
from datetime import date

import pytest

import town
from payung.accounts.permissions import NotAllowed
from payung.audit.models import Event
from payung.groundwork import sealed
from payung.people.actions import (
    NikHasNotSixteenDigits,
    NikOfSomebodyElse,
    NikUnchanged,
    correct_nik,
    reveal,
)
from payung.people.models import NikCorrection, Person
from payung.people.queries import is_seen_by, person_of_nik
from payung.people.reasons import ReasonHoldsANumber, ReasonTooShort

DAY = date(2025, 10, 20)
NEW = "3271014107880002"
WHY = "salah ketik, dicocokkan dengan KTP"


def test_a_corrected_person_is_found_by_the_new_number_and_no_longer_by_the_old(bogor: town.Town) -> None:
    person = town.member(bogor).person
    old = bogor.niks[person.pk]
    correct_nik(person=person, nik="3271 0141 0788 0002", reason=WHY, by=bogor.officer, on=DAY)
    found = person_of_nik(NEW)
    assert found == person
    assert sealed.unseal(found.nik_sealed, sealed.NIK) == NEW
    assert person_of_nik(old) is None


def test_the_old_number_is_kept_beside_the_reason(bogor: town.Town) -> None:
    person = town.member(bogor).person
    old = bogor.niks[person.pk]
    correct_nik(person=person, nik=NEW, reason=WHY, by=bogor.officer, on=DAY)
    kept = NikCorrection.objects.get(person=person)
    assert sealed.unseal(kept.old_sealed, sealed.NIK) == old
    assert bytes(kept.old_index) == sealed.keyed_index(old, sealed.NIK)
    assert sealed.unseal(kept.new_sealed, sealed.NIK) == NEW
    assert (kept.reason, kept.by, kept.on) == (WHY, bogor.officer, DAY)


def test_one_event_tells_of_the_correction_and_holds_neither_number(bogor: town.Town) -> None:
    person = town.member(bogor).person
    correct_nik(person=person, nik=NEW, reason=WHY, by=bogor.officer, on=DAY)
    event = Event.objects.get()
    assert (event.action, event.subject, event.reason) == ("people.correct_nik", f"people.person:{person.pk}", WHY)
    written = json.dumps([event.data, event.reason, event.subject])
    assert NEW not in written
    assert bogor.niks[person.pk] not in written


@pytest.mark.parametrize("nik", ["", "327101410788000", "32710141078800022", "327101410788000A", "٣٢٧١٠١٤١٠٧٨٨٠٠٠٢"])
def test_what_is_not_sixteen_digits_is_refused(bogor: town.Town, nik: str) -> None:
    person = town.member(bogor).person
    with pytest.raises(NikHasNotSixteenDigits):
        correct_nik(person=person, nik=nik, reason=WHY, by=bogor.officer, on=DAY)


def test_another_persons_number_is_refused_and_nothing_is_written(bogor: town.Town) -> None:
    person, other = town.member(bogor).person, town.member(bogor).person
    with pytest.raises(NikOfSomebodyElse):
        correct_nik(person=person, nik=bogor.niks[other.pk], reason=WHY, by=bogor.officer, on=DAY)
    assert not NikCorrection.objects.exists()
    assert not Event.objects.exists()
    assert bytes(Person.objects.get(pk=person.pk).nik_index) == sealed.keyed_index(bogor.niks[person.pk], sealed.NIK)


def test_the_same_number_is_no_correction(bogor: town.Town) -> None:
    person = town.member(bogor).person
    with pytest.raises(NikUnchanged):
        correct_nik(person=person, nik=bogor.niks[person.pk], reason=WHY, by=bogor.officer, on=DAY)


@pytest.mark.parametrize("reason", ["", "  ", ".", "salah", "a b"])
def test_a_correction_needs_a_reason_of_a_few_words(bogor: town.Town, reason: str) -> None:
    person = town.member(bogor).person
    with pytest.raises(ReasonTooShort):
        correct_nik(person=person, nik=NEW, reason=reason, by=bogor.officer, on=DAY)


def test_a_reason_that_holds_the_number_itself_is_refused(bogor: town.Town) -> None:
    person = town.member(bogor).person
    with pytest.raises(ReasonHoldsANumber):
        correct_nik(person=person, nik=NEW, reason="seharusnya 3271 0141 0788 0002", by=bogor.officer, on=DAY)


def test_an_auditor_corrects_nothing(bogor: town.Town) -> None:
    person = town.member(bogor).person
    with pytest.raises(NotAllowed):
        correct_nik(person=person, nik=NEW, reason=WHY, by=bogor.auditor, on=DAY)


@pytest.mark.parametrize("field", ["nik", "family_card"])
def test_a_number_is_revealed_to_whoever_may_see_it_and_one_event_says_why(bogor: town.Town, field: str) -> None:
    person = town.member(bogor).person
    nik = bogor.niks[person.pk]
    shown = reveal(person=person, field=field, reason="dicocokkan dengan KTP", by=bogor.auditor, on=DAY)
    assert shown == (nik if field == "nik" else nik[::-1])
    event = Event.objects.get()
    assert (event.action, event.data, event.reason) == ("people.reveal", {"field": field}, "dicocokkan dengan KTP")
    assert shown not in json.dumps([event.data, event.reason, event.subject])


def test_nobody_sees_a_number_without_saying_why(bogor: town.Town) -> None:
    person = town.member(bogor).person
    with pytest.raises(ReasonTooShort):
        reveal(person=person, field="nik", reason="cek", by=bogor.auditor, on=DAY)
    assert not Event.objects.exists()


def test_a_kelurahan_officer_reveals_no_number(bogor: town.Town) -> None:
    person = town.member(bogor).person
    with pytest.raises(NotAllowed):
        reveal(person=person, field="nik", reason="dicocokkan dengan KTP", by=bogor.kelurahan, on=DAY)


def test_a_field_that_is_not_sealed_is_a_mistake_of_the_program(bogor: town.Town) -> None:
    person = town.member(bogor).person
    with pytest.raises(ValueError, match="only nik and family_card"):
        reveal(person=person, field="name", reason="dicocokkan dengan KTP", by=bogor.auditor, on=DAY)


def test_whoever_lives_elsewhere_is_not_seen(bogor: town.Town) -> None:
    """No role that corrects or reveals is local today; the areas hold even if one becomes so."""
    person = town.member(bogor, village=bogor.other_village).person
    assert not is_seen_by(bogor.kelurahan, person)
    assert is_seen_by(bogor.elsewhere, person)
    assert is_seen_by(bogor.officer, person)
