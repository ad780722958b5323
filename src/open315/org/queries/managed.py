"""What an administrator manages: the acting body, everything below it, and the partner bodies of its region.

Partner bodies (departments, associations, outlets …) do not stand below a council, but somebody has to keep their
liaisons' log-ins: the council of the same region does. Councils outside the own subtree, and whatever belongs to another
region, are as if they did not exist.
"""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from open315.core.access import Actor, ActorKind
from open315.core.errors import NotFound
from open315.core.regions import prefix_of
from open315.org.models import Account, Organisation, Person, Post, RoleGrant
from open315.org.queries.directory import body_by_id

MANAGE = "org:manage"
NO_BODY = Q(pk__in=())


def scope(actor: Actor, prefix: str = "") -> Q:
    """The condition on bodies the actor manages; `prefix` leads to the body ("organisation__")."""
    if actor.kind == ActorKind.SYSTEM:
        return Q()
    own = body_by_id(actor.organisation_id) if actor.organisation_id else None
    if own is None or not actor.may(MANAGE):
        return Q(**{f"{prefix}pk__in": ()})
    below = Q(**{f"{prefix}path__startswith": own.path})
    region = Q(**{f"{prefix}region__code__startswith": prefix_of(own.region_code)})
    return below | region & ~Q(**{f"{prefix}kind": Organisation.Kind.COUNCIL})


def managed_bodies(actor: Actor) -> QuerySet[Organisation]:
    """The bodies the actor manages, from the top down."""
    return Organisation.objects.filter(scope(actor)).select_related("region", "parent")


def managed_people(actor: Actor) -> QuerySet[Person]:
    """The people of those bodies."""
    return Person.objects.filter(scope(actor, "organisation__")).select_related("organisation", "account")


def managed_accounts(actor: Actor) -> QuerySet[Account]:
    """The accounts of people of those bodies, and accounts without a person that hold a role there."""
    holds = RoleGrant.objects.filter(scope(actor, "organisation__"), account=OuterRef("pk"))
    home = Q(person__isnull=False) & scope(actor, "person__organisation__")
    return Account.objects.filter(home | Q(person=None) & Exists(holds)).select_related("person__organisation")


def accounts_without_factor(actor: Actor) -> int:
    """How many accounts of the actor's bodies can sign in with a password alone."""
    rows = managed_accounts(actor).filter(is_active=True)
    return rows.exclude(pk__in=Authenticator.objects.filter(type=Authenticator.Type.TOTP).values("user_id")).count()


def managed_body(actor: Actor, organisation_id: int | None, *, lock: bool = False) -> Organisation:
    """One body of the actor's. NotFound for any other."""
    rows = managed_bodies(actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=organisation_id or 0).first()
    if found is None:
        raise NotFound("")
    return found


def managed_person(actor: Actor, person_id: int, *, lock: bool = False) -> Person:
    """One person of the actor's bodies. NotFound for any other."""
    rows = managed_people(actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=person_id).first()
    if found is None:
        raise NotFound("")
    return found


def managed_account(actor: Actor, account_id: int, *, lock: bool = False) -> Account:
    """One account of the actor's bodies. NotFound for any other."""
    rows = managed_accounts(actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=account_id).first()
    if found is None:
        raise NotFound("")
    return found


def managed_grant(actor: Actor, grant_id: int) -> RoleGrant:
    """One role grant in the actor's bodies. NotFound for any other."""
    found = RoleGrant.objects.filter(scope(actor, "organisation__"), pk=grant_id).select_related("account").first()
    if found is None:
        raise NotFound("")
    return found


def managed_post(actor: Actor, post_id: int) -> Post:
    """One post in the actor's bodies. NotFound for any other."""
    found = Post.objects.filter(scope(actor, "organisation__"), pk=post_id).first()
    if found is None:
        raise NotFound("")
    return found
