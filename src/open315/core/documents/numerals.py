"""Numbers of chapters and sections in the style of the reader's language: 一、 and （一）; 1. and 1.1. For any number of them."""

from django.utils.translation import get_language

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
LARGEST = 9999


def chinese(number: int) -> str:
    """A whole number from 1 to 9999 as it is written in a heading: 十二, 二十, 一百零五. ValueError for any other."""
    if not 0 < number <= LARGEST:
        raise ValueError(f"no heading has the number {number}")
    written = ""
    digits = [int(digit) for digit in str(number)]
    for position, digit in enumerate(digits):
        place = _PLACES[len(digits) - 1 - position]
        if digit:
            written += _DIGITS[digit] + place
        elif any(digits[position:]) and not written.endswith("零"):
            written += "零"
    return written.removeprefix("一") if 10 <= number < 20 else written


def outer_number(number: int) -> str:
    """What stands before the title of a section on the highest level: "三、", "3. "."""
    return f"{chinese(number)}、" if _is_chinese() else f"{number}. "


def inner_number(outer: int, number: int) -> str:
    """What stands before the title of a section inside of one: "（二）", "3.2 "."""
    return f"（{chinese(number)}）" if _is_chinese() else f"{outer}.{number} "


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")
