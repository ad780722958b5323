"""Sealing everything anew under the current key, in batches that can be interrupted and run again."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from open315.cases.models import Attachment, Identity, SealedText
from open315.cases.vault import sealing
from open315.core.crypto import Sealed, current_key, holdings, seal, unseal
from open315.core.crypto.rotation import register
from open315.core.uploads import services as uploads

BATCH = 500
_TABLES: tuple[tuple[type[Identity] | type[SealedText], str], ...] = (
    (Identity, sealing.PURPOSE),
    (SealedText, sealing.TEXT_PURPOSE),
)


@register
def reseal_vault() -> Iterator[int]:
    """Reseal identities and original texts; yields how many were done, batch by batch."""
    for model, purpose in _TABLES:
        while done := _batch(model, purpose):
            yield done


def _batch(model: type[Identity] | type[SealedText], purpose: str) -> int:
    with transaction.atomic():
        rows: list[Any] = list(model._default_manager.select_for_update().exclude(key_id=current_key())[:BATCH])
        for row in rows:
            plain = unseal(Sealed(row.key_id, bytes(row.ciphertext)), purpose=purpose)
            sealed = seal(plain, purpose=purpose)
            row.key_id, row.ciphertext = sealed.key_id, sealed.ciphertext
            row.save(update_fields=["key_id", "ciphertext"])
    return len(rows)


@register
def seal_names_of_files() -> Iterator[int]:
    """Seal the names that an earlier version kept in clear; yields how many, batch by batch."""
    in_clear = Attachment.objects.exclude(upload__original_name="").order_by("id")
    while ids := list(in_clear.values_list("upload_id", flat=True)[:BATCH]):
        yield uploads.seal_names(ids)


@holdings.register
def sealed_in_the_vault() -> Iterator[tuple[Sealed, str]]:
    """An identity and an original text for each key that sealed some."""
    for model, purpose in _TABLES:
        tried: list[str] = []
        while row := model._default_manager.exclude(key_id__in=tried).first():
            tried.append(row.key_id)
            yield Sealed(row.key_id, bytes(row.ciphertext)), purpose
