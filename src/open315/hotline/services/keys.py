"""The secrets with which telephone systems tell of a line: made, shown once, taken back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.crypto.tokens import hash_of, new_token
from open315.core.errors import InvalidInput, NotFound
from open315.core.verbs import Target
from open315.core.verbs.step import making, step
from open315.hotline.models import LineKey
from open315.hotline.services.verb import lock_line, setting_up

MOST_KEYS = 2
"""The one in use, and its successor while the telephone system is told of it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A new secret. It is nowhere else: whoever does not copy it now makes another."""

    key: LineKey
    token: str


def _lock(actor: Actor, key_id: int) -> LineKey:
    rows = LineKey.objects.select_for_update(of=("self",)).select_related("line")
    found = rows.filter(pk=key_id, line__council__in=actor.organisation_ids).first()
    if found is None:
        raise NotFound(_("There is no such secret."))
    return found


def _told(done: Any) -> dict[str, Any]:
    return {"line_id": done.row.line_id}


KEY: Target[LineKey] = Target(
    room="hotline",
    name="hotline_key",
    who_first=True,
    lock=_lock,
    noted=lambda done: {**_told(done), **done.data},
    announced=_told,
)
MAKE = setting_up("make_key", KEY, "hotline.key_made", makes=True)


@MAKE
def make_key(line_id: int, *, actor: Actor, at: datetime) -> Made:
    """A secret for the telephone system of a line. InvalidInput where there are two already; NotFound for another council's line."""
    with making(MAKE, actor=actor, at=at) as done:
        line = lock_line(actor, line_id)
        if LineKey.objects.filter(line=line, revoked_at=None).count() >= MOST_KEYS:
            raise InvalidInput(_("This line has two secrets already. Take back the one that is used no more."))
        token = new_token()
        done.row = LineKey.objects.create(line=line, token_hash=hash_of(token), made_at=at)
        return Made(done.row, token)


REVOKE = setting_up("revoke_key", KEY, "hotline.key_revoked")


@REVOKE
def revoke_key(key_id: int, *, actor: Actor, at: datetime) -> LineKey:
    """Take a secret back: what tells with it is not listened to any more. Taken back already, nothing happens."""
    with step(REVOKE, key_id, actor=actor, at=at) as done:
        if done.row.revoked_at is not None:
            done.leave()
        done.row.revoked_at = at
        return done.row
