"""What a message may say, by readers that there are: amount, day, telephone, trader. Shown where it stands, and never applied without a person."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from open315.core.clock import local_day
from open315.core.text import amounts, moments, telephones
from open315.inbox.types import Suggestion

_AMOUNT = re.compile(
    r"(?:¥|￥|人民幣|人民币)?[0-9０-９][0-9０-９,.，]{0,12}(?:[萬万千百])?(?:多|餘|余)?(?:元|塊錢|块钱|塊|块|圓|圆)"
)
_DAY = re.compile(r"(?:20\d\d|去|今)?年?(?<!\d)\d{1,2}月\d{1,2}[日號号]|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
_DAY_ALONE = re.compile(r"(?P<year>20\d\d|去|今)?年?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日號号]")
_PHONE = re.compile(r"(?<!\d)(?:1\d{10}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4})(?!\d)")
_NAMED = "有限責任公司|有限责任公司|股份有限公司|有限公司|百貨商場|百货商场|購物中心|购物中心|專賣店|专卖店|旗艦店|旗舰店|超市|商場|商场|商店|商行|酒店|飯店|饭店|餐廳|餐厅|酒樓|酒楼|賓館|宾馆|旅行社|健身房|健身中心|美容院|影城|電影院|电影院|培訓學校|培训学校|藥房|药房|汽車城|汽车城|家居廣場|家居广场|公司"
_TRADER = re.compile(rf"[\u4e00-\u9fffA-Za-z0-9（）()·]{{1,24}}?(?:{_NAMED})")
_LEADS = re.compile(r".{0,40}(?:在|於|于|向|去了|去|到了|到|跟|和|與|与|從|从|的|了|日|號|号|我|被|找|給|给|，)")
"""What stands before a name in running text, up to the last of these."""
_SHORTEST_NAME = 4


def suggestions(text: str, told_at: datetime) -> list[Suggestion]:
    """The first of each kind, in the order of the text; none that overlap."""
    found = [each for reader in (_trader, _amount, _day, _phone) if (each := next(reader(text, told_at), None))]
    apart: list[Suggestion] = []
    for each in sorted(found, key=lambda one: one.start):
        if not apart or each.start >= apart[-1].end:
            apart.append(each)
    return apart


def _amount(text: str, _told_at: datetime) -> Iterator[Suggestion]:
    for match in _AMOUNT.finditer(text):
        try:
            read = amounts.read(match[0])
        except amounts.NoAmount:
            continue
        if read is not None:
            yuan = f"{read.cents // 100}.{read.cents % 100:02}".removesuffix(".00")
            yield Suggestion("amount", yuan, match.start(), match.end())


def _day(text: str, told_at: datetime) -> Iterator[Suggestion]:
    today = local_day(told_at)
    for match in _DAY.finditer(text):
        if (read := _day_of(match[0], today)) and read <= today:
            yield Suggestion("occurred_on", read.isoformat(), match.start(), match.end())


def _day_of(written: str, today: date) -> date | None:
    """The day; of one without a year the last that was. None for none, and for one of the future."""
    try:
        if (match := _DAY_ALONE.fullmatch(written)) is None:
            return moments.day(written)
        month, day = int(match["month"]), int(match["day"])
        if match["year"] and match["year"].isdecimal():
            return date(int(match["year"]), month, day)
        this = date(today.year, month, day)
        return this.replace(year=today.year - 1) if match["year"] == "去" or this > today else this
    except (ValueError, moments.NoMoment):
        return None


def _phone(text: str, _told_at: datetime) -> Iterator[Suggestion]:
    for match in _PHONE.finditer(text):
        if telephones.numbers(match[0]):
            yield Suggestion("phone", match[0], match.start(), match.end())


def _trader(text: str, _told_at: datetime) -> Iterator[Suggestion]:
    for match in _TRADER.finditer(text):
        lead = _LEADS.match(match[0])
        start = match.start() + (lead.end() if lead else 0)
        name = text[start : match.end()]
        if len(name) >= _SHORTEST_NAME:
            yield Suggestion("trader_name", name, start, match.end())
