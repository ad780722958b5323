"""Who may file and ask here: programs with a key of the settings, by name."""

import hmac
from collections.abc import Iterator

SOURCE = "open311 "
"""How the source of a case begins that came in here; the client's name follows."""


def clients(keys: str) -> Iterator[tuple[str, str]]:
    """Name and key of each client of the setting: `app:key other:key`. What is no such pair counts for nothing."""
    for each in keys.split():
        name, colon, key = each.partition(":")
        if colon and name and len(key) >= SHORTEST:
            yield name, key


SHORTEST = 16
"""So many signs a key has at least: shorter ones open nothing."""


def client_of(key: str, keys: str) -> str:
    """The name of the client that shows this key; "" for a wrong one. All are compared, so that time tells nothing."""
    found = ""
    for name, theirs in clients(keys):
        if hmac.compare_digest(key.encode(), theirs.encode()):
            found = name
    return found
