"""Words that earlier versions wrote into the entries themselves: taken out, sealed beside them like those of today, by the worker (ADR 0137).

The links stay as they are. While the words can be opened and nobody was masked in them, the entry is put together again as it was sealed, and
its link is checked as ever. Each share that is taken out leaves an entry of its own, which is chained like any other: what the share's entries
say from then on, as a digest. When nothing is left a last entry says how many shares there were; none can be added afterwards.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from open315.core.access import SYSTEM
from open315.core.audit.canonical import canonical
from open315.core.audit.chain import take_turns
from open315.core.audit.guard import lifted
from open315.core.audit.models import AuditEntry, AuditSeal, AuditWords
from open315.core.audit.record import record
from open315.core.audit.words import TYPED, move_beside, original_data
from open315.core.redaction import redact

SHARE = 500
PART, DONE = "audit.words_sealed", "audit.all_words_sealed"
"""The events of a share, and of the end."""


def seal_earlier(at: datetime, shares: int) -> int:
    """Take the words out of up to so many shares of entries; how many entries. Each share is one transaction; nothing is done twice."""
    total = 0
    for _each in range(shares):
        with transaction.atomic():
            take_turns()
            if AuditEntry.objects.filter(event=DONE).exists():
                break
            found = _share(behind=told[-1].data["last"] if (told := parts()) else 0)
            if found:
                _take_out(found, at)
            elif told:
                record(DONE, actor=SYSTEM, at=at, data={"parts": len(told)})
        total += len(found)
        if not found:
            break
    return total


def parts() -> list[AuditEntry]:
    """What was written of the shares so far, in their order."""
    return list(AuditEntry.objects.filter(event=PART).order_by("pk"))


def _share(behind: int) -> list[AuditEntry]:
    """The next entries with words in them, oldest first: chained, behind the last share, and older than the first that a version of today wrote."""
    has_words = Q()
    for name in sorted(TYPED):
        has_words |= Q(data__has_key=name)
    rows = AuditEntry.objects.filter(has_words, pk__gt=behind, pk__in=AuditSeal.objects.values("entry_id"))
    first_of_today = AuditWords.objects.filter(is_moved=False).order_by("entry_id").first()
    if first_of_today is not None:
        rows = rows.filter(pk__lt=first_of_today.entry_id)
    return [each for each in rows.order_by("pk").iterator(SHARE) if _words_in(each.data)][:SHARE]


def _words_in(data: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in data.items() if name in TYPED and isinstance(value, str) and value}


def _take_out(entries: list[AuditEntry], at: datetime) -> None:
    with lifted():
        for entry in entries:
            typed = _words_in(entry.data)
            masked = {name: redact(text).text for name, text in typed.items()}
            move_beside(entry, masked, masked_at=at if masked != typed else None)
    told = {"part": len(parts()) + 1, "first": entries[0].pk, "last": entries[-1].pk, "digest": digest_of(entries)}
    record(PART, actor=SYSTEM, at=at, data={**told, "entries": len(entries)})


def digest_of(entries: list[AuditEntry]) -> str:
    """SHA-256 over what entries say, one after the other."""
    whole = hashlib.sha256()
    for entry in entries:
        whole.update(hashlib.sha256(canonical(entry)).digest())
    return whole.hexdigest()


def as_sealed(entry: AuditEntry, beside: AuditWords | None) -> AuditEntry | None:
    """The entry as its link has it; None where its words were masked since, so that only its share can tell whether it is unchanged."""
    if beside is None or not beside.is_moved:
        return entry
    if beside.masked_at is not None:
        return None
    found = original_data(entry, beside)
    return None if found is None else _with_data(entry, found)


def _with_data(entry: AuditEntry, data: dict[str, Any]) -> AuditEntry:
    names = [field.attname for field in entry._meta.concrete_fields]
    return AuditEntry(**{**{name: getattr(entry, name) for name in names}, "data": data})


def broken_shares() -> Iterator[int]:
    """The entry of each share that does not say what its entries say now, or that nobody may have added; then the last, where it is wrong."""
    told, ends = parts(), list(AuditEntry.objects.filter(event=DONE).order_by("pk"))
    covered = 0
    for number, part in enumerate(told, start=1):
        moved = AuditEntry.objects.filter(words__is_moved=True, pk__range=(part.data["first"], part.data["last"]))
        entries = list(moved.order_by("pk"))
        covered += len(entries)
        if (part.data["part"], part.data["digest"]) != (number, digest_of(entries)):
            yield part.pk
    for end in ends:
        if (end.data["parts"], ends[0].pk) != (len(told), end.pk) or any(part.pk > end.pk for part in told):
            yield end.pk
    if covered != AuditWords.objects.filter(is_moved=True).count():
        yield AuditWords.objects.filter(is_moved=True).order_by("-entry_id").values_list("entry_id", flat=True)[0]
