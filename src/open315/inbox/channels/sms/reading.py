"""What gateways send, read as a message; and which council a number belongs to. Pure but for the settings that are handed in."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from open315.core.errors import InvalidInput
from open315.core.text import clean
from open315.inbox.services.verb import FAULTS
from open315.inbox.types import Inbound
from open315.notify.types import Outcome

KANNEL, JSON = "kannel", "json"
BIGGEST = 16 * 1024
"""Bytes of one message with all that surrounds it."""
FIRST_YEAR, LAST_YEAR = 2000, 2099
"""No message of another year comes by this way."""
UNICODE = "2"
KANNEL_SAYS = {"1": Outcome.DELIVERED, "2": Outcome.BOUNCED, "16": Outcome.BOUNCED}
"""Kannel's states of a delivery report; queued (4) and taken (8) are no news."""
JSON_SAYS = {"delivered": Outcome.DELIVERED, "failed": Outcome.BOUNCED}


def from_kannel(told_id: str, headers: Mapping[str, str], body: bytes) -> Inbound:
    """A message as Kannel posts it: number and coding in headers, the words as they came from the network."""
    charset = "utf-16-be" if headers.get("X-Kannel-Coding") == UNICODE else "utf-8"
    return Inbound(
        KANNEL,
        told_id,
        headers.get("X-Kannel-From", ""),
        body.decode(charset, errors="replace"),
        sent_at=_moment(headers.get("X-Kannel-Time", "").replace(" ", "T")),
    )


def from_json(body: bytes) -> Inbound:
    """A message as a gateway posts it in JSON: id, from, text; perhaps time, and reference, part, parts of a long one. InvalidInput for anything else."""
    told = _object(body)
    if told is None:
        raise InvalidInput(FAULTS["no_text"])
    return Inbound(
        JSON,
        _text(told, "id"),
        _text(told, "from"),
        _text(told, "text"),
        sent_at=_moment(_text(told, "time")),
        reference=_text(told, "reference"),
        part=_number(told, "part"),
        parts=_number(told, "parts"),
    )


def report_from_json(body: bytes) -> tuple[str, Outcome | None]:
    """The key of a message that was sent, and what became of it; None for what is no news."""
    told = _object(body) or {}
    return _text(told, "id"), JSON_SAYS.get(_text(told, "state"))


def receiver_in_json(body: bytes) -> str:
    """The number to which it was sent; "" where it is not told. Only for what `from_json` has read."""
    return _text(json.loads(body), "to")


def region_of(number: str, numbers: str) -> str:
    """The region whose council has this number, of a setting like "10690001=420100 10690002=420200"; the first where it is not named."""
    known = dict(each.split("=", 1) for each in numbers.split() if "=" in each)
    return known.get(number, next(iter(known.values()), ""))


def _object(body: bytes) -> dict[str, Any] | None:
    """The object that a body holds; None for anything else, however deep somebody nested it."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _text(told: Mapping[str, Any], name: str) -> str:
    """What stands there, without signs that no table keeps: a NUL, half of an emoji that was cut in two."""
    value = told.get(name, "")
    return clean(value) if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _number(told: Mapping[str, Any], name: str) -> int:
    value = told.get(name, 1)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _moment(text: str) -> datetime | None:
    """A moment; one without a zone is UTC, as Kannel tells it. None for what is none, and for that of a clock that nobody set."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)
