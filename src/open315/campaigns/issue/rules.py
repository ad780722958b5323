"""What a joint issue must satisfy; pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from open315.campaigns.issue.types import IssueDraft, Number

NUMBER = re.compile(r"([^\W\d_]{1,20})〔(\d{4})〕([1-9]\d{0,4})[號号]")
"""Without 第 and without leading zeros, the year whole and in hexagonal brackets."""
MOST_LINES, MOST_LETTERS = 60, 120
"""Of a list, and of a line in it."""


def number_of(typed: str) -> Number | None:
    """The document number that was typed; None for what is none. Digits may be typed in full width."""
    plain = "".join(unicodedata.normalize("NFKC", each) if each.isdigit() else each for each in typed.strip())
    found = NUMBER.fullmatch(plain)
    return Number(found[1], int(found[2]), int(found[3])) if found else None


def faults(draft: IssueDraft, *, today: date, campaign_year: int) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a draft."""
    if not draft.title.strip():
        yield "title", "title_missing"
    yield from _number_faults(draft.number, today, campaign_year)
    for name in ("partners", "recipients", "copies", "annexes"):
        yield from _list_faults(name, getattr(draft, name))
    for name in ("reply_until", "acknowledge_until", "plans_until"):
        day = getattr(draft, name)
        if day is not None and day < today:
            yield name, "day_is_over"


def _number_faults(typed: str, today: date, campaign_year: int) -> Iterator[tuple[str, str]]:
    if not typed.strip():
        return
    number = number_of(typed)
    if number is None:
        yield "number", "number_misshapen"
    elif not campaign_year - 1 <= number.year <= today.year:
        yield "number", "number_of_another_year"


def _list_faults(name: str, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(lines) > MOST_LINES or any(len(each) > MOST_LETTERS for each in lines):
        yield name, "list_too_long"
    if len(set(lines)) != len(lines):
        yield name, "line_twice"


def may_issue(answers: Sequence[str], *, reply_until: date | None, today: date) -> str:
    """Why the paper cannot be issued yet, as a code; "" when it can. A silent partner is waited for until the last day, if there is one."""
    if "confirmed" not in answers:
        return "nobody_confirmed"
    return "somebody_silent" if "" in answers and not is_late(today, reply_until) else ""


def is_late(day: date, reply_until: date | None) -> bool:
    """Whether the last day for partners was over on that day."""
    return reply_until is not None and day > reply_until
