"""What the program sees that filed a case for somebody: where it stands, in words for the public, and nothing of what was written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q, QuerySet

from open315.cases.models import Case, TimelineEntry
from open315.cases.queries.consumer import HIDDEN
from open315.cases.types import OPEN, State
from open315.cases.wording import state_words
from open315.org import queries as org


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands. `changed_at` is its last step that the consumer sees."""

    number: str
    kind: str
    is_open: bool
    state_words: Any
    holder: Any
    region_code: str
    received_at: datetime
    changed_at: datetime
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases of a source: of these numbers; or by kind, days and whether they are open. Empty: whatever it is."""

    numbers: Collection[str] = ()
    kinds: Collection[str] = ()
    since: datetime | None = None
    until: datetime | None = None
    open_or_not: bool | None = None


def standings(source: str, wanted: Wanted, *, most: int) -> list[Standing]:
    """The newest cases that came from this source and are wanted, at most so many; nothing for a source without a name."""
    rows = _rows(source, wanted).order_by("-received_at", "-id")[:most]
    return _shown(list(rows))


def number_by_reference(source: str, reference: str) -> str:
    """The number of the case that this source calls so; "" if there is none."""
    found = _of(source).filter(source_ref=reference).first() if reference else None
    return found.number if found else ""


def _of(source: str) -> QuerySet[Case]:
    return (
        Case.objects.filter(source=source, is_leaving=False).exclude(source_ref="") if source else Case.objects.none()
    )


def _rows(source: str, wanted: Wanted) -> QuerySet[Case]:
    rows = _of(source)
    if wanted.numbers:
        return rows.filter(number__in=wanted.numbers)
    asked = Q()
    if wanted.kinds:
        asked &= Q(kind__in=wanted.kinds)
    if wanted.since:
        asked &= Q(received_at__gte=wanted.since)
    if wanted.until:
        asked &= Q(received_at__lte=wanted.until)
    if wanted.open_or_not is not None:
        asked &= Q(state__in=OPEN) if wanted.open_or_not else ~Q(state__in=OPEN)
    return rows.filter(asked)


def _shown(rows: Sequence[Case]) -> list[Standing]:
    steps = TimelineEntry.objects.filter(case__in=rows, is_public=True).values("case_id").annotate(last=Max("at"))
    last = {each["case_id"]: each["last"] for each in steps}
    return [
        Standing(
            number=row.number,
            kind=row.kind,
            is_open=row.state in OPEN,
            state_words=state_words(HIDDEN.get(State(row.state), State(row.state))),
            holder=org.body_by_id(row.holder_id),
            region_code=row.region_code,
            received_at=row.received_at,
            changed_at=last.get(row.pk, row.received_at),
            due_on=row.next_due_on,
        )
        for row in rows
    ]
