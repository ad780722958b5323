"""Acting for a body below one's own: what a folder of a whole campaign says of each council is entered for that council."""

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor, ActorKind
from open315.core.errors import InvalidInput, NotAllowed
from open315.org.models import Organisation
from open315.org.queries.directory import Body, active_bodies, all_bodies, subtree_ids

NO_BODY = _("There is no active body of this name: “%(name)s”. Bodies come first.")
NOT_YOURS = _("“%(name)s” is not your council and does not stand below it.")


def body_named(name: str) -> Body | None:
    """The body of exactly this name, the active one where two had it."""
    found = [body for body in all_bodies() if body.name == name]
    return next((body for body in found if body.is_active), found[0] if found else None)


def acting_for(actor: Actor, name: str, *, field: str) -> Actor:
    """The same actor, acting for the body of that name. InvalidInput at the field where there is none, NotAllowed where it is not the actor's."""
    body = next((each for each in active_bodies() if each.name == name), None)
    if body is None:
        raise InvalidInput(NO_BODY % {"name": name}, field=field)
    is_known = actor.kind == ActorKind.SYSTEM or body.id in actor.organisation_ids
    if not is_known and body.id not in with_new_bodies(actor).organisation_ids:
        raise NotAllowed(NOT_YOURS % {"name": name}, field=field)
    return replace(
        copy(actor),  # the actor itself: that of a request is only found when it is asked for
        organisation_id=body.id,
        organisation_kind=body.kind,
        organisation_ids=subtree_ids(body),
        region_code=body.region_code,
    )


def with_new_bodies(actor: Actor) -> Actor:
    """The same actor with the bodies that were set up below its own since it came."""
    own = next((each for each in active_bodies() if each.id == actor.organisation_id), None)
    if own is None or actor.kind == ActorKind.SYSTEM:
        return actor
    return replace(copy(actor), organisation_ids=subtree_ids(own))


def active_id(name: str, *, field: str) -> int:
    """The active body of that name. InvalidInput at the field where there is none."""
    body = next((each for each in active_bodies() if each.name == name), None)
    if body is None:
        raise InvalidInput(NO_BODY % {"name": name}, field=field)
    return body.id


def body_kinds() -> Mapping[str, Any]:
    """The kinds of bodies with their words."""
    return dict(Organisation.Kind.choices)
