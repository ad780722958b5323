"""The button of a message that takes back what it tells of: which steps have an inverse, and what the button sends."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from open315.core.text import whole_number

INVERSE = {"assign": "cases:undo", "aside": "cases:back"}
"""Steps that can be taken back, with the address that does it."""
MOST = 200


def undo_of(verb: str, case_ids: Sequence[int], query: str) -> str:
    """What a message carries (`extra_tags`) to be taken back: where, of which cases, and the list to come back to; "" for nothing."""
    if verb not in INVERSE:
        return ""
    return " ".join([reverse(INVERSE[verb]), ",".join(map(str, case_ids)), query])


def undone_ids(sent: Mapping[str, str]) -> list[int]:
    """The cases that a button of a message names."""
    found = map(whole_number, sent.get("what", "").split(",")[:MOST])
    return [each for each in found if each is not None]
