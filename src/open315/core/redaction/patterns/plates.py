"""Number plates, also those of new-energy vehicles, trailers, learners, the police, and of cars from Hong Kong and Macau."""

import re

from open315.core.redaction.patterns.shape import SAYS, Pattern, any_of, pattern
from open315.core.redaction.words import signs, words

PROVINCES = signs("plates.provinces")
PLATE_ENDS = signs("plates.ends")
NAMES = words("plates.places")
CAR_WORDS = words("plates.cars")
FRAME_WORDS = words("plates.frames")
_GAP = r"(?:[^\w¥$€£%℃]|_){0,3}"
_SIGN = "[a-hj-np-z0-9]"
_PARTS = re.compile(rf"[^A-Z0-9{PLATE_ENDS}]+")


def is_plate(value: str) -> bool:
    """At least two digits; where something stands between the signs, at least three, and once, or from the first sign on."""
    parts = [each for each in _PARTS.split(value.upper()) if each]
    count = sum(char.isdigit() for char in value)
    if len(parts) == 1:
        return count >= 2
    return count >= 3 and (len(parts) == 2 or len(parts[0]) == 1)


def has_two_digits(value: str) -> bool:
    """Whether it is a plate and not a word."""
    return sum(char.isdigit() for char in value) >= 2


LETTER_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True))
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def is_frame(value: str) -> bool:
    """Whether the ninth sign of seventeen is their check digit, as GB 16735 and ISO 3779 reckon it."""
    signs = value.upper()
    total = sum(
        weight * (int(sign) if sign.isdecimal() else LETTER_VALUES[sign])
        for weight, sign in zip(WEIGHTS, signs, strict=True)
    )
    rest = total % 11
    return signs[8] == ("X" if rest == 10 else str(rest)) and not value.isdecimal()


PATTERNS = (
    Pattern(
        "plate",
        pattern(rf"[{PROVINCES}]{_GAP}[a-hj-np-z](?:\s?牌照?[号號是为為]{{0,2}})?{_GAP}(?P<v>{_SIGN}(?:{_GAP}{_SIGN}){{3,4}}{_GAP}[a-hj-np-z0-9{PLATE_ENDS}])(?![a-z0-9])"),
        tail=1, is_real=is_plate, needs=tuple(PROVINCES), letters=True,
    ),
    Pattern(
        "plate",
        pattern(rf"{any_of(NAMES)}[\s·.-]?[a-hj-np-z][\s·.-]?(?P<v>{_SIGN}(?:[\s·.-]?{_SIGN}){{4,5}})(?![a-z0-9])"),
        tail=1, is_real=is_plate, needs=NAMES, letters=True, run=1,
    ),
    Pattern("plate", pattern(rf"[{PROVINCES}]\s?[a-hj-np-z]\s?[临臨试試超]\s?(?P<v>{_SIGN}{{4,5}})(?![a-z0-9])"), tail=1, is_real=has_two_digits, needs=tuple("临臨试試超"), letters=True),
    Pattern("plate", pattern(rf"(?<![a-z0-9])wj\s?(?:[{PROVINCES}]|[0-9]{{2}})[\s·-]?(?P<v>[0-9]{{4,5}}[0-9a-z]?)(?![a-z0-9])"), tail=1, needs=("wj",), letters=True),
    Pattern("plate", pattern(r"(?<![大天假即致驱行唆])使\s?(?P<v>[0-9]{6})(?![0-9])"), tail=1, needs=("使",), run=6),
    Pattern(
        "plate",
        pattern(rf"{any_of(CAR_WORDS)}{SAYS}(?:[㐀-鿿]{{1,3}}\s?)?(?P<v>[a-z]{{0,3}}[\s·-]?(?:{_SIGN}[\s·-]?){{3,6}}{_SIGN})(?![a-z0-9])"),
        tail=1, is_real=has_two_digits, needs=CAR_WORDS,
    ),
    Pattern("plate", pattern(rf"{any_of(FRAME_WORDS)}[号號码碼]{{0,2}}{SAYS}(?P<v>[a-z0-9](?:[\s-]?[a-z0-9]){{7,18}})(?![a-z0-9])"), tail=4, is_real=has_two_digits, needs=FRAME_WORDS, run=2),
    Pattern("plate", pattern(r"(?:尾号|尾號|车尾|車尾)[是为為:：\s]{0,2}(?P<v>(?=[0-9]{0,4}[a-hj-np-z])(?:[a-hj-np-z]{0,2}[0-9]){2}[a-hj-np-z0-9]{1,3})(?![a-z0-9])"), tail=1, needs=tuple("尾"), is_real=has_two_digits, letters=True),
    Pattern("plate", pattern(r"(?<![a-z0-9])(?P<v>[a-hj-npr-z0-9]{17})(?![a-z0-9])"), letters=True, tail=4, is_real=is_frame, run=4),
)  # fmt: skip
