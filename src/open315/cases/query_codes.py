"""The query code: twelve letters and digits that are easy to read out, derived from the case, never stored.

Deriving it (HMAC of the case id under a secret of the install) lets a repeated request get the same answer without the
code being kept anywhere. 32 symbols without I, L, O and U (Crockford) give 60 bits.
"""

import base64
import hashlib

from open315.core.crypto import blind_index

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
PURPOSE = "cases.query_code"
_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def query_code(case_id: int) -> str:
    """The code of a case, in groups of four."""
    secret = blind_index(f"case:{case_id}", purpose=PURPOSE)
    code = base64.b32encode(hashlib.sha256(secret.encode()).digest())[:LENGTH].decode().translate(_CROCKFORD)
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def normal(code: str) -> str:
    """The code as typed by a person, without spaces and dashes, letters that are easily misread set right."""
    return "".join(filter(str.isalnum, code.upper())).translate(_MISREAD)


def code_hash(code: str) -> str:
    """What is stored to find the case by its code."""
    return blind_index(normal(code), purpose="cases.query_code.lookup")
