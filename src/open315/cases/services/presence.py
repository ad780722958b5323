"""Telling that one has a case open, for the colleagues of one's body to see. Nothing is blocked by it: versions stay the guard."""

from datetime import datetime, timedelta

from open315.cases.models import Presence
from open315.core.access import Actor

LONGEST_STEP = 24
SWEPT = timedelta(minutes=10)


def tell_presence(case_id: int, *, step: str, actor: Actor, at: datetime) -> None:
    """Say that the actor looks at a case she sees, or types into the form of `step`; she is present for `HERE` from then on."""
    if actor.account_id is None or actor.organisation_id is None:
        return
    mine = {"case_id": case_id, "account_id": actor.account_id}
    told = {"organisation_id": actor.organisation_id, "step": step[:LONGEST_STEP], "at": at}
    Presence.objects.bulk_create(
        [Presence(**mine, **told)], update_conflicts=True, unique_fields=["case", "account"], update_fields=[*told]
    )


def end_presence(case_id: int, *, actor: Actor, at: datetime) -> None:
    """Say that the actor has left a case."""
    Presence.objects.filter(case_id=case_id, account_id=actor.account_id or 0).delete()


def forget_presence(at: datetime) -> int:
    """Delete what nobody tells any more; returns how much."""
    return Presence.objects.filter(at__lt=at - SWEPT).delete()[0]
