"""What a contribution may be; pure."""

from collections.abc import Iterator

from open315.activities.partners.types import Contribution

MOST_STAFF, MOST_STALLS, MOST_CENTS, MATERIALS_LENGTH = 10_000, 1_000, 100_000_000_000, 200
"""Ten thousand people, a thousand stalls, a thousand million yuan: more is a slip of the finger."""


def faults(given: Contribution) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a contribution; nothing for a sound one."""
    for field, value, most in (
        ("staff", given.staff, MOST_STAFF),
        ("stalls", given.stalls, MOST_STALLS),
        ("money", given.cents, MOST_CENTS),
    ):
        if value is not None and not 0 <= value <= most:
            yield field, "out_of_range"
    if len(given.materials.strip()) > MATERIALS_LENGTH:
        yield "materials", "too_long"
