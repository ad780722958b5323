"""What can be read from a message and what it must satisfy; pure."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Protocol

from open315.core.text import fold
from open315.inbox.types import MAIL, SMS, Inbound

LONGEST = {SMS: 4000, MAIL: 20_000}
LONGEST_ADDRESS = {SMS: 60, MAIL: 254}
LONGEST_ID = 120
MOST_PARTS = 20
AGAIN_WITHIN = timedelta(minutes=1)
"""The same words from the same sender within this are the same message, whatever id the provider gave them."""
JOINED_WITHIN = timedelta(days=1)
"""Providers use their references again: a part that comes later than this belongs to another message."""
WAITED_FOR = timedelta(minutes=10)
"""So long the parts of a long message are waited for; then what there is becomes the message."""
RECEIPT_ONCE_IN = timedelta(hours=12)
"""Who writes ten messages in an afternoon is told once that they came."""
STOP_WORDS = frozenset(map(fold, ("td", "t", "n", "stop", "unsubscribe", "退訂", "停止", "取消訂閱", "拒收")))
START_WORDS = frozenset(map(fold, ("start", "hf", "恢復", "恢復接收")))
_CASE = re.compile(r"(?<![\dA-Za-z])(?:[A-Za-z]{2,6}[- ]?|\d{6}-)?20\d\d-\d{4,10}(?!\d)", re.ASCII)
_NOT_WORDS = re.compile(r"[\s。.!！?？,，、;；:：「」\"'【】\[\]()（）~～…-]+")
GAP = "［…］"
"""Stands where a part of a long message never came."""


class Part(Protocol):
    """A part of a long message."""

    part: int
    parts: int


def faults(told: Inbound) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with what a provider brought; nothing for what can be taken."""
    if not 1 <= len(told.provider_id) <= LONGEST_ID:
        yield "id", "no_id"
    if not 1 <= len(told.address.strip()) <= LONGEST_ADDRESS[told.channel]:
        yield "from", "no_sender"
    if not told.text.strip():
        yield "text", "no_text"
    elif len(told.text) > LONGEST[told.channel]:
        yield "text", "text_too_long"
    if not 1 <= told.part <= told.parts <= MOST_PARTS or (told.parts > 1) != bool(told.reference):
        yield "parts", "parts_wrong"


def as_compared(text: str) -> str:
    """A text as it is compared: without signs and spaces, one script, one width."""
    return fold(_NOT_WORDS.sub("", text))


def is_again(moment: datetime, other: datetime) -> bool:
    """Whether two moments lie so close together that the same words are the same message; they may come in any order."""
    return abs(moment - other) <= AGAIN_WITHIN


def asks_to_stop(text: str) -> bool:
    """Whether the whole message is one of the words by which people leave."""
    return as_compared(text) in STOP_WORDS


def asks_to_go_on(text: str) -> bool:
    """Whether the whole message is one of the words by which people come back."""
    return as_compared(text) in START_WORDS


def cited_case(text: str) -> str:
    """The first number of a case that a text names; "" for none. It is a hint for staff and opens nothing."""
    found = _CASE.search(text)
    return found[0] if found else ""


def citing(text: str, number: str) -> str:
    """The answer with the number of the case it is about, unless it names it already."""
    return text if not number or number in text else f"{text}（{number}）"


def missing(parts: Iterable[Part], of: int) -> set[int]:
    """The numbers of the parts that have not come."""
    return set(range(1, of + 1)) - {each.part for each in parts}


def joined(texts: dict[int, str], of: int) -> str:
    """The text of a message of several parts, in their order; a gap where one never came."""
    return "".join(texts.get(number, GAP) for number in range(1, of + 1))


def waited_hours(since: datetime, at: datetime) -> int:
    """Whole hours since then; none where a clock went back."""
    return max(0, int((at - since) / timedelta(hours=1)))


def needs_receipt(last: datetime | None, at: datetime) -> bool:
    """Whether somebody who was told at `last` that a message came is told again."""
    return last is None or at - last >= RECEIPT_ONCE_IN
