"""The identity vault: names, numbers and addresses of consumers, encrypted, apart from the case (ADR 0031).

A case holds a random id and masked words. Deleting the vault row is the erasure; the statistics do not change.
"""

from open315.cases.vault.sealing import (
    TEXT_PURPOSE,
    open_identity,
    open_text,
    phone_index,
    sealed_identity,
    sealed_text,
)

__all__ = ["TEXT_PURPOSE", "open_identity", "open_text", "phone_index", "sealed_identity", "sealed_text"]
