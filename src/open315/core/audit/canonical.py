"""The canonical form of an audit entry: the same bytes from SQLite and PostgreSQL, today and after a restore."""

import hashlib
import json
from datetime import UTC
from typing import Any

from open315.core.audit.models import AuditEntry

GENESIS = "0" * 64
"""What the first link follows."""


def canonical(entry: AuditEntry) -> bytes:
    """The entry as JSON with sorted keys, UTC moments with microseconds, nothing left out."""
    content: dict[str, Any] = {
        "id": entry.pk,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "event": entry.event,
        "actor_kind": entry.actor_kind,
        "account_id": entry.account_id,
        "organisation_id": entry.organisation_id,
        "actor_label": entry.actor_label,
        "object_type": entry.object_type,
        "object_id": entry.object_id,
        "data": entry.data,
    }
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def link(sequence: int, previous: str, entry: AuditEntry) -> str:
    """SHA-256 over the place in the chain, the link before, and the entry."""
    return hashlib.sha256(f"{sequence}\n{previous}\n".encode() + canonical(entry)).hexdigest()
