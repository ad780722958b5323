"""Reading a phrase: which places stand in it, which are unknown, and how it reads once they are filled."""

import re
from collections.abc import Iterator, Mapping

from open315.phrases.types import PhrasePlan, Place, Use

NAME_LENGTH = 40
TEXT_LENGTH = 1000
CALLED: Mapping[str, tuple[str, ...]] = {
    Place.NUMBER: ("案號", "案号", "case number"),
    Place.TRADER: ("經營者", "经营者", "trader"),
    Place.GOODS: ("商品或服務", "商品或服务", "goods"),
    Place.AMOUNT: ("涉及金額", "涉及金额", "amount"),
    Place.RECOVERED: ("挽回金額", "挽回金额", "recovered"),
    Place.RECEIVED: ("登記日期", "登记日期", "received"),
    Place.ACCEPTED: ("受理日期", "受理日期", "accepted"),
    Place.DUE: ("辦理期限", "办理期限", "due"),
    Place.BODY: ("辦理單位", "办理单位", "body"),
    Place.PHONE: ("聯繫電話", "联系电话", "phone"),
    Place.TODAY: ("今天", "今天", "today"),
}
"""How each place may be written between braces: in either script, and in English. The first is what people are shown."""
PLACES = {name: place for place, names in CALLED.items() for name in names}
WRITTEN = re.compile(r"[{｛]([^{}｛｝]*)[}｝]")
BRACE = re.compile(r"[{}｛｝]")


def unknown_in(text: str) -> Iterator[str]:
    """What stands between braces and is no place, and a brace that stands alone."""
    for found in WRITTEN.finditer(text):
        if _place(found) is None:
            yield found.group(0)
    yield from BRACE.findall(WRITTEN.sub("", text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with what the case knows; what it does not know stands between 〔〕, to be seen and written by hand."""

    def put(found: re.Match[str]) -> str:
        place = _place(found)
        return (values.get(place, "") if place else "") or f"〔{found.group(1).strip()}〕"

    return WRITTEN.sub(put, text)


def joined(typed: str, words: str) -> str:
    """What was typed before, and below it the words that are put in."""
    kept = typed.rstrip()
    return f"{kept}\n{words}" if kept else words


def plan_faults(plan: PhrasePlan) -> Iterator[tuple[str, str]]:
    """What is wrong with a phrase: the field, and a code."""
    if not plan.name.strip():
        yield "name", "name_missing"
    if len(plan.name.strip()) > NAME_LENGTH:
        yield "name", "name_too_long"
    if not plan.text.strip():
        yield "text", "text_missing"
    if len(plan.text.strip()) > TEXT_LENGTH:
        yield "text", "text_too_long"
    if plan.use not in set(Use):
        yield "use", "unknown_use"


def _place(found: re.Match[str]) -> str | None:
    return PLACES.get(found.group(1).strip().lower())
