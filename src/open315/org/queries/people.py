"""Who may be chosen for a task, and to whom a case can be sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from open315.core import clock
from open315.core.access import Actor, require_known
from open315.core.errors import NotFound
from open315.core.names import Names
from open315.core.regions import province_of
from open315.org.models import Account, Organisation, RoleGrant
from open315.org.queries.directory import Body, active_bodies, body_by_id
from open315.org.roles import roles_with, unknown

REFERRABLE = frozenset({Organisation.Kind.COUNCIL.value, Organisation.Kind.DEPARTMENT.value})


def held_on(day: date) -> Q:
    """The condition that a grant holds on `day`."""
    return Q(granted_from__lte=day) & (Q(granted_until=None) | Q(granted_until__gte=day))


def account_by_username(username: str) -> Account | None:
    """The account with this log-in name, as it is typed when signing in; for commands of the operator."""
    return Account.objects.filter(username=username.strip().lower()).first()


def accounts_with_role(actor: Actor, roles: Sequence[str]) -> list[Account]:
    """Active accounts that hold one of `roles` today in the actor's body or below it, her own body first. LookupError for a role nobody declared."""
    return [account for account, _body in people_with_role(actor, roles)]


def people_with_role(actor: Actor, roles: Sequence[str]) -> list[tuple[Account, Names]]:
    """The same, each with the name of the body in which she holds it: two people of one name are told apart by it."""
    if missing := list(unknown(roles)):
        raise LookupError(f"no such role: {', '.join(missing)}")
    grants = RoleGrant.objects.filter(
        held_on(clock.today()), role__in=roles, organisation_id__in=actor.organisation_ids, account__is_active=True
    ).select_related("account")
    found = {grant.account_id: grant for grant in grants}
    ordered = sorted(
        found.values(),
        key=lambda grant: (grant.organisation_id != actor.organisation_id, grant.organisation_id, grant.account_id),
    )
    return [(grant.account, _name_of_body(grant.organisation_id)) for grant in ordered]


def _name_of_body(body_id: int) -> Names:
    body = body_by_id(body_id)
    return body.names if body else Names("")


def names_of_accounts(account_ids: Iterable[int]) -> dict[int, str]:
    """What these accounts are called, whatever has become of them."""
    return {each.pk: str(each) for each in Account.objects.filter(pk__in=account_ids).order_by("pk")}


def account_ids_who_may(permission: str, organisation_id: int) -> list[int]:
    """Active accounts that hold the permission today in exactly this body."""
    roles = roles_with(require_known(permission))
    grants = RoleGrant.objects.filter(
        held_on(clock.today()), role__in=roles, organisation_id=organisation_id, account__is_active=True
    )
    return sorted(set(grants.values_list("account_id", flat=True)))


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of a body: by what she signs in, and what she is called."""

    pk: int
    username: str
    name: str


def colleagues_who_may(permission: str, organisation_id: int) -> list[Colleague]:
    """The same people with their names, in the order of these."""
    found = Account.objects.filter(pk__in=account_ids_who_may(permission, organisation_id))
    return sorted((Colleague(each.pk, each.username, str(each)) for each in found), key=lambda each: each.name)


def account_ids_by_body(permissions: Iterable[str], body_ids: Iterable[int]) -> dict[int, list[int]]:
    """For each of these bodies that has any, its active accounts that hold one of the permissions there today."""
    roles = {role for each in permissions for role in roles_with(require_known(each))}
    grants = RoleGrant.objects.filter(
        held_on(clock.today()), role__in=roles, organisation__in=set(body_ids), account__is_active=True
    )
    found: dict[int, set[int]] = {}
    for body_id, account_id in grants.values_list("organisation_id", "account_id"):
        found.setdefault(body_id, set()).add(account_id)
    return {body_id: sorted(accounts) for body_id, accounts in found.items()}


def referral_targets(actor: Actor) -> list[Body]:
    """Councils and departments of the actor's province to which a case can be sent, her own body left out."""
    province = province_of(actor.region_code)
    return [
        body
        for body in active_bodies()
        if body.kind in REFERRABLE and body.id != actor.organisation_id and province_of(body.region_code) == province
    ]


def email_of_account(key: str) -> str:
    """The address of the active account with this id; "" when it has none, or may not act any more."""
    found = Account.objects.filter(pk=int(key), is_active=True).values_list("email", flat=True).first()
    return found or ""


def get_organisation(organisation_id: int) -> Organisation:
    """The body with this id, with its region. NotFound when there is none."""
    found = Organisation.objects.select_related("region").filter(pk=organisation_id).first()
    if found is None:
        raise NotFound("")
    return found
