"""Names of people, where the text says that one follows: 我叫…, 联系人：…, 户名…, "my name is …".

A name needs a family name in front, one or two signs behind it that no sentence goes on with, and an end. After words that only a name follows
(户名, 姓名) more is taken for one than after 我是 or 本人, behind which nearly anything may stand. Whole names are known also elsewhere
(`whole_names`). A bare name in a sentence is not known.
"""

from open315.core.redaction.patterns.shape import HAN, Pattern, any_of, pattern
from open315.core.redaction.words import either, firsts, signs, words

SINGLE = signs("names.single")
DOUBLE = words("names.double")
COMMON = signs("names.common")
_NOT_GIVEN = signs("names.not_given")
_SPOKEN = signs("names.numerals")
_FAMILY = rf"(?:{either(DOUBLE)}|[{SINGLE}])"
_GIVEN, _PLAIN_GIVEN = rf"[{HAN}](?<![{_NOT_GIVEN}])", rf"[{HAN}](?<![{_NOT_GIVEN}{_SPOKEN}])"
_GAP = r"[\s·.]{0,2}"
_TITLE = either(words("names.titles"))
_END = rf"(?=\s{{0,2}}(?:[^\w\s]|$|\n|{_TITLE}|电话|電話|手机|手機|身份|联系|聯繫|微信|[a-z0-9]))"
GOES_ON = r"(?=\s{0,2}(?:[^\w\s]|$|\n|[于於在来來向从從因就致购購到与與和及是的处處收签簽认認发發投举舉反想要今现現已曾上去也可说說才又刚剛跟帮幫替给給带帶拿送付打]|电话|電話|手机|手機|身份|家住|住|联系|聯繫|微信|女[，, ]|男[，, ]|[0-9]))"
_NO_TITLE = rf"(?![{HAN}]{{1,2}}(?:{_TITLE}|老师|老師|医生|醫生|学生|學生|[总總]))"
_NAME = rf"{_NO_TITLE}{_FAMILY}{_GAP}{_GIVEN}(?:{_GAP}{_GIVEN})?"
_CLOSE_NAME = rf"(?:{either(DOUBLE)}|[{COMMON}])(?:[小大阿][{_SPOKEN}]|(?:{_PLAIN_GIVEN}){{1,2}})"
_LONG_NAME = rf"[{HAN}]{{2,6}}[·•・.][{HAN}]{{1,8}}(?:[·•・.][{HAN}]{{1,8}})?"
FIELDS = words("names.fields")
CALLED = words("names.called")
KIN = words("names.kin")
MINE = words("names.mine")
PERSONS = words("names.persons")
_IS = r"[是为為叫:：=\s（(]{1,4}"
_A_SIGN = pattern(rf"[{SINGLE}{firsts(DOUBLE)}·•・.]")
"""The first sign of a family name, or the dot within a long one."""

NO_NAMES = frozenset(words("names.no_names"))


def is_name(value: str) -> bool:
    """Whether it is none of the words that look like a name."""
    return value not in NO_NAMES


PATTERNS = (
    Pattern("name", pattern(rf"{any_of(FIELDS)}(?:姓名|名字|名)?(?:写的|寫的|就|都|也|填的?|登记的?|登記的?)?{_IS}(?P<v>{_NAME}|{_LONG_NAME}){_END}"), head=1, needs=FIELDS, gate=_A_SIGN),
    Pattern("name", pattern(rf"{any_of(FIELDS)}(?:姓名|名字|名)?(?:写的|寫的|填的?|登记的?|登記的?)是(?P<v>{_NAME}){GOES_ON}"), head=1, needs=FIELDS, gate=_A_SIGN),
    Pattern("name", pattern(rf"(?:{any_of(CALLED)}|{any_of(KIN)}(?:的?名字)?(?:叫|是叫|名叫|是|姓名))[\s:：“\"「]{{0,2}}(?P<v>{_NAME}|{_LONG_NAME}){GOES_ON}"), head=1, needs=(*CALLED, *KIN), gate=_A_SIGN),
    Pattern("name", pattern(rf"{any_of(FIELDS)}\s{{0,2}}(?P<v>{_CLOSE_NAME}){_END}"), head=1, needs=FIELDS, gate=_A_SIGN, is_real=is_name),
    Pattern("name", pattern(rf"我(?:的|家)?{any_of(MINE)}(?P<v>{_CLOSE_NAME}){GOES_ON}"), head=1, needs=("我",), gate=_A_SIGN, is_real=is_name),
    Pattern("name", pattern(rf"[是用写寫叫填](?P<v>{_CLOSE_NAME})(?=的?(?:名字|名义|名義|账户|賬戶|身份证|身份證))"), head=1, needs=("的", "名", "账", "賬", "身"), gate=_A_SIGN, is_real=is_name),
    Pattern("name", pattern(rf"姓[{HAN}]{{1,2}}[，,]?\s?(?:名|叫|单名|單名)\s?(?P<v>[{HAN}]{{1,2}}){_END}"), needs=("姓",)),
    Pattern("name", pattern(r"(?:姓名(?:拼音)?[:：\s]{0,3}|(?:拼音|乘客|乘机人|乘機人|旅客)[:：\s]{0,3})(?P<v>[a-z]{2,15}[\s/,]{1,2}[a-z]{2,20}(?:\s[a-z]{2,20})?)(?![a-z])"), head=1, letters=True, needs=("姓", "拼", "乘", "旅")),
    Pattern("name", pattern(rf"{any_of(PERSONS)}[\s:：（(]{{0,2}}(?P<v>{_CLOSE_NAME}){GOES_ON}"), head=1, needs=PERSONS, gate=_A_SIGN, is_real=is_name),
    Pattern("name", pattern(r"(?<![a-z])(?:my name is|my full name is|name\s?[:：=])\s?(?P<v>[a-z]{2,15}(?:[\s-](?!and\s|i\s|from\s|but\s|the\s|is\s|a\s|bought\s)[a-z]{1,15}){1,3})(?![a-z])"), head=1, letters=True, needs=("name",)),
)  # fmt: skip
