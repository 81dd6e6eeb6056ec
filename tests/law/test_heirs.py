"""Who may claim: the order of the groups, sharing, guardians, wills, courts, and nobody at all."""

from datetime import date

import pytest

from payung.law.cover import Cover
from payung.law.death import death_award
from payung.law.heirs import Relative, UnknownRelation, heirs
from payung.law.months import Month

DAY = date(2025, 10, 28)
ALL = ("lump_sum", "periodic", "funeral")


def keys(found):
    return [each.key for each in found.claimants]


def papers(claimant):
    return "; ".join(each.text for each in claimant.documents)


@pytest.mark.parametrize("first", ["spouse", "child"])
def test_spouse_and_child_shut_out_everybody_else(first):
    family = [Relative("a", first), Relative("b", "parent"), Relative("c", "sibling"), Relative("d", "named_in_will")]
    found = heirs(family, DAY)
    assert (found.group, keys(found), found.claimants[0].takes) == ("spouse_or_child", ["a"], ALL)


@pytest.mark.parametrize(
    ("relation", "group"),
    [
        ("spouse", "spouse_or_child"),
        ("child", "spouse_or_child"),
        ("parent", "straight_line"),
        ("grandchild", "straight_line"),
        ("grandparent", "straight_line"),
        ("sibling", "siblings"),
        ("parent_in_law", "parents_in_law"),
    ],
)
def test_each_relation_alone_inherits_in_its_group(relation, group):
    found = heirs([Relative("a", relation)], DAY)
    assert (found.group, keys(found)) == (group, ["a"])


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        ("child", "parent"),
        ("grandparent", "sibling"),
        ("sibling", "parent_in_law"),
        ("parent_in_law", "named_in_will"),
        ("named_in_will", "by_court"),
        ("by_court", "arranged_burial"),
    ],
)
def test_a_nearer_group_comes_first_and_a_dead_one_lets_the_next_in(nearer, farther):
    def person(relation, **more):
        return Relative(relation, relation, has_notarial_deed=True, has_court_determination=True, **more)

    assert keys(heirs([person(farther), person(nearer)], DAY)) == [nearer]
    assert keys(heirs([person(farther), person(nearer, is_alive=False)], DAY)) == [farther]


def test_several_wives_and_children_claim_together():
    family = [Relative("w1", "spouse"), Relative("w2", "spouse"), Relative("c", "child", born=date(2001, 1, 1))]
    found = heirs(family, DAY)
    assert keys(found) == ["w1", "w2", "c"]
    assert found.explanation[1].values["number"] == 3


def test_parents_and_grandchildren_together_are_not_settled():
    found = heirs([Relative("g", "grandchild"), Relative("p", "parent")], DAY)
    assert not found.is_certain
    assert found.claimants == ()
    assert {reading.code: [each.key for each in who] for reading, who in found.alternatives if reading} == {
        "S1": ["g", "p"],
        "S2": ["p"],
    }


def test_two_parents_share_under_every_reading():
    assert keys(heirs([Relative("m", "parent"), Relative("f", "parent")], DAY)) == ["m", "f"]


@pytest.mark.parametrize(
    ("born", "needs"),
    [(date(2007, 10, 28), False), (date(2007, 10, 29), True), (None, None)],
)
def test_a_child_below_eighteen_on_the_day_needs_a_guardian(born, needs):
    claimant = heirs([Relative("c", "child", born=born)], DAY).claimants[0]
    assert claimant.needs_guardian is needs
    assert ("guardian" in papers(claimant)) is (needs is not False)


def test_a_grown_up_relation_without_a_birth_date_needs_none():
    assert heirs([Relative("p", "parent")], DAY).claimants[0].needs_guardian is False


def test_each_claimant_brings_the_papers_of_the_relation():
    spouse = papers(heirs([Relative("a", "spouse")], DAY).claimants[0])
    parent = papers(heirs([Relative("a", "parent")], DAY).claimants[0])
    assert "marriage book" in spouse
    assert "marriage book" not in parent
    assert all("death certificate" in each and "heirs' certificate" in each for each in (spouse, parent))


@pytest.mark.parametrize(("day", "group"), [(date(2025, 2, 23), "will"), (date(2025, 2, 24), "nobody")])
def test_a_will_must_be_a_notarial_deed_since_the_rule(day, group):
    found = heirs([Relative("friend", "named_in_will")], day)
    assert found.group == group
    with_deed = heirs([Relative("friend", "named_in_will", has_notarial_deed=True)], day)
    assert with_deed.group == "will"
    assert "notarial deed" in papers(with_deed.claimants[0])


def test_somebody_not_on_the_list_needs_the_court():
    assert heirs([Relative("x", "by_court")], DAY).group == "nobody"
    found = heirs([Relative("x", "by_court", has_court_determination=True)], DAY)
    assert (found.group, "penetapan" in papers(found.claimants[0])) == ("court", True)


def test_an_adopted_or_step_child_counts_with_the_court_s_word_only():
    step = Relative("s", "child", is_adopted_or_step=True)
    found = heirs([step, Relative("m", "parent")], DAY)
    assert keys(found) == ["m"]
    assert any("adopted" in each.text for each in found.explanation)
    recognised = Relative("s", "child", is_adopted_or_step=True, has_court_determination=True)
    assert keys(heirs([recognised, Relative("m", "parent")], DAY)) == ["s"]


def test_a_former_partner_is_no_heir():
    assert heirs([Relative("x", "not_an_heir")], DAY).group == "nobody"


def test_without_heirs_the_funeral_goes_to_who_buried_and_the_rest_to_the_fund():
    found = heirs([Relative("n", "arranged_burial")], DAY)
    assert (keys(found), found.claimants[0].takes, found.to_the_fund) == (
        ["n"],
        ("funeral",),
        ("lump_sum", "periodic"),
    )
    assert "arranged the burial" in papers(found.claimants[0])
    assert "heirs' certificate" not in papers(found.claimants[0])


def test_without_anybody_known_the_burial_is_asked_for():
    found = heirs([], DAY)
    assert (found.claimants, found.to_the_fund) == ((), ("lump_sum", "periodic"))
    assert any("burial is not known" in each.text for each in found.explanation)


def test_the_lines_of_an_award_decide_what_there_is_to_claim():
    cover = Cover(date(2025, 9, 10), None, frozenset({Month(2025, 9), Month(2025, 10)}))
    found = heirs([Relative("n", "arranged_burial")], DAY, death_award(cover, DAY).lines)
    assert (found.claimants[0].takes, found.to_the_fund) == (("funeral",), ())


def test_an_unknown_relation_is_refused():
    with pytest.raises(UnknownRelation):
        heirs([Relative("a", "cousin")], DAY)
