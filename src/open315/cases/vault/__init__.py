"""The identity vault: names, numbers and addresses of consumers, encrypted, apart from the case (ADR 0031).

A case holds a random id and masked words. Deleting the vault row is the erasure; the statistics do not change.
"""

from open315.cases.vault.originals import KEPT_COLUMNS, KEPT_HEADINGS, open_originals
from open315.cases.vault.own_words import MASKED_BY, own_of, owns_of, redacted, said, trader_as_kept
from open315.cases.vault.sealing import (
    NUMBERS_READ,
    TEXT_PURPOSE,
    address_indexes,
    identity_row,
    open_identity,
    open_text,
    phone_index,
    phone_indexes,
    text_row,
)

__all__ = [
    "KEPT_COLUMNS",
    "KEPT_HEADINGS",
    "MASKED_BY",
    "NUMBERS_READ",
    "TEXT_PURPOSE",
    "address_indexes",
    "identity_row",
    "open_identity",
    "open_originals",
    "open_text",
    "own_of",
    "owns_of",
    "phone_index",
    "phone_indexes",
    "redacted",
    "said",
    "text_row",
    "trader_as_kept",
]
