"""Which rows a user sees: those of the areas assigned to them; a row without an area is for city-level roles."""

from django.db.models import Q

from payung.accounts.models import User


def in_areas_of(user: User, path: str) -> Q:
    """A condition over the field `path`, a foreign key to Place, that holds for the rows `user` may see.

    Areas may be given at any level; a district covers its villages.
    """
    if user.is_city_level:
        return Q()
    condition = Q(pk__in=[])  # no area assigned: nothing is seen
    for code in user.areas.values_list("code", flat=True):
        condition |= Q(**{f"{path}__code": code}) | Q(**{f"{path}__code__startswith": f"{code}."})
    return condition
