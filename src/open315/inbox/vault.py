"""Addresses and words of those who wrote: sealed, opened for an answer, for the desk's form and for nothing else."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction

from open315.core.crypto import Sealed, blind_index, current_key, holdings, seal, unseal
from open315.core.crypto.rotation import register
from open315.core.redaction import Own, mask_phone, redact
from open315.inbox.models import Answer, Arrival, Sender
from open315.inbox.rules import as_compared

ADDRESS, WORDS = "inbox.address", "inbox.words"
BATCH = 500
TABLES: tuple[tuple[Any, str], ...] = ((Sender, ADDRESS), (Arrival, WORDS), (Answer, WORDS))
NOTHING: dict[str, Any] = {"key_id": "", "ciphertext": b""}


def sealed(text: str, purpose: str) -> dict[str, Any]:
    """The columns that keep a text sealed."""
    done = seal(text.encode(), purpose=purpose)
    return {"key_id": done.key_id, "ciphertext": done.ciphertext}


def opened(row: Any, purpose: str) -> str:
    """What a row keeps sealed; "" once it is erased."""
    if not row.key_id:
        return ""
    return unseal(Sealed(row.key_id, bytes(row.ciphertext)), purpose=purpose).decode()


def address_index(channel: str, address: str) -> str:
    """By what an address is found again: its digits without the country, for a telephone."""
    return blind_index(f"{channel}\0{plain(address)}", purpose=ADDRESS)


def plain(address: str) -> str:
    """An address as it is compared: a telephone's digits without the country code."""
    digits = "".join(filter(str.isdecimal, address))
    return digits.removeprefix("0086").removeprefix("86") if len(digits) > 11 else digits or address.strip().lower()


def masked(address: str) -> str:
    """An address as pages show it."""
    return mask_phone(plain(address))[:24]


def text_index(sender_id: int, text: str) -> str:
    """By what the same words of the same sender are found."""
    return blind_index(f"{sender_id}\0{as_compared(text)}", purpose=WORDS)


def as_kept(text: str, address: str) -> str:
    """The words without personal data, the sender's own among them; as long as they were."""
    return redact(text, Own("", address, "", "", "")).text


def _resealing(table: Any, purpose: str) -> Callable[[], Iterator[int]]:
    def reseal() -> Iterator[int]:
        while done := _batch(table, purpose):
            yield done

    reseal.__name__ = f"reseal_{table._meta.model_name}"
    return reseal


def _batch(table: Any, purpose: str) -> int:
    old = table.objects.exclude(key_id="").exclude(key_id=current_key()).order_by("pk")
    with transaction.atomic():
        rows = list(old.select_for_update()[:BATCH])
        for row in rows:
            table.objects.filter(pk=row.pk).update(**sealed(opened(row, purpose), purpose))
    return len(rows)


for _table, _purpose in TABLES:
    register(_resealing(_table, _purpose))


@holdings.register
def sealed_of_inbox() -> Iterator[tuple[Sealed, str]]:
    """One row of each table for each key that sealed some."""
    for table, purpose in TABLES:
        tried = [""]
        while row := table.objects.exclude(key_id__in=tried).order_by("pk").first():
            tried.append(row.key_id)
            yield Sealed(row.key_id, bytes(row.ciphertext)), purpose
