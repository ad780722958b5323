"""The verbs of a calendar address: make one, and take it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.activities.feeds import queries
from open315.activities.feeds.rules import MOST_FEEDS
from open315.activities.models import Feed
from open315.core.access import Actor
from open315.core.crypto.tokens import hash_of, new_token
from open315.core.errors import InvalidInput, NotFound
from open315.core.verbs import NoFace, Target, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders
from open315.org import queries as org


@dataclass(frozen=True, slots=True)
class Made:
    """A new address. Its token is nowhere else: whoever does not copy it now makes another."""

    feed: Feed
    token: str


def _lock(actor: Actor, feed_id: int) -> Feed:
    rows = Feed.objects.select_for_update(of=("self",))
    feed = rows.filter(pk=feed_id, account_id=actor.account_id or 0, revoked_at=None).first()
    if feed is None:
        raise NotFound(_("There is no such calendar address."))
    return feed


def _noted(done: Step[Feed]) -> dict[str, Any]:
    return {"council_id": done.row.council_id, "with_below": done.row.with_below}


FEED: Target[Feed] = Target(
    room="activities",
    name="feed",
    who_first=True,
    lock=_lock,
    noted=_noted,
    announced=lambda done: {"feed_id": done.row.pk, "council_id": done.row.council_id},
)
READERS = holders(_("You may not read activities."))
OWN_PAGE = NoFace("The page of calendar addresses has a form and a button for it.")


def _verb(name: str, event: str, **more: Any) -> Verb[Feed]:
    return Verb(name, FEED, event=event, permission="activities:read", who=READERS, face=OWN_PAGE, **more)


MAKE = _verb("make_feed", "activities.feed_made", makes=True)


@MAKE
def make_feed(council_id: int, *, with_below: bool, actor: Actor, at: datetime) -> Made:
    """An address for the activities of a council that the person may see. InvalidInput for another council, or one address too many."""
    with making(MAKE, actor=actor, at=at) as done:
        councils = {body.id for body in org.councils()}
        if council_id not in councils & set(actor.organisation_ids):
            raise InvalidInput(_("Choose the council from the list."), field="council")
        if queries.own(actor).count() >= MOST_FEEDS:
            raise InvalidInput(_("You have ten addresses already. Take one back that is used no more."))
        token = new_token()
        done.row = Feed.objects.create(
            account_id=actor.account_id or 0,
            council_id=council_id,
            with_below=with_below,
            token_hash=hash_of(token),
            created_at=at,
        )
        return Made(done.row, token)


REVOKE = _verb("revoke_feed", "activities.feed_revoked")


@REVOKE
def revoke_feed(feed_id: int, *, actor: Actor, at: datetime) -> Feed:
    """Take one of one's own addresses back: from now on it answers nobody. NotFound for another's, or one that was taken back."""
    with step(REVOKE, feed_id, actor=actor, at=at) as done:
        done.row.revoked_at = at
        return done.row
