"""A message that will never reach the consumer: the timeline says so, and whoever has the case tells her another way."""

from dataclasses import replace
from typing import Any

from open315.cases.actors import CONSUMER
from open315.cases.models import Party, TimelineEntry
from open315.cases.notices.staff import tell
from open315.cases.wording import MAIL_FAILED
from open315.core.access import SYSTEM
from open315.core.outbox import Event, declare_events, subscribe
from open315.notify.receipts import UNDELIVERED
from open315.notify.types import EMAIL

MAIL = "notify.mail_failed"
"""What staff are told of a mail; and the event of the days when there was e-mail alone, of which some may still wait."""
declare_events(MAIL)


@subscribe(UNDELIVERED, MAIL)
def note_lost_message(event: Event) -> None:
    """Write it into the timeline and tell the officer. Of an erased consumer nobody is told anything."""
    found = _party(event.payload)
    if found is None or found.identity_id is None:
        return
    channel = event.payload.get("channel", EMAIL)
    named = {} if channel == EMAIL else {"channel": channel}
    TimelineEntry.objects.create(
        case_id=found.case_id,
        at=event.at,
        verb=MAIL_FAILED,
        actor_kind=SYSTEM.kind,
        actor_label=SYSTEM.label,
        data={"mail": event.payload["template"], "why": event.payload["why"], **named},
    )
    tell(replace(event, name=MAIL) if channel == EMAIL else event, found.case)


def _party(payload: dict[str, Any]) -> Party | None:
    key = payload.get("identity") or (payload.get("kind") == CONSUMER and payload.get("key"))
    return Party.objects.filter(identity_id=key).select_related("case").first() if key else None
