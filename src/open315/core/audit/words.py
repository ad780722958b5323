"""What somebody typed in a verb that the audit log records: sealed beside its entry, so that an erasure can reach it.

An entry can never be changed. It keeps a digest of each text, salted with what lies sealed beside the text: nobody has changed the words
unseen while they are there, and once a person is masked in them the digest tells nothing. What earlier versions wrote into the entry itself is
moved beside it (`earlier`).
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from open315.core.audit.models import AuditEntry, AuditWords
from open315.core.crypto import Sealed, current_key, holdings, seal, unseal
from open315.core.crypto.rotation import register
from open315.core.errors import Unavailable

BATCH = 500
TYPED = frozenset({"reason", "note", "text", "why", "idea", "goals"})
"""What people type in what a verb says, in whatever room."""
DIGEST = "words"
SALT = "salt"


def put_beside(entry: AuditEntry, typed: Mapping[str, str]) -> None:
    """Save a new entry with the digests of what was typed, by name, and the texts sealed beside it."""
    salt = secrets.token_hex(16)
    entry.data = {**entry.data, **{name: {DIGEST: _digest(salt, name, text)} for name, text in typed.items()}}
    entry.save(force_insert=True)
    AuditWords(entry=entry, **_sealed(entry.pk, salt, typed)).save(force_insert=True)


def move_beside(entry: AuditEntry, typed: Mapping[str, str], *, masked_at: datetime | None) -> None:
    """Take what was typed out of a stored entry and seal it beside; the guard must be lifted. `masked_at` if it is not what was sealed."""
    salt = secrets.token_hex(16)
    entry.data = {**entry.data, **{name: {DIGEST: _digest(salt, name, text)} for name, text in typed.items()}}
    entry.save(update_fields=["data"])
    AuditWords(entry=entry, is_moved=True, masked_at=masked_at, **_sealed(entry.pk, salt, typed)).save(
        force_insert=True
    )


def original_data(entry: AuditEntry, row: AuditWords) -> dict[str, Any] | None:
    """What an entry told before its words were moved; None where they cannot be opened."""
    try:
        return {**entry.data, **_opened(row)[1]}
    except Unavailable:
        return None


def data_of(entry: AuditEntry) -> dict[str, Any]:
    """What an entry tells, with what was typed where it can be opened."""
    row = getattr(entry, "words", None)
    return {**entry.data, **(_opened_or_none(row) if row else {})}


def changed_words() -> Iterator[int]:
    """Entries whose words are not those that were recorded, though nobody was erased from them."""
    for row in AuditWords.objects.filter(masked_at=None).select_related("entry").order_by("pk").iterator(BATCH):
        told = {name: value for name, value in row.entry.data.items() if _is_digest(value)}
        if told != _digests(row):
            yield row.entry_id


def mask_words(mask: Callable[[str], str], at: datetime) -> int:
    """Let `mask` go over all that was typed, in the caller's transaction; returns in how many entries it found something."""
    changed = 0
    for row in AuditWords.objects.select_for_update().order_by("pk"):
        try:
            _salt, typed = _opened(row)
        except Unavailable:  # nobody can read it any more
            continue
        masked = {name: mask(text) for name, text in typed.items()}
        if masked != typed:
            changed += 1
            new = _sealed(row.entry_id, secrets.token_hex(16), masked)
            AuditWords.objects.filter(pk=row.pk).update(masked_at=at, **new)
    return changed


def _digests(row: AuditWords) -> dict[str, Any]:
    """As the entry has them; nothing where the words cannot be opened."""
    try:
        salt, typed = _opened(row)
    except Unavailable:
        return {}
    return {name: {DIGEST: _digest(salt, name, text)} for name, text in typed.items()}


def _is_digest(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {DIGEST}


def _digest(salt: str, name: str, text: str) -> str:
    return hashlib.sha256(f"{salt}\0{name}\0{text}".encode()).hexdigest()


def _sealed(entry_id: int, salt: str, typed: Mapping[str, str]) -> dict[str, Any]:
    plain = json.dumps({SALT: salt, DIGEST: dict(typed)}, ensure_ascii=False)
    sealed = seal(plain.encode(), purpose=_purpose(entry_id))
    return {"key_id": sealed.key_id, "ciphertext": sealed.ciphertext}


def _opened(row: AuditWords) -> tuple[str, dict[str, str]]:
    found = json.loads(unseal(Sealed(row.key_id, bytes(row.ciphertext)), purpose=_purpose(row.entry_id)))
    return found[SALT], found[DIGEST]


def _opened_or_none(row: AuditWords) -> dict[str, str]:
    try:
        return _opened(row)[1]
    except Unavailable:
        return {}


def _purpose(entry_id: int) -> str:
    """Words open only beside their entry."""
    return f"audit.words\0{entry_id}"


@register
def reseal_words() -> Iterator[int]:
    """Seal again what an older key sealed; yields how many, batch by batch."""
    while done := _resealed():
        yield done


def _resealed() -> int:
    with transaction.atomic():
        rows = list(AuditWords.objects.select_for_update().exclude(key_id=current_key()).order_by("pk")[:BATCH])
        for row in rows:
            AuditWords.objects.filter(pk=row.pk).update(**_sealed(row.entry_id, *_opened(row)))
    return len(rows)


@holdings.register
def _one_of_each_key() -> Iterator[tuple[Sealed, str]]:
    for key in AuditWords.objects.order_by("key_id").values_list("key_id", flat=True).distinct():
        row = AuditWords.objects.filter(key_id=key).first()
        if row:
            yield Sealed(row.key_id, bytes(row.ciphertext)), _purpose(row.entry_id)
