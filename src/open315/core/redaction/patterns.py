"""What personal data looks like, one line a kind. Patterns see a text whose digits are ASCII; group `v` is what gets masked."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from stdnum import luhn
from stdnum.cn import ric

SEP = r"[\s\-‐-―−_.·•\u200b-\u200d\u2060\ufeff]{0,2}"
"""What people put between the digits of a number."""
PROVINCES = "京津沪滬渝冀豫云雲辽遼黑湘皖鲁魯新苏蘇浙赣贛鄂桂甘晋晉蒙陕陝吉闽閩贵貴粤粵青藏川宁寧琼瓊"
PLATE_ENDS = "挂掛学學警港澳"
"""Trailers, learners, police, cars of Hong Kong and Macau."""
SAYS = r"[号號码碼id是为為:：\s]{0,6}"


@dataclass(slots=True, eq=False)
class Pattern:
    """One kind of personal data: where it may be, whether a find is really one, and how many signs stay readable."""

    kind: str
    regex: re.Pattern[str]
    head: int = 0
    tail: int = 0
    is_real: Callable[[str], bool] = bool
    needs: tuple[str, ...] = ()
    """In lower case: a text without any of these cannot hold a find, so that it need not be walked. Empty: always walk it."""
    run: int = 0
    """A find has so many digits in one stretch, with no more than `SEP` between them."""
    group: str | int = field(init=False)
    firsts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.group = "v" if "v" in self.regex.groupindex else 0
        self.firsts = frozenset(word[0] for word in self.needs)

    def may_be_in(self, lower: str, signs: set[str]) -> bool:
        """False if the text (in lower case, made of `signs`) lacks the words the pattern needs."""
        return not self.needs or (not self.firsts.isdisjoint(signs) and any(word in lower for word in self.needs))


CALLS = (
    "电话", "電話", "手机", "手機", "座机", "座機", "热线", "熱線", "联系", "聯繫", "聯系", "致电", "致電", "拨打", "撥打",
    "tel", "phone", "mobile",
)  # fmt: skip


CALL_WORDS = f"(?:{'|'.join(CALLS)})"


def _digits(value: str) -> str:
    return "".join(char for char in value if char.isdigit())


def _is_id_number(value: str) -> bool:
    """Written in one piece, a believable birth date is enough (people mistype); with gaps the check digit must be right.

    The place of birth is not asked for: a list of counties is never complete.
    """
    compact = re.sub(r"[^0-9Xx]", "", value).upper()
    return len(compact) == len(value) or compact[-1] == ric.calc_check_digit(compact)


def _is_card(value: str) -> bool:
    digits = _digits(value)
    return 15 <= len(digits) <= 19 and bool(luhn.is_valid(digits))


def _is_plate(value: str) -> bool:
    return sum(char.isdigit() for char in value) >= 2


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


PATTERNS = (
    Pattern("email", _compile(r"(?P<v>[a-z0-9][a-z0-9._+-]*)@[a-z0-9-]+(?:\.[a-z0-9-]+)+"), head=1, needs=("@",)),
    Pattern(
        "id_number",
        _compile(
            rf"(?<![0-9])[1-9](?:{SEP}[0-9]){{5}}{SEP}(?:1{SEP}[89]|2{SEP}0)(?:{SEP}[0-9]){{2}}"
            rf"{SEP}(?:0{SEP}[1-9]|1{SEP}[0-2]){SEP}(?:0{SEP}[1-9]|[12]{SEP}[0-9]|3{SEP}[01])"
            rf"(?:{SEP}[0-9]){{3}}{SEP}[0-9X](?![0-9])"
        ),
        head=3,
        tail=4,
        is_real=_is_id_number,
        run=17,
    ),
    Pattern(
        "id_number",
        _compile(rf"(?:身份证|身份證|证件|證件){SAYS}(?P<v>[0-9]{{15,18}}[0-9X]?)"),
        head=3,
        tail=4,
        needs=("身份证", "身份證", "证件", "證件"),
        run=15,
    ),
    Pattern(
        "passport",
        _compile(rf"(?:护照|護照|通行证|通行證){SAYS}(?P<v>[A-Z]{{1,2}}[0-9]{{6,9}})"),
        head=1,
        tail=2,
        needs=("护照", "護照", "通行"),
        run=6,
    ),
    Pattern("card", _compile(r"(?<![0-9])[3-6](?:[\s-]?[0-9]){14,18}(?![0-9])"), tail=4, is_real=_is_card, run=15),
    Pattern(
        "card",
        _compile(
            rf"(?:卡号|卡號|银行卡|銀行卡|账号|賬號|帐号|帳號|账户|帳戶){SAYS}(?P<v>[0-9](?:[\s-]?[0-9]){{11,22}})"
        ),
        tail=4,
        needs=("卡", "账", "賬", "帐", "帳"),
        run=12,
    ),
    Pattern("phone", _compile(r"(?<![0-9])(?:1[3-9][0-9]{9}){2,}(?![0-9])"), tail=4, run=22),
    Pattern("phone", _compile(r"(?<![0-9])(?:(?:\+|00)?86)?(?P<v>1[3-9][0-9]{9})(?![0-9])"), head=3, tail=4, run=11),
    Pattern(
        "phone",
        _compile(rf"{CALL_WORDS}[^0-9]{{0,6}}(?P<v>1[3-9](?:{SEP}[0-9]){{9}})"),
        head=3,
        tail=4,
        needs=CALLS,
        run=11,
    ),
    Pattern(
        "phone",
        _compile(
            r"(?<![0-9])(?<![0-9]{4}[-/.][0-9]{2}[-/.])(?<![0-9]{4}[-/.][0-9][-/.])"
            rf"(?:(?:\+|00)?86{SEP})?(?P<v>1{SEP}[3-9](?:{SEP}[0-9]){{9}})(?![0-9])"
        ),
        head=3,
        tail=4,
        run=11,
    ),
    Pattern(
        "phone",
        _compile(rf"(?<![0-9])\+[0-9]{{1,3}}(?P<v>(?:{SEP}[0-9]){{7,13}})(?![0-9])"),
        tail=4,
        needs=("+",),
        run=8,
    ),
    Pattern(
        "phone",
        _compile(
            r"(?<![0-9])[(（]?0(?:10|2[0-9]|[3-9][0-9]{2})[)）]?"
            rf"{SEP}(?P<v>[2-9][0-9]{{2,3}}{SEP}[0-9]{{4}})(?![0-9])"
        ),
        tail=4,
        run=7,
    ),
    Pattern(
        "phone",
        _compile(rf"{CALL_WORDS}[号號码碼人方式是为為:：(（\s]{{0,5}}(?P<v>[2-9][0-9]{{2,3}}{SEP}[0-9]{{4}})(?![0-9])"),
        tail=4,
        needs=CALLS,
        run=7,
    ),
    Pattern(
        "plate",
        _compile(
            rf"[{PROVINCES}][A-HJ-NP-Z][·•.\s-]?(?P<v>[A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9{PLATE_ENDS}])(?![A-Z0-9])"
        ),
        tail=1,
        is_real=_is_plate,
    ),
    Pattern(
        "account",
        _compile(
            rf"(?:微信|wechat|weixin|薇信|威信|\bvx|\bwx|v信|加微){SAYS}(?P<v>[a-z][a-z0-9_-]{{5,19}}|[0-9]{{6,12}})"
        ),
        head=1,
        needs=("信", "wechat", "weixin", "vx", "wx", "微"),
    ),
    Pattern(
        "account",
        _compile(rf"(?:qq|扣扣|企鹅号|企鵝號)[群]?{SAYS}(?P<v>[1-9][0-9]{{4,11}})"),
        head=1,
        needs=("qq", "扣扣", "企"),
        run=5,
    ),
)

NUMERAL_PATTERNS = (
    Pattern("phone", _compile(rf"(?<![0-9])(?P<v>1{SEP}[3-9](?:{SEP}[0-9]){{9}})(?![0-9])"), head=3, tail=4, run=11),
)
"""For texts in which Chinese numerals stand for digits (一三八…)."""

_DIGIT = r"[\d²³¹⁰-⁹₀-₉①-⑨⓪❶-❾➀-➈➊-➓]"
NUMERALS = "〇零一壹二贰貳三叁參四肆五伍六陆陸七柒八捌九玖"
_GATES = (
    re.compile(rf"{_DIGIT}(?:{SEP}{_DIGIT}){{4}}"),
    re.compile(
        rf"[{PROVINCES}][A-HJ-NP-Za-hj-np-zＡ-Ｚａ-ｚ][·•.\s-]?[A-Za-z0-9Ａ-Ｚａ-ｚ０-９]{{4}}[A-Za-z0-9Ａ-Ｚａ-ｚ０-９{PLATE_ENDS}]"
    ),
    re.compile("[微薇威加护護通]信?[信微照行]|[VvWwｖｗＶＷ][XxEeｘｅＸＥ信]"),
)
_NUMERAL_GATE = re.compile(rf"[{NUMERALS}](?:{SEP}[\d{NUMERALS}]){{6}}|[\d](?:{SEP}[\d{NUMERALS}]){{10}}")


LONGEST_RUN = max(pattern.run for pattern in PATTERNS)
_RUN = re.compile(rf"[0-9](?:{SEP}[0-9])*")


def worth_trying(patterns: tuple[Pattern, ...], plain: str) -> tuple[Pattern, ...]:
    """Those of the patterns that the longest stretch of digits in the text is long enough for, in their order."""
    longest = max(map(len, _RUN.findall(plain)), default=0)
    return _content_with(patterns, min(longest, LONGEST_RUN))


@lru_cache(maxsize=2 * LONGEST_RUN + 2)
def _content_with(patterns: tuple[Pattern, ...], run: int) -> tuple[Pattern, ...]:
    return tuple(pattern for pattern in patterns if pattern.run <= run)


_SIGN = re.compile(rf"{_DIGIT}|[A-Za-zＡ-Ｚａ-ｚ@＠微薇威加护護通]")


def worth_looking(text: str) -> bool:
    """False if no pattern can find anything; a quick answer for most texts."""
    if not _SIGN.search(text):
        return False
    return "@" in text or "＠" in text or any(gate.search(text) for gate in _GATES)


def worth_looking_for_numerals(text: str) -> bool:
    """Whether Chinese numerals could stand for the digits of a number."""
    return _NUMERAL_GATE.search(text) is not None
