"""The accounts of the sample city, offered on the sign-in page of a demonstration and nowhere else."""

from typing import Any

from django.utils.translation import gettext as _

from payung.accounts.models import Role, User

# Everybody may know it: it opens invented data on this machine only.
DEMO_PASSWORD = "payung-kota-contoh"  # noqa: S105


def demo_accounts() -> list[dict[str, Any]]:
    """Every account with what its role does: [{username, role, does}]."""
    does = {
        Role.KELURAHAN: _("sends candidate lists and follows the members of one kelurahan"),
        Role.DISNAKER: _("screens lists, prepares decrees, invoices and claims"),
        Role.APPROVER: _("is the second pair of eyes on lists, decrees, invoices and awards"),
        Role.TREASURY: _("pays the approved invoices"),
        Role.BPJS: _("answers registrations, confirms receipts, decides claims"),
        Role.AUDITOR: _("sees everything and changes nothing"),
        Role.MAYOR: _("sees the whole on one page"),
        Role.ADMINISTRATOR: _("looks after accounts and registers"),
    }
    order = {role: place for place, role in enumerate(Role)}
    users = sorted(User.objects.filter(is_active=True), key=lambda user: (order[Role(user.role)], user.username))
    return [
        {"username": user.username, "role": user.get_role_display(), "does": does[Role(user.role)]} for user in users
    ]
