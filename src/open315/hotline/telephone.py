"""What a telephone system sends, read as something heard. Pure.

One JSON object for each thing that happens to a call, at most `BIGGEST` bytes:

    {"id": "e-71", "call": "c-19", "event": "arrived", "at": "2026-05-12T10:00:00+08:00", "from": "13900001111"}

`event` is arrived, answered, ended or recording; the last may say with "recording" where it is kept. Any may say with "consent" whether the caller was told
that she is recorded (told), or agreed (given) or not (refused) when asked. Keys that are not known are left alone.
"""

import json
from datetime import datetime
from typing import Any

from open315.core.errors import InvalidInput
from open315.core.text import clean
from open315.hotline.services.verb import FAULTS
from open315.hotline.types import Heard

BIGGEST = 4 * 1024
LONGEST_NUMBER = 40
FIRST_YEAR, LAST_YEAR = 2000, 2099


def heard_from(body: bytes) -> Heard:
    """What stands in a body. InvalidInput, at its field, for what is no such object, and for a moment without a zone."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise InvalidInput(FAULTS["no_object"], field="body")
    at = _moment(_text(told, "at"))
    if at is None:
        raise InvalidInput(FAULTS["moment"], field="at")
    number = _text(told, "from")[:LONGEST_NUMBER]
    kept, consent = _text(told, "recording"), _text(told, "consent")
    return Heard(_text(told, "id"), _text(told, "call"), _text(told, "event"), at, number, kept, consent)


def _text(told: dict[str, Any], name: str) -> str:
    """What stands there as words, without signs that no table keeps."""
    value = told.get(name, "")
    if isinstance(value, str):
        return clean(value).strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _moment(text: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo and FIRST_YEAR <= read.year <= LAST_YEAR else None
