"""What opens something (passwords, codes that were sent, codes of our own pages), and the numbers of one device."""

from open315.core.redaction.patterns.shape import SAYS, Pattern, any_of, pattern
from open315.core.redaction.words import words

WORDS, DEVICES = words("secrets.words"), words("devices.words")
_NOT_COUNTED = r"(?!\s?[元块塊次条條位个個分秒天%])"


def has_three_digits(value: str) -> bool:
    """Whether it is a code and no word."""
    return sum(sign.isdecimal() for sign in value) >= 3


PATTERNS = (
    Pattern(
        "secret",
        pattern(rf"(?<![a-z]){any_of(WORDS)}{SAYS}(?P<v>[a-z0-9](?:[\s-]?[a-z0-9]){{2,23}})(?![a-z0-9]){_NOT_COUNTED}"),
        is_real=has_three_digits, needs=WORDS,
    ),
    Pattern(
        "device",
        pattern(rf"(?<![a-z]){any_of(DEVICES)}[12]?{SAYS}(?:地址|address)?{SAYS}(?P<v>[0-9a-f](?:[\s:.-]?[0-9a-f]){{6,38}})(?![a-z0-9])"),
        tail=2, is_real=has_three_digits, needs=DEVICES,
    ),
)  # fmt: skip
