"""Number plates, also those of new-energy vehicles, trailers, learners, the police, and of cars from Hong Kong and Macau."""

import re

from open315.core.redaction.patterns.shape import SAYS, Pattern, any_of, pattern

PROVINCES = "京津沪滬渝冀豫云雲辽遼黑湘皖鲁魯新苏蘇浙赣贛鄂桂甘晋晉蒙陕陝吉闽閩贵貴粤粵青藏川宁寧琼瓊"
PLATE_ENDS = "挂掛学學警港澳使领領"
NAMES = (
    "北京", "天津", "上海", "重庆", "重慶", "河北", "河南", "云南", "雲南", "辽宁", "遼寧", "黑龙江", "黑龍江", "湖南", "安徽", "山东", "山東", "新疆", "江苏", "江蘇", "浙江", "江西", "湖北", "广西", "廣西",
    "甘肃", "甘肅", "山西", "内蒙古", "內蒙古", "陕西", "陝西", "吉林", "福建", "贵州", "貴州", "广东", "廣東", "青海", "西藏", "四川", "宁夏", "寧夏", "海南",
)  # fmt: skip
CAR_WORDS = ("车牌", "車牌", "牌照", "车号", "車號", "牌号", "牌號", "plate", "临牌", "臨牌")
FRAME_WORDS = (
    "车架",
    "車架",
    "识别代",
    "識別代",
    "识别码",
    "識別碼",
    "发动机号",
    "发动机编",
    "發動機編",
    "發動機號",
    "引擎号",
    "引擎號",
    "vin",
)
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


_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True))
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def is_frame(value: str) -> bool:
    """Whether the ninth sign of seventeen is their check digit, as GB 16735 and ISO 3779 reckon it."""
    signs = value.upper()
    total = sum(
        weight * (int(sign) if sign.isdecimal() else _VALUES[sign])
        for weight, sign in zip(_WEIGHTS, signs, strict=True)
    )
    return signs[8] == "0123456789X"[total % 11] and not value.isdecimal()


PATTERNS = (
    Pattern(
        "plate",
        pattern(rf"[{PROVINCES}]{_GAP}[a-hj-np-z](?:\s?牌照?[号號是为為]{{0,2}})?{_GAP}(?P<v>{_SIGN}(?:{_GAP}{_SIGN}){{3,4}}{_GAP}[a-hj-np-z0-9{PLATE_ENDS}])(?![a-z0-9])"),
        tail=1, is_real=is_plate, needs=tuple(PROVINCES),
    ),
    Pattern(
        "plate",
        pattern(rf"{any_of(NAMES)}[\s·.-]?[a-hj-np-z][\s·.-]?(?P<v>{_SIGN}(?:[\s·.-]?{_SIGN}){{4,5}})(?![a-z0-9])"),
        tail=1, is_real=is_plate, needs=NAMES, letters=True, run=2,
    ),
    Pattern("plate", pattern(rf"[{PROVINCES}]\s?[a-hj-np-z]\s?[临臨试試超]\s?(?P<v>{_SIGN}{{4,5}})(?![a-z0-9])"), tail=1, is_real=has_two_digits, needs=tuple("临臨试試超")),
    Pattern("plate", pattern(rf"(?<![a-z0-9])wj\s?(?:[{PROVINCES}]|[0-9]{{2}})[\s·-]?(?P<v>[0-9]{{4,5}}[0-9a-z]?)(?![a-z0-9])"), tail=1, needs=("wj",)),
    Pattern("plate", pattern(r"(?<![大天假即致驱行唆])使\s?(?P<v>[0-9]{6})(?![0-9])"), tail=1, needs=("使",), run=6),
    Pattern(
        "plate",
        pattern(rf"{any_of(CAR_WORDS)}{SAYS}(?:[㐀-鿿]{{1,3}}\s?)?(?P<v>[a-z]{{0,3}}[\s·-]?(?:{_SIGN}[\s·-]?){{3,6}}{_SIGN})(?![a-z0-9])"),
        tail=1, is_real=has_two_digits, needs=CAR_WORDS,
    ),
    Pattern("plate", pattern(rf"{any_of(FRAME_WORDS)}[号號码碼]{{0,2}}{SAYS}(?P<v>[a-z0-9](?:[\s-]?[a-z0-9]){{7,18}})(?![a-z0-9])"), tail=4, is_real=has_two_digits, needs=FRAME_WORDS, run=2),
    Pattern("plate", pattern(r"(?<![a-z0-9])(?P<v>[a-hj-npr-z0-9]{17})(?![a-z0-9])"), letters=True, tail=4, is_real=is_frame, run=4),
)  # fmt: skip
