"""Masking anew what an earlier release masked by fewer rules (ADR 0106): a share at a time, resumable, none done twice.

What is hidden of title, narrative, goods and columns of a sheet stays sealed for those who may unmask, as in a new case; after an erasure nothing
is sealed any more. Headings of a sheet stay as they are: they name what was kept under them.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction

from open315.cases.models import Appointment, Attachment, Case, Handoff, SealedText, TimelineEntry
from open315.cases.services.rows import SEARCH_INDEX, search_text
from open315.cases.vault import KEPT_COLUMNS, MASKED_BY, owns_of
from open315.cases.vault.sealing import open_text, text_row
from open315.core.bulk import in_batches
from open315.core.redaction import redact
from open315.core.search import index

BATCH = 100
SEALED_FIELDS, PLAIN_FIELDS = ("title", "narrative", "goods_text"), ("result_note", "decline_statement")
TYPED = frozenset({"text", "reason", "evidence", "reply", "why", "note", "statement"})
"""What people typed in the data of a timeline entry; the rest are codes, days and names of bodies."""
ERASED = "erase_identity"
Mask = Callable[[str], str]


def mask_again(most: int) -> int:
    """Mask up to about `most` cases anew; how many were looked at. Each batch is one transaction."""
    return in_batches(_batch, most)


def _batch() -> int:
    with transaction.atomic():
        old = Case.objects.select_for_update().filter(masked_by__lt=MASKED_BY).order_by("masked_by", "pk")
        cases = list(old[:BATCH])
        changed = [case for case in cases if _mask(case)]
        Case.objects.filter(pk__in=[case.pk for case in cases]).update(masked_by=MASKED_BY)
        index(SEARCH_INDEX, [(case.pk, search_text(vars(case))) for case in changed if not case.is_leaving])
    return len(cases)


def _mask(case: Case) -> bool:
    """Mask one case and what stands around it; whether its own row changed."""
    own = owns_of(case)

    def mask(text: str) -> str:
        return redact(text, *own).text

    _mask_around(case, mask)
    changed: dict[str, Any] = {name: new for name in PLAIN_FIELDS if (new := mask(old := getattr(case, name))) != old}
    originals = {}
    for name in SEALED_FIELDS:
        if (new := mask(old := getattr(case, name))) != old:
            changed[name], originals[name] = new, old
    columns = {
        name: new for name, old in case.source_data.items() if isinstance(old, str) and (new := mask(old)) != old
    }
    hidden = {name: case.source_data[name] for name in columns}
    if columns:
        changed["source_data"] = {**case.source_data, **columns}
    _seal(case, originals, hidden)
    for name, value in changed.items():
        setattr(case, name, value)
    Case.objects.filter(pk=case.pk).update(**changed)
    return bool(changed)


def _seal(case: Case, originals: dict[str, str], hidden: dict[str, Any]) -> None:
    """Keep what is hidden now, where nothing better is kept: an original that is sealed already is the whole one."""
    if not (originals or hidden) or TimelineEntry.objects.filter(case=case, verb=ERASED).exists():
        return
    kept = {row.field: row for row in SealedText.objects.filter(case=case)}
    new = [text_row(case.pk, name, text) for name, text in originals.items() if name not in kept]
    if hidden:
        before = kept.get(KEPT_COLUMNS)
        known = json.loads(open_text(before)) if before else {}
        new.append(text_row(case.pk, KEPT_COLUMNS, json.dumps({**hidden, **known}, ensure_ascii=False)))
        SealedText.objects.filter(case=case, field=KEPT_COLUMNS).delete()
    SealedText.objects.bulk_create([SealedText(**row) for row in new])


def _mask_around(case: Case, mask: Mask) -> None:
    for entry in TimelineEntry.objects.filter(case=case).order_by("pk"):
        told = dict(_told(entry.data, mask))
        if told:
            TimelineEntry.objects.filter(pk=entry.pk).update(data={**entry.data, **told})
    for model, names in ((Handoff, ("reason", "reply")), (Attachment, ("note",)), (Appointment, ("place", "brings"))):
        for row in model._default_manager.filter(case=case).order_by("pk"):
            texts = {name: new for name in names if (new := mask(old := getattr(row, name))) != old}
            if texts:
                model._default_manager.filter(pk=row.pk).update(**texts)


def _told(data: dict[str, Any], mask: Mask) -> Iterator[tuple[str, str]]:
    for name, old in data.items():
        if name in TYPED and isinstance(old, str) and (new := mask(old)) != old:
            yield name, new
