"""What one value looks like in a sheet."""

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, override

from open315.core.clock import SHANGHAI
from open315.core.names import enumerated
from open315.core.text import clean

_FORMULA = re.compile(r"\A\s*[=+\-@\t\r\n＝＋－＠]")
AMOUNT = "#,##0.00"
"""The neutral way to write the format: a spreadsheet puts the marks of its own language for "," and "."."""
MAX_CELL = 32_000
"""A spreadsheet cell holds little more; CSV has no such limit."""


def guard(value: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet could take it for a formula."""
    return f"'{value}" if _FORMULA.match(value) else value


def unguarded(value: str) -> str:
    """The text as it was before `guard`: what left in a file of ours comes back as it was."""
    return value[1:] if value[:1] == "'" and _FORMULA.match(value[1:]) else value


def yuan(cents: int | None) -> Decimal | None:
    """An amount as the exact number a sheet can add."""
    return None if cents is None else Decimal(cents).scaleb(-2)


def number_format(value: Any) -> str:
    """How a spreadsheet shows the value; the marks for thousands and decimals are those of the reader's own language."""
    return AMOUNT if isinstance(value, Decimal) else ""


def plain(value: Any) -> Any:
    """A value as a cell: text guarded and printable, moments in China's time, yes and no in words, lists joined, nothing as "".

    Numbers stay numbers. What is neither number, day nor list is text, also where it could be taken apart (a lazy translation).
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).replace(tzinfo=None, microsecond=0) if value.tzinfo else value
    if isinstance(value, (int, float, Decimal)) and isfinite(value):
        return value
    if hasattr(value, "isoformat"):
        return value
    if isinstance(value, Iterable) and not isinstance(value, (str, Promise)):
        value = enumerated(value)
    return guard(clean(str(value)))


def is_row_count_line(text: str) -> bool:
    """Whether this is such a line, in any language of ours."""
    return any(pattern.fullmatch(text.strip()) for pattern in _count_lines())


@cache
def _count_lines() -> tuple[re.Pattern[str], ...]:
    lines = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            lines.add(row_count_line(COUNT))
    return tuple(re.compile(re.escape(line).replace(str(COUNT), r"\d+")) for line in sorted(lines))


COUNT = 315
"""Any number will do."""


def row_count_line(count: int) -> str:
    """The line below the last row. A file without it broke off."""
    return gettext("Rows: %(count)d. End of the list.") % {"count": count}
