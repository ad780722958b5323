"""Encryption of personal data at rest, and keyed hashes that find it again without decrypting (ADR 0041).

`seal` and `unseal` are AES-256-GCM under the current key of the ring in `settings.VAULT_KEYS`; the purpose is bound to the
ciphertext, so a sealed phone number cannot be passed off as a sealed text. `blind_index` uses a key of its own.
`add_key` makes a new current key; old keys stay for reading. A room that stores sealed values registers how to seal them
again with `core.crypto.rotation.register`; `open315 rotate-keys` calls them all.
"""

from open315.core.crypto.keyring import KeyUnknown, add_key, keys
from open315.core.crypto.sealing import Sealed, blind_index, seal, unseal

__all__ = ["KeyUnknown", "Sealed", "add_key", "blind_index", "keys", "seal", "unseal"]
