"""Whole names beside a word for a person: a family name and two signs that given names are made of, whatever the sentence goes on with.

我老公柳建国去取的, 签收人聂桂兰, 占小梅（本人）, 柳诗涵，女，5岁, 聂桂兰的女儿. Such a name needs neither a colon nor an end (as in `names`), since hardly any other
three signs look so; a sign may belong to it that a sentence also begins with. A bare name without a person beside it stays.
"""

from open315.core.redaction.patterns.names import COMMON, DOUBLE, FIELDS, GOES_ON, KIN, MINE, NO_NAMES, PERSONS, SINGLE
from open315.core.redaction.patterns.shape import HAN, Pattern, any_of, pattern
from open315.core.redaction.words import either, firsts, signs, words

PARTS, RELATIONS = words("names.parts"), words("names.relations")
BORNE, JOINING = signs("names.given"), signs("names.joining")
ANYBODY = tuple(dict.fromkeys((*FIELDS, *PARTS, *KIN, *RELATIONS)))
_FAMILY = rf"(?:{either(DOUBLE)}|[{SINGLE}](?<![{JOINING}]))"
_OF_NO_PERSON = rf"(?![学學校院店厂廠公镇鎮县縣区區市路村街小大中集]|{either(words('names.titles'))})"
_WHOLE = rf"{_FAMILY}[\s·]?[{BORNE}小长長一][\s·]?[{BORNE}]{_OF_NO_PERSON}"
_LONG = rf"[{HAN}]{{2,6}}[·•・][{HAN}]{{1,8}}(?:[·•・][{HAN}]{{1,8}})?"
_PAPER = "身份[证證]|手机|手機|电话|電話|微信|账户|賬戶|账号|賬號|银行卡|銀行卡|名义|名義|名下"
_GOES_ON = (
    rf"(?=[（(，,、\s]{{0,2}}(?:本人|签[名字]|簽[名字]|[男女](?![{HAN}])|男性|女性|{_PAPER}|[0-9]{{1,2}}[周週]?[岁歲]|联系电|聯繫電|tel|1[3-9][0-9*]{{5}})"
    rf"|的(?:{either(RELATIONS)}|{_PAPER}))"
)
"""What stands behind persons alone."""
_A_NAME = pattern(rf"(?:[{SINGLE}]|[{firsts(DOUBLE)}]).?[{BORNE}小长長一]|[·•・]")
SPEAKS = (*PERSONS, "敬礼", "敬禮", "此致")
"""Who signs or speaks; with what goes on as behind persons alone."""


def is_whole_name(value: str) -> bool:
    """Whether it begins with none of the words that look like a name (成立新, 安全平)."""
    return value[:2] not in NO_NAMES


def _whole(regex: str, *needs: str) -> Pattern:
    return Pattern("name", pattern(regex), head=1, needs=needs, gate=_A_NAME, is_real=is_whole_name)


PATTERNS = (
    _whole(rf"{any_of(ANYBODY)}(?:的?名字|姓名|叫|名叫)?[是:：\s（(“\"]{{0,2}}(?P<v>{_WHOLE}|{_LONG})", *ANYBODY),
    _whole(rf"{any_of(ANYBODY)}[是叫:：\s]{{0,2}}(?P<v>[{COMMON}][{BORNE}]){GOES_ON}", *ANYBODY),
    _whole(rf"[我他她您你咱](?:们|們)?(?:的|家)?(?:{either(MINE)})(?P<v>{_WHOLE})", *"我他她您你咱"),
    _whole(rf"(?:{any_of(SPEAKS)}|[替代为為帮幫是叫名以用由被找让讓给給跟])[\s:：（(，,！!。]{{0,2}}(?P<v>{_WHOLE}){_GOES_ON}", *SPEAKS, *"替代为為帮幫是叫名以用由被找让讓给給跟"),
    _whole(rf"(?:敬礼|敬禮|此致|谢谢|謝謝|敬上|感谢|感謝)[^{HAN}0-9]{{0,4}}(?P<v>{_WHOLE})(?=\s{{0,4}}(?:$|\n|[0-9]))", *"敬此谢謝感"),
    _whole(rf"(?<![{HAN}])(?P<v>{_WHOLE}){_GOES_ON}", *"本签簽男女身手电電账賬银銀名岁歲联聯的微t1"),
    _whole(rf"(?:人|[者方][:：])[:： ]{{0,3}}(?P<v>{_WHOLE})", *"人者方"),
)  # fmt: skip
