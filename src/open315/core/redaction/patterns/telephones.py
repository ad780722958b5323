"""Telephone numbers: mobile and fixed ones of the mainland, those of Hong Kong, Macau, Taiwan and of other countries."""

import re

from open315.core.redaction.patterns.shape import SAYS, SEP, Pattern, any_of, gaps, groups, more, pattern
from open315.core.redaction.words import groupings, words

CALLS = words("telephones.announcing")
CALL_WORDS = any_of(CALLS)

MOBILE_GROUPS = groupings("telephones.mobile_groups")
LOCAL_GROUPS = groupings("telephones.fixed_groups")
_DATE = re.compile(r"(?:19|20)[0-9]{2}[^0-9]{1,3}(?:0?[1-9]|1[0-2])[^0-9]{1,3}(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])")
_CLOCK = frozenset(":：")
_ROUND = re.compile(r"[0-9]*00")
_CENTS = re.compile(r"[0-9]{1,9}\.[0-9]{1,2}(?![0-9])")


def is_grouped_as_mobile(value: str) -> bool:
    """Whether eleven digits are parted as a telephone number is, not as an amount, a date, a time or a range of prices."""
    parts = groups(value)
    if len(parts) == 1:
        return True
    between = gaps(value)
    if _DATE.search(value) or (not _CLOCK.isdisjoint(between) and min(parts[1:-1], default=9) <= 2):
        return False
    if parts[1:] == (3, 3, 3) or (len(parts) == 2 and "." in between and parts not in {(3, 8), (7, 4)}):
        return False
    if len(_CENTS.findall(value)) > 1 and parts not in MOBILE_GROUPS and len(set(between)) > 1:
        return False
    if len(parts) == 2 and all(_ROUND.fullmatch(each) for each in re.findall("[0-9]+", value)):
        return False
    return parts in MOBILE_GROUPS or len(set(between)) == 1 or set(parts) == {1}


def is_grouped_as_local(value: str) -> bool:
    """Whether the seven or eight digits behind an area code are parted as those of a telephone number."""
    parts = groups(value)
    return (parts in LOCAL_GROUPS or set(parts) == {1}) and not _DATE.search(value)


def is_grouped_as_fixed(value: str) -> bool:
    """An area code in a group of its own, or the whole in one; or digit by digit."""
    parts = groups(value)
    if set(parts) == {1} or len(parts) == 1:
        return True
    return not _DATE.search(value) and parts[0] in {2, 3, 4} and (parts[1:] in LOCAL_GROUPS)


def is_mostly_digits(value: str) -> bool:
    """Whether letters that look like digits stand for few of them."""
    return 7 <= sum(char.isdecimal() for char in value) < 11


def is_grouped_as_mobile_of_taiwan(value: str) -> bool:
    """0912-345-678 and the like."""
    return groups(value) in {(10,), (4, 6), (4, 3, 3), (2, 8), (2, 4, 4), (2, 2, 3, 3)}


_NO_DATE_BEFORE = r"(?<![0-9]{4}[-/.][0-9]{2}[-/.])(?<![0-9]{4}[-/.][0-9][-/.])(?<![0-9]{4}[-/.][0-9]{2}\s)"
_NOT_OFFICE = "".join(f"(?<!{word}..)" for word in words("telephones.of_an_office"))
"""The telephone of an office is nobody's own. Behind a word of two signs."""
_LIKE_DIGIT = "[0-9oli]"

IN_ONE_PIECE = (
    Pattern("phone", pattern(r"(?<![0-9])(?:1[3-9][0-9]{9}){2,9}(?![0-9])"), tail=4, run=22),
    Pattern("phone", pattern(r"(?<![0-9])(?:(?:\+|00)?86)?(?P<v>1[3-9][0-9]{9})(?![0-9])"), head=3, tail=4, run=11),
)

PATTERNS = (
    Pattern("phone", pattern(r"(?:香港|澳[门門]|hong\s?kong|macau|(?<![a-z])hk(?![a-z]))[^0-9\n]{0,12}(?P<v>[25-9][0-9]{3}[\s-]?[0-9]{4})(?![0-9])"), tail=4, needs=("香港", "澳", "hong", "hk", "macau"), run=8),
    Pattern("phone", pattern(r"(?<![0-9])(?P<v>[25-9][0-9]{3}[\s-]?[0-9]{4})\s?[(（\[]\s?(?:香港|澳[门門]|hong\s?kong|macau|hk)"), tail=4, needs=("香港", "澳", "hong", "hk", "macau"), run=8),
    Pattern(
        "phone",
        pattern(rf"{CALL_WORDS}[^0-9]{{0,12}}(?P<v>1{SEP}[3-9]{more(9)})"),
        head=3, tail=4, needs=CALLS, run=11,
    ),
    Pattern(
        "phone",
        pattern(rf"(?<![0-9])(?<![0-9]、){_NO_DATE_BEFORE}(?:(?:\+|00)?8{SEP}6{SEP})?(?P<v>1{SEP}[3-9]{more(9)})(?!、?[0-9])"),
        head=3, tail=4, is_real=is_grouped_as_mobile, run=11,
    ),
    Pattern(
        "phone",
        pattern(rf"(?<![0-9a-z])(?P<v>[1li]{SEP}[3-9](?:{SEP}{_LIKE_DIGIT}){{9}})(?![0-9a-z])"),
        head=3, tail=4, is_real=is_mostly_digits, letters=True, needs=("o", "l", "i"), run=2,
    ),
    Pattern(
        "phone",
        pattern(rf"(?<![0-9])\+{SEP}[0-9]{{1,3}}(?P<v>{more('7,13')})(?![0-9])"),
        tail=4, needs=("+",), run=8,
    ),
    Pattern(
        "phone",
        pattern(rf"(?<![0-9])00{SEP}(?:8{SEP}6|8{SEP}5{SEP}[23]|8{SEP}8{SEP}6)(?P<v>{more('8,11')})(?![0-9])"),
        tail=4, run=12,
    ),
    Pattern(
        "phone",
        pattern(rf"(?<![0-9])[(（\[【]?(?:85[23]|886)[)）\]】\s-]{{1,3}}(?P<v>[2-9]{more(7)}[0-9]?)(?![0-9])"),
        tail=4, is_real=is_grouped_as_local, run=11,
    ),
    Pattern(
        "phone",
        pattern(
            rf"(?<![0-9])(?P<all>0{SEP}(?:1{SEP}0|2{SEP}[0-9]|[3-9]{more(2)}){SEP}(?P<v>[2-9]{more('6,7')}))(?![0-9])"
        ),
        tail=4, is_real=is_grouped_as_fixed, run=10,
    ),
    Pattern(
        "phone",
        pattern(rf"(?<![0-9])(?P<all>0{SEP}9(?P<v>{more(8)}))(?![0-9])"),
        tail=3, is_real=is_grouped_as_mobile_of_taiwan, run=10,
    ),
    Pattern(
        "phone",
        pattern(rf"{CALL_WORDS}{_NOT_OFFICE}(?:[人方式您你我他她的]|{SAYS}){{0,3}}(?P<v>[2-9]{more('6,7')})(?![0-9])"),
        tail=4, is_real=is_grouped_as_local, needs=CALLS, run=7,
    ),
    Pattern(
        "phone",
        pattern(rf"{CALL_WORDS}{_NOT_OFFICE}[^0-9\W]{{0,4}}{SAYS}(?P<v>[2-9][0-9]{{3}}[\s-]?[0-9]{{4}})(?![0-9])"),
        tail=4, is_real=is_grouped_as_local, needs=CALLS, run=8,
    ),
)  # fmt: skip
