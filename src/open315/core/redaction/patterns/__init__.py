"""What personal data looks like, a module a kind of thing. Patterns see the plain form of a text (`reading`).

Every pattern is bounded: it looks at no more than some hundred signs from where it begins, so that the time for a text grows
as the text does, whatever somebody writes into it (ADR 0106).
"""

from open315.core.redaction.patterns import (
    births,
    handles,
    homes,
    names,
    papers,
    plates,
    secrets,
    spelled,
    telephones,
    whole_names,
)
from open315.core.redaction.patterns.shape import Pattern

ALL: tuple[Pattern, ...] = (
    *handles.MAIL,
    *secrets.PATTERNS,
    *births.PATTERNS,
    *telephones.IN_ONE_PIECE,
    *papers.PATTERNS,
    *telephones.PATTERNS,
    *spelled.PATTERNS,
    *plates.PATTERNS,
    *handles.ACCOUNTS,
    *homes.PATTERNS,
    *names.PATTERNS,
    *whole_names.PATTERNS,
)
"""In this order: an earlier pattern has the first claim on a stretch."""

__all__ = ["ALL", "Pattern"]
