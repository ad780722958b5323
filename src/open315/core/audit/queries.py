"""Reads of the audit log."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from open315.core.access import Actor
from open315.core.audit.models import AuditEntry
from open315.core.clock import midnight


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What is looked for; empty means any. `event` may be a whole name or its beginning ("cases.")."""

    event: str = ""
    who: str = ""
    object_type: str = ""
    object_id: str = ""
    first: date | None = None
    last: date | None = None


def visible_to(actor: Actor) -> QuerySet[AuditEntry]:
    """Acts of the actor's body and of those below it; everything (consumers' and the system's too) for the body at the top."""
    if not actor.may("audit:read"):
        return AuditEntry.objects.none()
    if actor.may("system:export"):
        return AuditEntry.objects.all()
    return AuditEntry.objects.filter(organisation_id__in=actor.organisation_ids)


def entries(actor: Actor, wanted: AuditFilter) -> QuerySet[AuditEntry]:
    """The visible entries that fit, newest first."""
    found = visible_to(actor).order_by("-at", "-id")
    if wanted.event:
        found = (
            found.filter(event__startswith=wanted.event)
            if wanted.event.endswith(".")
            else found.filter(event=wanted.event)
        )
    if wanted.who:
        found = found.filter(actor_label__icontains=wanted.who)
    if wanted.object_type:
        found = found.filter(object_type=wanted.object_type)
    if wanted.object_id:
        found = found.filter(object_id=wanted.object_id)
    if wanted.first:
        found = found.filter(at__gte=midnight(wanted.first))
    if wanted.last:
        found = found.filter(at__lt=midnight(wanted.last + timedelta(days=1)))
    return found
