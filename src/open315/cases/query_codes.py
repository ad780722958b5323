"""The query code: twelve letters and digits that are easy to read out, derived from the case, never stored.

Deriving it (HMAC of the case id under a secret of the install) lets a repeated request get the same answer without the
code being kept anywhere. A case whose code was lost gets that of its next generation (ADR 0153); the first is that of the id alone. 32 symbols without I, L, O and U (Crockford) give 60 bits.
"""

import hashlib
from itertools import product
from unicodedata import normalize

from open315.core.crypto import blind_index

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
PURPOSE = "cases.query_code"
_PAIRS = tuple(map("".join, product(ALPHABET, repeat=2)))
"""Ten bits → two symbols: half the steps of one symbol at a time."""
_SHIFTS = (50, 40, 30, 20, 10, 0)
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def query_code(case_id: int, generation: int = 0) -> str:
    """The code of a case, in groups of four: the one given when it was registered, or the `generation`th issued since."""
    secret = blind_index(f"case:{case_id}:{generation}" if generation else f"case:{case_id}", purpose=PURPOSE)
    bits = int.from_bytes(hashlib.sha256(secret.encode()).digest()[:8], "big") >> 4
    one, two, three, four, five, six = (_PAIRS[bits >> shift & 1023] for shift in _SHIFTS)
    return f"{one}{two}-{three}{four}-{five}{six}"


def normal(code: str) -> str:
    """The code as typed by a person: of any width, without spaces and dashes, letters that are easily misread set right."""
    return "".join(filter(str.isalnum, normalize("NFKC", code).upper())).translate(_MISREAD)


def code_hash(code: str) -> str:
    """What finds the case by its code as somebody typed it."""
    return _lookup(normal(code))


def hash_of_own(code: str) -> str:
    """The same for a code as `query_code` makes it, which needs no setting right."""
    return _lookup(code.replace("-", ""))


def _lookup(code: str) -> str:
    return blind_index(code, purpose="cases.query_code.lookup")
