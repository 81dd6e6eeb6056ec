"""What each role may do. Whether it may happen now is another question, answered by each part's table of states."""

from django.utils.translation import gettext_lazy as _

from payung.accounts.models import Role, User
from payung.groundwork.refusals import Refusal

_EVERYONE = frozenset(Role)
_WORKING = frozenset({Role.KELURAHAN, Role.DISNAKER, Role.APPROVER, Role.AUDITOR})
_CITY = _EVERYONE - {Role.KELURAHAN}

PERMISSIONS: dict[str, frozenset[Role]] = {
    "home.see": _EVERYONE,
    "dashboard.see": _CITY,
    "list.see": _WORKING,
    "list.receive": frozenset({Role.KELURAHAN, Role.DISNAKER}),
    "list.screen": frozenset({Role.DISNAKER}),
    "list.settle": frozenset({Role.DISNAKER}),
    "list.submit": frozenset({Role.DISNAKER}),
    "list.approve": frozenset({Role.APPROVER}),
    "register.see": frozenset({Role.DISNAKER, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR}),
    "register.import": frozenset({Role.DISNAKER, Role.ADMINISTRATOR}),
    "decree.see": frozenset({Role.DISNAKER, Role.APPROVER, Role.BPJS, Role.AUDITOR, Role.MAYOR}),
    "decree.prepare": frozenset({Role.DISNAKER}),
    "decree.approve": frozenset({Role.APPROVER}),
    "bpjs.export": frozenset({Role.DISNAKER, Role.BPJS}),
    "bpjs.answer": frozenset({Role.BPJS, Role.DISNAKER}),
    "member.see": frozenset({Role.KELURAHAN, Role.DISNAKER, Role.APPROVER, Role.BPJS, Role.AUDITOR}),
    "member.end": frozenset({Role.DISNAKER}),
    "person.correct": frozenset({Role.DISNAKER}),
    "person.reveal": frozenset({Role.DISNAKER, Role.BPJS, Role.AUDITOR}),
    "invoice.see": frozenset({Role.DISNAKER, Role.APPROVER, Role.TREASURY, Role.BPJS, Role.AUDITOR, Role.MAYOR}),
    "invoice.prepare": frozenset({Role.DISNAKER}),
    "invoice.approve": frozenset({Role.APPROVER}),
    "invoice.pay": frozenset({Role.TREASURY}),
    "receipt.record": frozenset({Role.BPJS, Role.DISNAKER}),
    "case.see": frozenset({Role.KELURAHAN, Role.DISNAKER, Role.APPROVER, Role.BPJS, Role.AUDITOR}),
    "case.report": frozenset({Role.KELURAHAN, Role.DISNAKER}),
    "award.prepare": frozenset({Role.DISNAKER}),
    "award.approve": frozenset({Role.APPROVER}),
    "reading.see": frozenset({Role.KELURAHAN, Role.DISNAKER, Role.APPROVER, Role.BPJS, Role.AUDITOR}),
    "reading.propose": frozenset({Role.DISNAKER}),
    "reading.approve": frozenset({Role.APPROVER}),
    "decision.record": frozenset({Role.BPJS}),
    "payout.record": frozenset({Role.BPJS}),
    "handover.record": frozenset({Role.DISNAKER}),
    "law.see": _EVERYONE,
    "audit.see": frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
    "account.manage": frozenset({Role.ADMINISTRATOR}),
}


class NotAllowed(Refusal):
    """The role does not do this."""


def may(user: User, permission: str) -> bool:
    """Whether the role of an active user holds `permission`; an unknown permission is a KeyError, never a yes."""
    return user.is_active and Role(user.role) in PERMISSIONS[permission]


def require(user: User, permission: str) -> None:
    """Raise NotAllowed unless `user` may. For actions, which must hold however they are reached."""
    if not may(user, permission):
        raise NotAllowed(_("Your role does not do this. Ask the administrator if it should."))
