"""Whole numbers as addresses and forms bring them back: anybody may have changed them on the way."""

LONGEST = 18
"""Digits of a number that every database keeps."""


def whole_number(text: str) -> int | None:
    """The number, or None for what is none: letters, signs, exponents such as ², and more digits than a database keeps."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None
