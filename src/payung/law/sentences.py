"""A sentence for a person as data: the English source text and what fills it, put into words by whoever shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from payung.law.messages import N_
from payung.law.months import Month

type_of_value = int | str | list[int] | list[str]

_MONTH_NAMES = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
