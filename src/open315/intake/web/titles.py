"""A title for what came without one: the first sentence of what was told. Pure."""

import re

LONGEST = 60
_END = re.compile(r"[。！？!?\n]|\.(?=\s|$)")


def title_of(narrative: str) -> str:
    """The first sentence, at most 60 signs; one that is longer ends in …"""
    first = next((part for part in map(str.strip, _END.split(narrative)) if part), "")
    return first if len(first) <= LONGEST else f"{first[: LONGEST - 1]}…"
