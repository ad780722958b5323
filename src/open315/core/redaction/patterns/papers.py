"""Numbers of papers: identity cards of the mainland, Hong Kong, Macau and Taiwan, permits, passports, bank cards."""

import re

from stdnum import iban, luhn
from stdnum.cn import ric

from open315.core.redaction.patterns.shape import SAYS, SEP, Pattern, any_of, digits, groups, more, pattern
from open315.core.redaction.words import words

PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)
"""The first two digits of an identity number (GB/T 2260; 81 to 83 for residents of Hong Kong, Macau, Taiwan)."""
ID_WORDS = words("papers.identity")
PERMIT_WORDS = words("papers.permits")
ISLAND_WORDS = words("papers.islands")
CARD_WORDS = words("papers.cards")
OTHER_WORDS = words("papers.others")
_BIRTHDAY = re.compile(r"(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_DIGITS = re.compile(r"[0-9]+")
_MOBILE = re.compile(r"1[3-9]")
_MOBILE_GROUPS = frozenset({(11,), (3, 4, 4), (3, 8)})
_CARD_GROUPS = frozenset({(4, 4, 4, 4), (4, 4, 4, 4, 3), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (6, 13), (4, 15), (4, 12), (6, 10), (8, 8), (8, 11), (4, 6, 5), (6, 6, 7), (4, 4, 4, 7)})  # fmt: skip
UNIONPAY_DIGITS = frozenset({16, 19})
_OF_UNIONPAY = re.compile(r"62[0-9]{14}(?:[0-9]{3})?")
_HONG_KONG_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TAIWAN_LETTERS = dict(zip("ABCDEFGHJKLMNPQRSTUVXYWZIO", range(10, 36), strict=True))


def is_id_number(value: str) -> bool:
    """Written in one piece, a believable birth date is enough (people mistype); with gaps also a province, and the date not in three pieces.

    The county is not asked for: a list of counties is never complete. A right check digit settles it, unless a whole mobile
    number stands among the groups: then it is the end of one number, the next, and the beginning of a third.
    """
    compact = re.sub(r"[^0-9Xx]", "", value).upper()
    if len(compact) == len(value):
        return True
    parts = groups(value)
    if holds_a_mobile_number(value):
        return False
    if compact[-1] == ric.calc_check_digit(compact):
        return True
    return (
        compact[:2] in PROVINCES
        and (parts[:4] != (6, 4, 2, 2) or compact[6:8] == "19")
        and ":" not in value
        and "：" not in value
    )


def holds_a_mobile_number(value: str) -> bool:
    """Whether one to three neighbouring groups are a mobile number as such are written: 11, 3-4-4 or 3-8 digits."""
    parts = _DIGITS.findall(value)
    return any(
        tuple(map(len, parts[at : at + many])) in _MOBILE_GROUPS and bool(_MOBILE.match("".join(parts[at : at + many])))
        for at in range(len(parts))
        for many in (1, 2, 3)
    )


def is_card(value: str) -> bool:
    """By the check digit; or as such numbers are grouped or begin (62, UnionPay)."""
    number, parts = digits(value), groups(value)
    if not 15 <= len(number) <= 19:
        return False
    evenly = len(set(parts[:-1])) < 2
    if number.startswith("62") and len(number) in UNIONPAY_DIGITS and (set(parts) == {1} or min(parts) >= 3):
        return True
    return (
        (evenly and bool(luhn.is_valid(number)))
        or parts in _CARD_GROUPS
        or (len(parts) == 1 and bool(_OF_UNIONPAY.fullmatch(number)))
    )


def is_of_hong_kong(value: str) -> bool:
    """Whether the sign at the end of a Hong Kong identity number is right: the weighted sum is divisible by eleven."""
    compact = re.sub(r"[^0-9A-Z]", "", value.upper())
    letters, body, check = compact[:-7], compact[-7:-1], compact[-1]
    values = (
        [36] * (2 - len(letters))
        + [10 + _HONG_KONG_LETTERS.index(each) for each in letters]
        + [int(each) for each in body]
    )
    total = sum(weight * each for weight, each in zip(range(9, 1, -1), values, strict=True))
    return (total + (10 if check == "A" else int(check))) % 11 == 0


def is_of_taiwan(value: str) -> bool:
    """Whether the last digit of a Taiwan identity or residence number is right: the weighted sum is divisible by ten."""
    compact = re.sub(r"[^0-9A-Z]", "", value.upper())
    place = _TAIWAN_LETTERS[compact[0]]
    values = [place // 10, place % 10, *map(int, compact[1:])]
    return sum(weight * each for weight, each in zip((1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), values, strict=True)) % 10 == 0


def is_no_date(value: str) -> bool:
    """Whether the digits of a passport or permit are none of a day: E20200601 is the number of an order."""
    return not re.fullmatch(r"20[0-3][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])", digits(value)[:8])


def is_of_korea(value: str) -> bool:
    """Whether the six digits before the dash are a birth date (900307-1…), the seventh a century and sex."""
    number = digits(value)
    return bool(re.fullmatch(r"[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[1-8][0-9]{6}", number))


def has_five_digits(value: str) -> bool:
    """Whether it is a number at all, and no year or amount."""
    return len(digits(value)) > 4


_ALONE = r"(?<![a-z0-9])"
_ENDS = r"(?![a-z0-9])"

PATTERNS = (
    Pattern(
        "id_number",
        pattern(
            rf"(?<![0-9])[1-9]{more(5)}{SEP}(?:1{SEP}[89]|2{SEP}0){more(2)}"
            rf"{SEP}(?:0{SEP}[1-9]|1{SEP}[0-2]){SEP}(?:0{SEP}[1-9]|[12]{SEP}[0-9]|3{SEP}[01])"
            rf"{more(3)}{SEP}[0-9x](?![0-9])"
        ),
        head=3, tail=4, is_real=is_id_number, run=17,
    ),
    Pattern(
        "id_number",
        pattern(rf"{any_of(ID_WORDS)}{SAYS}(?P<v>[0-9]{more('14,16')}(?:{SEP}[0-9x])?)(?![0-9])"),
        head=3, tail=4, needs=ID_WORDS, run=15,
    ),
    Pattern(
        "id_number",
        pattern(rf"{any_of(ID_WORDS)}[^0-9\n]{{0,6}}(?:1[58]位(?:数|數)?|[后後末尾前][面边]?[0-9一二三四五六七八][位码碼](?:数|數)?|中[间間](?:[0-9]位)?){SAYS}(?P<v>[0-9]{{3,17}}[0-9x]?)(?![0-9])"),
        needs=ID_WORDS, run=4,
    ),
    Pattern(
        "passport",
        pattern(rf"{any_of(PERMIT_WORDS)}(?:{SAYS}|number){{0,3}}(?P<v>[a-z]{{1,2}}{SEP}[0-9]{more('5,9')}|[0-9]{more('6,9')}){_ENDS}"),
        head=1, tail=2, needs=PERMIT_WORDS, run=6,
    ),
    Pattern(
        "passport",
        pattern(rf"{_ALONE}(?P<v>[eg]{SEP}[0-9]{more(7)}|e[a-hj-np-z]{SEP}[0-9]{more(6)}|[dsp]e{SEP}[0-9]{more(6)}){_ENDS}"),
        head=1, letters=True, tail=2, is_real=is_no_date, run=7,
    ),
    Pattern(
        "permit",
        pattern(rf"{_ALONE}(?P<v>[hm]{SEP}[0-9]{more(7)}(?:{more(2)})?){_ENDS}"),
        head=1, letters=True, tail=2, is_real=is_no_date, run=8,
    ),
    Pattern(
        "id_number",
        pattern(rf"{_ALONE}(?P<v>[a-z]{{1,2}}{SEP}[0-9]{more(5)}[\s-]{{0,2}}[(（\[【]\s?[0-9a]\s?[)）\]】])"),
        head=1, letters=True, tail=1, run=6,
    ),
    Pattern(
        "id_number",
        pattern(rf"{_ALONE}(?P<v>[a-z][0-9]{{6}}[0-9a]){_ENDS}"),
        head=1, letters=True, tail=1, is_real=is_of_hong_kong, run=6,
    ),
    Pattern(
        "id_number",
        pattern(rf"(?<![0-9])(?P<v>[1578]{SEP}[0-9]{more(5)}[\s-]{{0,2}}[(（\[【]\s?[0-9]\s?[)）\]】])"),
        head=1, tail=1, run=7,
    ),
    Pattern("id_number", pattern(r"(?<![0-9/])(?P<v>[1578]/[0-9]{6}/[0-9])(?![0-9/])"), head=1, tail=1, needs=("/",), run=8),
    Pattern(
        "id_number",
        pattern(rf"{_ALONE}(?P<v>[a-z][1289][0-9]{{8}}){_ENDS}"),
        head=1, letters=True, tail=2, is_real=is_of_taiwan, run=9,
    ),
    Pattern(
        "id_number",
        pattern(rf"{any_of(ISLAND_WORDS)}(?:{SAYS}|number){{0,3}}(?P<v>[a-z]{{1,2}}{SEP}[0-9]{more('5,9')}(?:\s?[(（][0-9a][)）])?|[a-z]{{1,2}}{SEP}[0-9]{more(5)}a|[1578]{more('6,7')}){_ENDS}"),
        head=1, tail=1, needs=ISLAND_WORDS, run=6,
    ),
    Pattern(
        "id_number",
        pattern(rf"{any_of(OTHER_WORDS)}[^0-9a-z\n。，,；;]{{0,8}}{SAYS}(?P<v>[a-z]{{0,4}}{SEP}[0-9](?:[\s-]?[0-9a-z]){{4,22}}){_ENDS}(?!\s?[元块塊万萬])"),
        head=1, tail=2, is_real=has_five_digits, needs=OTHER_WORDS, run=4,
    ),
    Pattern("id_number", pattern(rf"[军軍兵警文参參后後空海政士南北沈济兰成广广]字第?\s?(?P<v>[0-9]{more('4,9')})\s?[号號]"), tail=2, needs=("字",), run=5),
    Pattern("id_number", pattern(r"(?<![0-9])(?P<v>[0-9]{6}\s?[-–]\s?[1-8][0-9]{6})(?![0-9])"), head=2, tail=2, is_real=is_of_korea, needs=("-", "–"), run=13),
    Pattern("id_number", pattern(rf"{_ALONE}(?P<v>[a-z]{{3}}[0-9]{{12}}){_ENDS}"), head=3, letters=True, tail=2, run=12),
    Pattern("card", pattern(rf"{_ALONE}(?P<v>[a-z]{{2}}[0-9]{{2}}(?:\s?[a-z0-9]){{11,30}}){_ENDS}"), head=2, letters=True, tail=4, is_real=iban.is_valid, run=10),
    Pattern(
        "card",
        pattern(rf"(?<![0-9])[3-6]{more('14,18')}(?![0-9])"),
        tail=4, is_real=is_card, run=15,
    ),
    Pattern(
        "card",
        pattern(rf"{any_of(CARD_WORDS)}{SAYS}(?P<v>[0-9]{more('11,22')})"),
        tail=4, needs=CARD_WORDS, run=12,
    ),
)  # fmt: skip
