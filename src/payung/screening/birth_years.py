"""The century of a birth year written with two digits, for people who may be on a list of workers."""

from datetime import date

YOUNGEST, OLDEST = 15, 100
USUAL_DAY = date(2025, 9, 1)
"""The programme's first day, by which a century is told where nobody says on which day the list is looked at."""


def full_year(two_digits: int, on: date = USUAL_DAY) -> int:
    """Return the four-digit year that makes the person 15 to 100 years old on `on`, or comes nearest to that."""

    def implausibility(year: int) -> int:
        age = on.year - year
        return 1000 if age < 0 else max(YOUNGEST - age, age - OLDEST, 0)

    return min((1900 + two_digits, 2000 + two_digits), key=implausibility)
