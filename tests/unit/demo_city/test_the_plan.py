"""The plan's sums: what the reference case reports must follow from the mix of the lists."""

import re
from importlib.resources import files
from pathlib import Path

from payung.demo.kinds import KINDS
from payung.demo.plan import CityPlan, small_plan


def test_the_eligible_of_the_lists_sum_to_what_the_city_reported() -> None:
    plan = CityPlan()
    assert plan.people == 1_144_108
    assert (plan.september.eligible, plan.province.eligible) == (7_894, 14_580)
    assert plan.september.eligible + plan.province.eligible == 22_474


def test_every_kind_is_in_a_list_and_every_kind_of_a_list_is_known() -> None:
    plan = CityPlan()
    assert set(plan.september.counts) | set(plan.province.counts) == set(KINDS)


def test_the_small_plan_has_each_kind_at_least_twice() -> None:
    small, whole = small_plan(), CityPlan()
    assert set(small.september.counts) == set(whole.september.counts)
    assert set(small.province.counts) == set(whole.province.counts)
    assert min([*small.september.counts.values(), *small.province.counts.values()]) >= 2


def test_the_reported_figures_are_written_nowhere_in_the_generator() -> None:
    folder = Path(str(files("payung.demo")))
    figures = re.compile(r"7[_,.]?894|14[_,.]?580|22[_,.]?47[24]")
    written = [
        path.name
        for path in folder.rglob("*")
        if path.suffix in (".py", ".yaml")
        if figures.search(path.read_text("utf-8"))
    ]
    assert written == []
