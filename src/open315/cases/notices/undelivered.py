"""A mail that will never reach the consumer: the timeline says so, and whoever has the case tells her another way."""

from open315.cases.models import Party, TimelineEntry
from open315.cases.notices.staff import tell
from open315.cases.wording import MAIL_FAILED
from open315.core.access import SYSTEM
from open315.core.outbox import Event, subscribe


@subscribe("notify.mail_failed")
def note_lost_mail(event: Event) -> None:
    """Write it into the timeline and tell the officer. Of an erased consumer nobody is told anything."""
    found = Party.objects.filter(identity_id=event.payload["identity"] or None).select_related("case").first()
    if found is None or found.identity_id is None:
        return
    TimelineEntry.objects.create(
        case_id=found.case_id,
        at=event.at,
        verb=MAIL_FAILED,
        actor_kind=SYSTEM.kind,
        actor_label=SYSTEM.label,
        data={"mail": event.payload["template"], "why": event.payload["why"]},
    )
    tell(event, found.case)
