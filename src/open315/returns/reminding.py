"""Who is reminded when: once before a return is due, once when its day has passed. Each day due of a return counts by itself."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet

from open315.core.clock import local_day
from open315.core.outbox import Event, declare_events, emit_many
from open315.returns.models import Return
from open315.returns.types import State

DUE_SOON, LATE = "returns.due_soon", "returns.late"
declare_events(DUE_SOON, LATE)
SOON = timedelta(days=3)
"""So long before its day people are reminded of a return."""
AT_A_TIME = 500


def remind(at: datetime) -> int:
    """Announce what is due soon and what is late, each once a day due; returns how many."""
    today = local_day(at)
    soon = _unsigned("reminded_on").filter(due_on__gte=today, due_on__lte=today + SOON)
    late = _unsigned("chased_on").filter(due_on__lt=today)
    return _announce(DUE_SOON, "reminded_on", soon, at) + _announce(LATE, "chased_on", late, at)


def _unsigned(field: str) -> QuerySet[Return]:
    """What is not signed, and not announced for its present day; of a call that is still open."""
    told = Q(**{field: F("due_on")})
    return Return.objects.exclude(state=State.SIGNED).filter(call__closed_at=None).exclude(~Q(**{field: None}) & told)


def _announce(name: str, field: str, rows: Iterable[Return], at: datetime) -> int:
    found = list(Return.objects.filter(pk__in=[each.pk for each in rows][:AT_A_TIME]).select_for_update())
    for row in found:
        setattr(row, field, row.due_on)
    Return.objects.bulk_update(found, [field])
    emit_many(Event(name, {"return_id": each.pk, "due": _plain(each.due_on)}, at) for each in found)
    return len(found)


def _plain(day: date) -> str:
    return day.isoformat()
