"""What the verbs of the organisation act upon. All ask for the same permission; their pages have forms of their own."""

from functools import partial
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import InvalidInput, NotFound
from open315.core.verbs import NoFace, Target, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.who import holders
from open315.org.models import Account, Organisation, Person, Post, Region, RoleGrant
from open315.org.queries import managed

ROOM = "org"
Row = TypeVar("Row")


def _lock_region(_actor: Actor, code: str) -> Region:
    region = Region.objects.select_for_update().filter(pk=code).first()
    if region is None:
        raise NotFound("")
    return region


def _grant_noted(done: Step[RoleGrant]) -> dict[str, Any]:
    grant = done.row
    return {
        "organisation": grant.organisation_id,
        "role": grant.role,
        "from": grant.granted_from.isoformat(),
        "until": grant.granted_until.isoformat() if grant.granted_until else "",
    }


BODY: Target[Organisation] = Target(
    room=ROOM,
    name="organisation",
    who_first=True,
    lock=partial(managed.managed_body, lock=True),
    announced=lambda done: {"organisation_id": done.row.pk},
)
ACCOUNT: Target[Account] = Target(
    room=ROOM,
    name="account",
    who_first=True,
    lock=partial(managed.managed_account, lock=True),
    announced=lambda done: {"account_id": done.row.pk},
)
GRANT: Target[RoleGrant] = Target(
    room=ROOM,
    name="account",
    who_first=True,
    lock=managed.managed_grant,
    key=lambda grant: grant.account_id,
    noted=_grant_noted,
    announced=lambda done: {"account_id": done.row.account_id, "organisation_id": done.row.organisation_id},
)
PERSON: Target[Person] = Target(
    room=ROOM,
    name="person",
    who_first=True,
    lock=partial(managed.managed_person, lock=True),
    announced=lambda done: {"person_id": done.row.pk},
)
POST: Target[Post] = Target(
    room=ROOM,
    name="person",
    who_first=True,
    lock=managed.managed_post,
    key=lambda post: post.person_id,
    announced=lambda done: {"person_id": done.row.person_id},
)
REGION: Target[Region] = Target(
    room=ROOM,
    name="region",
    who_first=True,
    lock=_lock_region,
    announced=lambda done: {"region": done.row.pk},
)

NOT_A_MANAGER = _("You may not manage bodies, people and accounts.")
MANAGERS = holders(NOT_A_MANAGER)
OWN_PAGE = NoFace("The pages of bodies, people and accounts have a form or a button for it.")


def need_reason(reason: str) -> None:
    """What shuts or opens an account or a body again is explained in the audit log. InvalidInput for an empty reason."""
    if not reason.strip():
        raise InvalidInput(_("Give the reason."), field="reason")


def managing(name: str, target: Target[Row], *, event: str, **more: Any) -> Verb[Row]:
    """A verb of an administrator."""
    return Verb(name, target, event=event, permission=managed.MANAGE, who=MANAGERS, face=OWN_PAGE, **more)
