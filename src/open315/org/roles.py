"""Roles and what each may do. Code asks for permissions; only this table knows roles.

Read a row as a job: the permissions a person needs to do it from the first screen to the last, and no more.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from open315.core.access import declare_permissions

declare_permissions(
    {
        "org:read": _("See bodies and people"),
        "org:manage": _("Manage bodies, people, roles and posts"),
        "calendar:manage": _("Load and correct the working calendar"),
        "packs:read": _("Read the rule packs"),
        "packs:manage": _("Manage rule packs and competence rules"),
        "system:events": _("See and retry undelivered events"),
        "audit:read": _("Read the audit log"),
        "system:export": _("Export everything"),
        "console:open": _("Open the console"),
    }
)

_ALL = {"console:open", "org:read", "packs:read"}

ROLES: Mapping[str, frozenset[str]] = {
    "clerk": frozenset(
        _ALL
        | {
            "cases:read",
            "cases:register",
            "cases:note",
            "cases:export",
            "cases:assign",
            "imports:run",
            "cases:mark_duplicate",
        }
    ),
    "officer": frozenset(
        _ALL
        | {
            "cases:read",
            "cases:register",
            "cases:accept",
            "cases:decline",
            "cases:refer",
            "cases:note",
            "cases:assign",
            "cases:close",
            "cases:unmask",
            "cases:export",
            "cases:pause_clock",
            "cases:mark_duplicate",
        }
    ),
    "supervisor": frozenset(
        _ALL
        | {
            "cases:read",
            "cases:register",
            "cases:accept",
            "cases:decline",
            "cases:confirm_declination",
            "cases:refer",
            "cases:note",
            "cases:assign",
            "cases:close",
            "cases:reopen",
            "cases:supervise",
            "cases:unmask",
            "cases:export",
            "cases:pause_clock",
            "cases:mark_duplicate",
            "cases:override_competence",
            "facts:read",
            "imports:run",
        }
    ),
    "liaison": frozenset(_ALL | {"cases:read", "cases:answer_referral", "cases:note", "cases:unmask"}),
    "secretariat": frozenset(_ALL | {"cases:read", "cases:export", "campaigns:read", "campaigns:manage", "facts:read"}),
    "analyst": frozenset(_ALL | {"cases:read", "cases:export", "campaigns:read", "facts:read"}),
    "administrator": frozenset(
        _ALL
        | {
            "org:manage",
            "calendar:manage",
            "packs:manage",
            "audit:read",
            "system:export",
            "cases:erase_identity",
            "cases:read",
            "imports:run",
            "campaigns:read",
            "facts:read",
            "system:events",
        }
    ),
}

ROLE_NAMES = {
    "clerk": _("Intake clerk"),
    "officer": _("Case officer"),
    "supervisor": _("Supervisor"),
    "liaison": _("Department liaison"),
    "secretariat": _("Secretariat"),
    "analyst": _("Analyst"),
    "administrator": _("Administrator"),
}

COUNCIL_ROLES = tuple(role for role in ROLES if role != "liaison")


def fits(role: str, kind: str) -> bool:
    """Whether a body of this kind has this role: councils have all but the liaison, every other body has liaisons only."""
    return role in roles_of(kind)


def roles_of(kind: str) -> tuple[str, ...]:
    """The roles a body of this kind has."""
    return COUNCIL_ROLES if kind == "council" else ("liaison",)
