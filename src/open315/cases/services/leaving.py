"""Taking back the cases of an import, as long as nobody has done anything with them (ADR 0099).

In two steps: first all of them are hidden in one transaction, so that every figure, list and search is at once what it was; then
their rows go in pieces. The import's own verb says who may, and leaves the trail.
"""

from collections.abc import Sequence

from django.db.models import Model, QuerySet
from django.urls import reverse

from open315.cases.models import (
    Appointment,
    Attachment,
    Case,
    Clock,
    Follow,
    Handoff,
    Identity,
    Mention,
    NextContact,
    OtherNumber,
    Party,
    Presence,
    PutAside,
    SealedText,
    TimelineEntry,
)
from open315.cases.queries.imported import brought_by, worked_on
from open315.cases.services.rows import SEARCH_INDEX
from open315.core import search
from open315.core.errors import Conflict
from open315.notify import services as notify

SHARE = 2000
PARTS: tuple[type[Model], ...] = (
    SealedText, Party, OtherNumber, TimelineEntry, Clock, Handoff, Attachment, Presence, PutAside, Appointment, NextContact, Mention, Follow,
)  # fmt: skip
"""What belongs to a case alone and goes with it."""


def hide_imported(import_id: int, words: object) -> int:
    """Hide every case of the import, all or none, in the caller's transaction; returns how many.

    Conflict, with `words`, when something was done with one of them. Who works on one right now is waited for.
    """
    rows = Case.objects.filter(import_id=import_id)
    _wait_for_whoever_works_on(rows)
    if worked_on(import_id).exists():
        raise Conflict(words)
    return rows.update(is_leaving=True, query_code_hash="", source_ref="")


def _wait_for_whoever_works_on(rows: QuerySet[Case]) -> None:
    """Lock the cases, a share at a time, so that no verb stands between the look and the mark (SQLite has one writer anyhow, and locks no rows)."""
    for _each in rows.order_by("pk").select_for_update(of=("self",)).values_list("pk").iterator(SHARE):
        pass


def take_away(import_id: int, most: int) -> int:
    """Delete some of the hidden cases with everything that belongs to them, in the caller's transaction; returns how many."""
    found = Case.objects.filter(import_id=import_id, is_leaving=True).order_by("pk").values_list("pk", "number")[:most]
    numbers = dict(found)
    _forget(list(numbers), [reverse("cases:case", args=[number]) for number in numbers.values()])
    return len(numbers)


def _forget(ids: Sequence[int], pages: Sequence[str]) -> None:
    if not ids:
        return
    search.remove(SEARCH_INDEX, ids)
    identities = Party.objects.filter(case_id__in=ids, identity_id__isnull=False).values_list("identity_id", flat=True)
    Identity.objects.filter(pk__in=list(identities)).delete()
    for part in PARTS:
        rows = part._default_manager.filter(case_id__in=ids)
        rows._raw_delete(rows.db)
    notify.forget_pages(pages)
    cases = Case.objects.filter(pk__in=ids)
    cases._raw_delete(cases.db)


__all__ = ["brought_by", "hide_imported", "take_away"]
