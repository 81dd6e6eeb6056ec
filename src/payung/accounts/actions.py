"""Adds people who sign in and changes what they may do."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from payung.accounts.models import Role, User
from payung.audit.actions import Actor, record
from payung.places.models import Place


@transaction.atomic
def add_user(
    *, username: str, full_name: str, role: Role, password: str, areas: Sequence[Place] = (), by: Actor, on: date
) -> User:
    """Add an account; a local role sees nothing until it has areas."""
    user = User(username=username, full_name=full_name, role=role)
    user.set_password(password)
    user.full_clean()
    user.save()
    user.areas.set(areas)
    record(action="accounts.add_user", by=by, on=on, subject=f"accounts.user:{user.pk}", data={"role": role.value})
    return user
