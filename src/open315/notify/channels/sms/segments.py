"""How many parts a short message is sent and paid in: 160 signs of the telephones' own alphabet (GSM-7), or 70 of any other (UCS-2).

A message of several parts loses some signs of each to the header that joins them again (3GPP TS 23.040). Which signs are of the alphabet
the library `gsm0338` knows; those behind an escape count twice.
"""

from dataclasses import dataclass

import gsm0338

ALPHABET = gsm0338.Codec()
GSM7, UCS2 = "gsm7", "ucs2"
ALONE = {GSM7: 160, UCS2: 70}
JOINED = {GSM7: 153, UCS2: 67}
MOST = 6
"""More parts than these are no short message any more; gateways cut them."""


@dataclass(frozen=True, slots=True)
class Segments:
    """The alphabet a text needs, how long it is in it, and in how many parts it goes."""

    alphabet: str
    length: int
    parts: int


def segments_of(text: str) -> Segments:
    """How a text is sent. An empty one is no message and has no part."""
    alphabet, length = GSM7, 0
    try:
        length = len(ALPHABET.encode(text)[0])
    except UnicodeEncodeError:
        alphabet, length = UCS2, len(text.encode("utf-16-be")) // 2
    if length <= ALONE[alphabet]:
        return Segments(alphabet, length, 1 if length else 0)
    return Segments(alphabet, length, -(-length // JOINED[alphabet]))
