"""Number plates, also those of new-energy vehicles, trailers, learners, the police, and of cars from Hong Kong and Macau."""

import re

from open315.core.redaction.patterns.shape import Pattern, pattern

PROVINCES = "京津沪滬渝冀豫云雲辽遼黑湘皖鲁魯新苏蘇浙赣贛鄂桂甘晋晉蒙陕陝吉闽閩贵貴粤粵青藏川宁寧琼瓊"
PLATE_ENDS = "挂掛学學警港澳使领領"
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


PATTERNS = (
    Pattern(
        "plate",
        pattern(rf"[{PROVINCES}]{_GAP}[a-hj-np-z]{_GAP}(?P<v>{_SIGN}(?:{_GAP}{_SIGN}){{3,4}}{_GAP}[a-hj-np-z0-9{PLATE_ENDS}])(?![a-z0-9])"),
        tail=1, is_real=is_plate, needs=tuple(PROVINCES),
    ),
)  # fmt: skip
