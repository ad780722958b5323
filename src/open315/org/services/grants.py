"""Roles: grant and revoke, from–to."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.core import audit
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput
from open315.core.outbox import emit
from open315.org.models import Account, Organisation, RoleGrant
from open315.org.permissions import ADMINISTRATOR
from open315.org.policies import (
    require_administrator_left,
    require_fitting,
    require_manager,
    require_other,
)
from open315.org.queries.managed import managed_account, managed_body, managed_grant
from open315.org.roles import all_roles


@transaction.atomic
def grant_role(
    account_id: int,
    *,
    organisation_id: int,
    role: str,
    granted_from: date,
    granted_until: date | None = None,
    actor: Actor,
    at: datetime,
) -> RoleGrant:
    """Let an account act for a body in a role from–to. Conflict when it holds that role there already."""
    require_manager(actor)
    account = managed_account(actor, account_id, lock=True)
    require_other(actor, account)
    body = managed_body(actor, organisation_id)
    return add_grant(account, body, role, first=granted_from, last=granted_until, actor=actor, at=at)


def add_grant(
    account: Account, body: Organisation, role: str, *, first: date, last: date | None, actor: Actor, at: datetime
) -> RoleGrant:
    """Write the grant after its own checks; the caller has checked who acts."""
    if role not in all_roles():
        raise InvalidInput(_("Choose a role from the list."), field="role")
    require_fitting(role, body)
    if last is not None and last < first:
        raise InvalidInput(_("The last day is before the first day."), field="granted_until")
    overlapping = RoleGrant.objects.filter(account=account, organisation=body, role=role)
    if any(grant.granted_until is None or grant.granted_until >= first for grant in overlapping):
        raise Conflict(_("The account already holds this role in this body at that time."))
    grant = RoleGrant.objects.create(
        account=account, organisation=body, role=role, granted_from=first, granted_until=last
    )
    _record("granted", grant, actor=actor, at=at)
    return grant


@transaction.atomic
def revoke_role(grant_id: int, *, last_day: date | None = None, actor: Actor, at: datetime) -> RoleGrant:
    """End a role: with `last_day` on that day, without it at once (yesterday was the last day)."""
    require_manager(actor)
    grant = managed_grant(actor, grant_id)
    require_other(actor, grant.account)
    today = local_day(at)
    last = last_day or today - timedelta(days=1)
    if grant.granted_until is not None and grant.granted_until <= last:
        return grant
    if grant.role == ADMINISTRATOR and last < today:
        require_administrator_left(grant.account, today)
    grant.granted_until = last
    grant.save(update_fields=["granted_until"])
    _record("revoked", grant, actor=actor, at=at)
    return grant


def _record(what: str, grant: RoleGrant, *, actor: Actor, at: datetime) -> None:
    data = {
        "organisation": grant.organisation_id,
        "role": grant.role,
        "from": grant.granted_from.isoformat(),
        "until": grant.granted_until.isoformat() if grant.granted_until else "",
    }
    audit.record(f"org.role_{what}", actor=actor, at=at, obj=("account", grant.account_id), data=data)
    emit(f"org.role_{what}", {"account_id": grant.account_id, "organisation_id": grant.organisation_id}, at=at)
