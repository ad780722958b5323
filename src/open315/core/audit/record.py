"""Writing audit entries."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from open315.core import bulk
from open315.core.access import Actor
from open315.core.audit.models import AuditEntry
from open315.core.audit.words import put_beside


def entry(
    event: str,
    *,
    actor: Actor,
    at: datetime,
    obj: tuple[str, int | str] | None = None,
    data: dict[str, Any] | None = None,
) -> AuditEntry:
    """An unsaved entry; `obj` is (type, id). Never put personal data in `data`."""
    return AuditEntry(**_row(event, actor=actor, at=at, obj=obj, data=data))


def _row(
    event: str, *, actor: Actor, at: datetime, obj: tuple[str, int | str] | None, data: dict[str, Any] | None
) -> dict[str, Any]:
    return {
        "at": at,
        "event": str(event),
        "actor_kind": str(actor.kind),
        "account_id": actor.account_id,
        "organisation_id": actor.organisation_id,
        "actor_label": str(actor.label),
        "object_type": str(obj[0]) if obj else "",
        "object_id": str(obj[1]) if obj else "",
        "data": data or {},
    }


def record(
    event: str,
    *,
    actor: Actor,
    at: datetime,
    obj: tuple[str, int | str] | None = None,
    data: dict[str, Any] | None = None,
    typed: Mapping[str, str] | None = None,
) -> None:
    """Append one entry in the caller's transaction. What somebody `typed`, by name, is sealed beside it."""
    if typed:
        put_beside(entry(event, actor=actor, at=at, obj=obj, data=data), typed)
    else:
        bulk.insert(AuditEntry, [_row(event, actor=actor, at=at, obj=obj, data=data)])


def record_many(entries: Iterable[AuditEntry]) -> None:
    """Append many entries in the caller's transaction."""
    AuditEntry.objects.bulk_create(list(entries), batch_size=1000)
