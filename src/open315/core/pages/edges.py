"""Where a page of a list begins, as its address says it: the place in the list and the values the list is ordered by.

An edge is no secret and needs no signature: it only says where to go on among the rows the reader may see. A wrong one means the first page.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from functools import reduce
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def mark(row: Any, order: Sequence[str], place: int) -> str:
    """The edge at a row that stands at `place` of the list, from 1."""
    text = _written([place, *(value_of(row, name.removeprefix("-")) for name in order)])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def unmark(edge: str) -> tuple[int, list[Any]] | None:
    """The place and the values, as JSON has them; None for what is no edge."""
    try:
        place, *values = json.loads(base64.urlsafe_b64decode(edge + "=" * (-len(edge) % 4)))
        return max(1, int(place)), values
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error):
        return None


def is_at(row: Any, order: Sequence[str], values: Sequence[Any]) -> bool:
    """Whether the row has these values of an edge."""
    own = [value_of(row, name.removeprefix("-")) for name in order]
    return bool(json.loads(_written(own)) == list(values))


def value_of(row: Any, name: str) -> Any:
    """The value of a field, also of one that is reached by "__"."""
    value = reduce(getattr, name.split("__"), row)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _written(values: list[Any]) -> str:
    return json.dumps(values, cls=DjangoJSONEncoder, separators=(",", ":"))
