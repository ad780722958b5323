"""Secrets that open something to whoever shows them: an address of a calendar, the key of a telephone system. They are shown once."""

import hashlib
import secrets


def new_token() -> str:
    """A token that nobody guesses (256 bits), of signs that addresses hold."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of a token. It is long and random, so a plain hash tells nobody what it was."""
    return hashlib.sha256(token.encode()).hexdigest()
