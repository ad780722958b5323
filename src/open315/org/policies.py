"""Who may change what in the organisation. Each function raises NotAllowed with the reason; silence is consent."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor, ActorKind
from open315.core.errors import NotAllowed
from open315.core.regions import prefix_of
from open315.org.models import Account, Organisation, RoleGrant
from open315.org.permissions import ADMINISTRATOR
from open315.org.queries import held_on
from open315.org.queries.managed import scope
from open315.org.roles import fits


def require_other(actor: Actor, account: Account) -> None:
    """Nobody widens, narrows or ends her own rights: a second administrator does."""
    if actor.account_id == account.pk:
        raise NotAllowed(_("Your own rights are changed by another administrator."))


def require_whole(actor: Actor, account: Account, on: date) -> None:
    """Suspending or resetting an account touches all its roles, so all of them must be in bodies the actor manages."""
    held = RoleGrant.objects.filter(held_on(on), account=account)
    if held.exclude(pk__in=held.filter(scope(actor, "organisation__")).values("pk")).exists():
        raise NotAllowed(
            _("This account also acts for a body that you do not manage. Ask the administrator of that body.")
        )


def names_region(actor: Actor, code: str) -> bool:
    """Whether the actor's administration reaches so far: names are shared by all, so each place is named by those whose region it lies in."""
    return actor.kind == ActorKind.SYSTEM or code.startswith(prefix_of(actor.region_code))


def require_own_region(actor: Actor, code: str) -> None:
    """A region is renamed by the administrator of a council whose region it is, or lies in."""
    if not names_region(actor, code):
        raise NotAllowed(_("This region lies outside that of your council. Its own administrator changes its name."))


def require_fitting(role: str, body: Organisation) -> None:
    """Councils have clerks and officers; other bodies have liaisons."""
    if not fits(role, body.kind):
        raise NotAllowed(_("This role does not fit this kind of body."))


def require_administrator_left(without: Q, on: date) -> None:
    """Once the grants `without` are gone, somebody must still administer the install on that day."""
    held = RoleGrant.objects.filter(
        held_on(on), role=ADMINISTRATOR, account__is_active=True, organisation__is_active=True
    )
    if held.filter(without).exists() and not held.exclude(without).exists():
        raise NotAllowed(_("This is the last administrator. Appoint another one first."))
