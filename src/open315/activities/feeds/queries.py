"""Reads of calendar addresses: one's own, and what stands behind one that a calendar program asks for."""

from datetime import date, datetime

from django.db.models import QuerySet

from open315.activities.feeds.rules import BACK, MOST_EVENTS
from open315.activities.models import Activity, Feed
from open315.activities.queries import visible_to
from open315.core.access import Actor
from open315.core.crypto.tokens import hash_of
from open315.org.queries.actors import actor_of_account
from open315.org.queries.directory import subtree_ids


def own(actor: Actor) -> QuerySet[Feed]:
    """The addresses of the acting person that still work, with their councils."""
    rows = Feed.objects.filter(revoked_at=None, account_id=actor.account_id or 0)
    return rows.select_related("council") if actor.may("activities:read") else rows.none()


def by_token(token: str) -> Feed | None:
    """The address with this token; None for one that nobody has, or that was taken back."""
    rows = Feed.objects.filter(token_hash=hash_of(token), revoked_at=None)
    return rows.select_related("council", "account").first()


def told(feed: Feed, on: date, at: datetime) -> list[Activity] | None:
    """The activities of an address, the latest first: those that its owner may see on this day. None once he may not read them any more."""
    actor = actor_of_account(feed.account_id, on)
    if actor is None or not actor.may("activities:read") or feed.council_id not in actor.organisation_ids:
        return None
    councils = subtree_ids(feed.council) if feed.with_below else {feed.council_id}
    rows = visible_to(actor).filter(council__in=councils, starts_at__gte=at - BACK)
    rows = rows.select_related("region").prefetch_related("hosts__organisation")
    return list(rows.order_by("-starts_at", "-pk")[:MOST_EVENTS])
