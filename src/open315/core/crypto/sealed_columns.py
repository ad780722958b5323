"""Texts sealed in two columns of a table, `key_id` and `ciphertext`; both are empty in a row that keeps nothing, or whose person is forgotten.

A room seals with `sealed`, opens with `opened`, and declares the table once with `keep_sealed`: then `open315 rotate-keys` seals its rows again,
and a ring that the database does not know is tried on one row of each key.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import models, transaction

from open315.core.crypto import holdings, rotation
from open315.core.crypto.ciphers import Sealed
from open315.core.crypto.ledger import current_key
from open315.core.crypto.sealing import seal, unseal

BATCH = 500
NOTHING: dict[str, Any] = {"key_id": "", "ciphertext": b""}
"""The columns of a row that keeps nothing."""


def sealed(text: str, purpose: str) -> dict[str, Any]:
    """The columns that keep a text."""
    done = seal(text.encode(), purpose=purpose)
    return {"key_id": done.key_id, "ciphertext": done.ciphertext}


def opened(row: Any, purpose: str) -> str:
    """The text that a row keeps; "" where it keeps none."""
    if not row.key_id:
        return ""
    return unseal(Sealed(row.key_id, bytes(row.ciphertext)), purpose=purpose).decode()


def keep_sealed(table: type[models.Model], purpose: str) -> None:
    """Let the rows of a table be sealed again when the key changes, and a ring be tried on them. Called where the room's vault is read."""
    name = f"{table._meta.label}.{purpose}"
    rotation.register(partial(_reseal, table, purpose), name)
    holdings.register(partial(_samples, table, purpose), name)


def _reseal(table: type[models.Model], purpose: str) -> Iterator[int]:
    while done := _batch(table, purpose):
        yield done


def _batch(table: type[models.Model], purpose: str) -> int:
    old = table._default_manager.exclude(key_id="").exclude(key_id=current_key()).order_by("pk")
    with transaction.atomic():
        rows = list(old.select_for_update(of=("self",))[:BATCH])
        for row in rows:
            table._default_manager.filter(pk=row.pk).update(**sealed(opened(row, purpose), purpose))
    return len(rows)


def _samples(table: type[models.Model], purpose: str) -> Iterator[tuple[Sealed, str]]:
    tried = [""]
    while row := table._default_manager.exclude(key_id__in=tried).order_by("pk").values("key_id", "ciphertext").first():
        tried.append(row["key_id"])
        yield Sealed(row["key_id"], bytes(row["ciphertext"])), purpose
