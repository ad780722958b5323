"""Encryption of personal data at rest, and keyed hashes that find it again without decrypting (ADR 0041).

`seal` and `unseal` are AES-256-GCM under the current key of the ring in `settings.VAULT_KEYS`; the purpose is bound to the
ciphertext, so a sealed phone number cannot be passed off as a sealed text. `blind_index` uses a key of its own. The database
knows its ring (`ledger`): with another one, a damaged one or none, nothing is sealed and no server starts.
`add_key` makes a new current key; old keys stay for reading. A room that stores sealed values registers how to seal them
again with `core.crypto.rotation.register` and one of each key with `core.crypto.holdings.register`; texts in columns with
`core.crypto.sealed_columns`, which does both.
"""

from open315.core.crypto.ciphers import Sealed
from open315.core.crypto.keyring import KeyUnknown
from open315.core.crypto.ledger import add_key, current_key
from open315.core.crypto.sealing import blind_index, seal, unseal
from open315.core.crypto.trouble import KeysUnusable

__all__ = ["KeyUnknown", "KeysUnusable", "Sealed", "add_key", "blind_index", "current_key", "seal", "unseal"]
