"""Where an account becomes an actor."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from open315.core.access import Actor, ActorKind
from open315.org.models import Account, RoleGrant
from open315.org.queries.directory import subtree_ids
from open315.org.queries.people import held_on
from open315.org.roles import kind_of, permissions_of


def current_grants(account: Account, on: date) -> QuerySet[RoleGrant]:
    """The account's grants that hold on the day `on`, in bodies that are active."""
    grants = RoleGrant.objects.filter(held_on(on), account=account, organisation__is_active=True)
    return grants.select_related("organisation", "organisation__region")


def actor_for(account: Account, on: date) -> Actor:
    """The account as an actor: its first valid grant decides body and kind, its roles of that kind there the permissions.

    A suspended account, or one without a valid grant, may do nothing. What concerns the whole install (`system:…`) is left to
    the body at the top: an administrator below it must not export, or see, what belongs to others.
    """
    grants = list(current_grants(account, on).order_by("id")) if account.is_active else []
    if not grants:
        return Actor(kind=ActorKind.STAFF, label=str(account), account_id=account.pk)
    body = grants[0].organisation
    kind = kind_of(grants[0].role)
    held = [grant.role for grant in grants if grant.organisation_id == body.pk]
    roles = frozenset(role for role in held if kind_of(role) == kind)
    return Actor(
        kind=kind,
        label=str(account),
        account_id=account.pk,
        organisation_id=body.pk,
        organisation_kind=body.kind,
        organisation_ids=subtree_ids(body),
        region_code=body.region_id,
        roles=roles,
        permissions=_permissions(roles, is_top=body.parent_id is None),
    )


def actor_of_account(account_id: int | None, on: date) -> Actor | None:
    """The account with this id as an actor; None when there is no such account (any more)."""
    account = None if account_id is None else Account.objects.filter(pk=account_id).first()
    return actor_for(account, on) if account else None


OF_THE_WHOLE = ("system:", "calendar:")
"""How permissions begin that are the top's alone: by the working calendar the days of every body here are counted."""


def _permissions(roles: Iterable[str], *, is_top: bool) -> frozenset[str]:
    held: frozenset[str] = frozenset().union(*map(permissions_of, roles))
    return held if is_top else frozenset(name for name in held if not name.startswith(OF_THE_WHOLE))
