"""Every address is guarded: by a permission of the table, or it stands on the short list of those open to anybody."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import town
from payung.accounts.models import Role, User
from payung.accounts.permissions import PERMISSIONS
from payung.enrolment.models import Membership
from visiting import TODAY, a_city_on, signed_in

OPEN_TO_ANYBODY = {"sign_in", "set_language", "health"}
OPEN_TO_WHOEVER_SIGNED_IN = {"sign_out"}
VALUES: dict[str, Any] = {"IntConverter": 987_654_321, "StringConverter": "nik"}


def _patterns(entries: list[Any]) -> Iterator[URLPattern]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry.url_patterns)
        else:
            yield entry


PAGES = {pattern.name: pattern for pattern in _patterns(get_resolver("payung.web.urls").url_patterns)}
GUARDED = sorted(set(PAGES) - OPEN_TO_ANYBODY - OPEN_TO_WHOEVER_SIGNED_IN)


def _address(name: str, **known: Any) -> str:
    """The address with numbers that no row has, so that only access is asked."""
    converters = get_resolver("payung.web.urls").reverse_dict.getlist(name)[0][3]
    return reverse(name, kwargs={key: known.get(key, VALUES[type(each).__name__]) for key, each in converters.items()})


def _needs_post(client: Client, url: str) -> bool:
    return client.get(url).status_code == 405


@pytest.fixture
def clients(db: None, settings: Any) -> dict[Role, Client]:
    """One signed-in person of each role, in a small town with one member."""
    a_city_on(TODAY, settings)
    town.member(town.build(), paid=("2025-09",))
    return {role: signed_in(User.objects.filter(role=role).order_by("pk")[0]) for role in Role}


def test_every_address_has_a_name_of_its_own() -> None:
    names = [pattern.name for pattern in _patterns(get_resolver("payung.web.urls").url_patterns)]
    assert None not in names
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", GUARDED)
def test_every_view_names_a_permission_of_the_table(name: str) -> None:
    callback = PAGES[name].callback
    assert getattr(callback, "permission", None) in PERMISSIONS
    assert getattr(callback, "login_required", True)


@pytest.mark.parametrize("name", sorted(OPEN_TO_ANYBODY))
def test_what_is_open_says_so_itself(name: str) -> None:
    assert not getattr(PAGES[name].callback, "login_required", True)


@pytest.mark.parametrize("name", sorted(OPEN_TO_WHOEVER_SIGNED_IN))
def test_what_is_open_to_all_roles_is_closed_to_strangers(name: str) -> None:
    assert getattr(PAGES[name].callback, "login_required", True)


def test_a_stranger_is_sent_to_the_sign_in_from_everywhere_else(db: None, settings: Any) -> None:
    a_city_on(TODAY, settings)
    for name in [*GUARDED, *OPEN_TO_WHOEVER_SIGNED_IN]:
        for method in ("get", "post"):
            answer = getattr(Client(), method)(_address(name))
            assert answer.status_code == 302, name
            assert answer.url.startswith(reverse("sign_in")), name


@pytest.mark.parametrize("role", list(Role))
def test_a_role_comes_in_exactly_where_the_table_lets_it(clients: dict[Role, Client], role: Role) -> None:
    for name in GUARDED:
        allowed, url = role in PERMISSIONS[PAGES[name].callback.permission], _address(name)
        client = clients[role]
        answer = client.post(url) if _needs_post(client, url) else client.get(url)
        assert (answer.status_code != 403) == allowed, f"{role} {name}: {answer.status_code}"
        assert answer.status_code < 500, name


@pytest.mark.parametrize("role", list(Role))
def test_a_role_without_permission_is_stopped_before_anything_of_a_member_is_read(
    clients: dict[Role, Client], role: Role
) -> None:
    membership = Membership.objects.get()
    for name in ("member", "reveal_person", "correct_nik", "report_death", "end_membership"):
        allowed, url = role in PERMISSIONS[PAGES[name].callback.permission], _address(name, pk=membership.pk)
        answer = clients[role].post(url) if _needs_post(clients[role], url) else clients[role].get(url)
        assert (answer.status_code != 403) == allowed, f"{role} {name}: {answer.status_code}"
