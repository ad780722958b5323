"""Roles: grant and revoke, from–to."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs.step import making, step
from open315.org.models import Account, Organisation, RoleGrant
from open315.org.policies import (
    require_administrator_left,
    require_fitting,
    require_other,
)
from open315.org.queries.managed import managed_account, managed_body
from open315.org.roles import all_roles
from open315.org.services.verb import GRANT, managing

GRANT_ROLE = managing("grant_role", GRANT, event="org.role_granted", makes=True)


@GRANT_ROLE
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
    with making(GRANT_ROLE, actor=actor, at=at) as done:
        account = managed_account(actor, account_id, lock=True)
        require_other(actor, account)
        body = managed_body(actor, organisation_id)
        done.row = _granted(account, body, role, granted_from, granted_until)
        return done.row


def grant_first_role(
    account: Account, body: Organisation, role: str, *, first: date, actor: Actor, at: datetime
) -> RoleGrant:
    """The role an account is opened with."""
    with making(GRANT_ROLE, actor=actor, at=at) as done:
        done.row = _granted(account, body, role, first, None)
        return done.row


def _granted(account: Account, body: Organisation, role: str, first: date, last: date | None) -> RoleGrant:
    if role not in all_roles():
        raise InvalidInput(_("Choose a role from the list."), field="role")
    require_fitting(role, body)
    if last is not None and last < first:
        raise InvalidInput(_("The last day is before the first day."), field="granted_until")
    earlier = RoleGrant.objects.filter(account=account, organisation=body, role=role)
    if any(_meets(grant, first, last) for grant in earlier):
        raise Conflict(_("The account already holds this role in this body at that time."))
    # One that was revoked before its first day was over never held; it is the same row when it is granted again.
    granted, _is_new = RoleGrant.objects.update_or_create(
        account=account, organisation=body, role=role, granted_from=first, defaults={"granted_until": last}
    )
    return granted


def _meets(grant: RoleGrant, first: date, last: date | None) -> bool:
    """Whether the grant holds on a day from `first` to `last`."""
    begins, ends = grant.granted_from, grant.granted_until
    return (last is None or begins <= last) and (ends is None or ends >= max(begins, first))


REVOKE_ROLE = managing("revoke_role", GRANT, event="org.role_revoked")


@REVOKE_ROLE
def revoke_role(grant_id: int, *, last_day: date | None = None, actor: Actor, at: datetime) -> RoleGrant:
    """End a role: with `last_day` on that day, without it at once (yesterday was the last day)."""
    with step(REVOKE_ROLE, grant_id, actor=actor, at=at) as done:
        grant = done.row
        require_other(actor, grant.account)
        today = local_day(at)
        last = last_day or today - timedelta(days=1)
        if grant.granted_until is not None and grant.granted_until <= last:
            done.leave()
        require_administrator_left(Q(pk=grant.pk), max(today, last + timedelta(days=1)))
        grant.granted_until = last
        return grant
