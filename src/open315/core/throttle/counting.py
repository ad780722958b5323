"""Counting uses in windows.

Windows of one length begin at a moment of their own for each key, so that nobody can wait for the full hour to double his
turns. A busy key takes its counts from the table in small portions (at most a twentieth of the limit): what a stopped
process had taken and not used is lost to the user, never won. A key over its limit is refused from memory, without a write.
"""

import hashlib
import hmac
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import ngettext_lazy

from open315.core.errors import TooMany
from open315.core.throttle.models import Bucket

PORTION = 20
"""A portion is the limit divided by this."""
LARGEST_PORTION = 50
KEPT_KEYS = 20_000

_COUNT = """
INSERT INTO core_bucket (key, window_start, count) VALUES (%s, %s, %s)
ON CONFLICT (key, window_start) DO UPDATE SET count = core_bucket.count + %s RETURNING count
"""


@dataclass(slots=True)
class _Window:
    """What this process knows of the current window of a key."""

    start: datetime
    left: int = 0
    portion: int = 1
    is_over: bool = False


_windows: dict[tuple[str, str], _Window] = {}
_lock = threading.Lock()


def check(key: str, *, limit: int, seconds: int, at: datetime) -> None:
    """Count one use of `key`; raise TooMany (with `retry_after` in its details) beyond `limit` uses in `seconds`.

    Call it outside the verb's transaction, so that a refused or failed request counts as well.
    """
    hashed = _hashed(key, seconds)
    start = _window_start(hashed, seconds, at)
    if not _use(hashed, start, limit):
        raise _too_many(start + timedelta(seconds=seconds) - at)


def spend(key: str, amount: int, *, limit: int, seconds: int, at: datetime) -> None:
    """Count `amount` of `key`; raise TooMany, counting nothing more, where that is more than `limit` in `seconds`."""
    hashed = _hashed(key, seconds)
    start = _window_start(hashed, seconds, at)
    if _add(hashed, start, amount) > limit:
        Bucket.objects.filter(key=hashed, window_start=start).update(count=F("count") - amount)
        raise _too_many(start + timedelta(seconds=seconds) - at)


def _too_many(left: timedelta) -> TooMany:
    wait = max(1, int(left.total_seconds()) + 1)
    minutes = -(-wait // 60)
    message = ngettext_lazy(
        "Too many tries. Please wait %(minutes)d minute.",
        "Too many tries. Please wait %(minutes)d minutes.",
        "minutes",
    )
    return TooMany(message % {"minutes": minutes}, retry_after=wait)


def once(key: str, *, within: timedelta, at: datetime) -> bool:
    """Whether `key` is used for the first time within that time; notes the use. The caller holds a lock that all who use the key take."""
    hashed = _hashed(key, int(within.total_seconds()))
    if Bucket.objects.filter(key=hashed, window_start__gt=at - within).exists():
        return False
    return _add(hashed, at, 1) == 1


def was_used(key: str, *, within: timedelta, at: datetime) -> bool:
    """Whether `once` noted a use of `key` within that time. Notes nothing."""
    return Bucket.objects.filter(key=_hashed(key, int(within.total_seconds())), window_start__gt=at - within).exists()


def forget() -> None:
    """Drop what is kept in memory (tests; a process that forks)."""
    with _lock:
        _windows.clear()


def _hashed(key: str, seconds: int) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"throttle\0{seconds}\0{key}".encode(), hashlib.sha256).hexdigest()


def _window_start(hashed: str, seconds: int, at: datetime) -> datetime:
    shift = int(hashed[:8], 16) % seconds
    moment = int(at.timestamp())
    return datetime.fromtimestamp(moment - (moment - shift) % seconds, tz=UTC)


def _use(hashed: str, start: datetime, limit: int) -> bool:
    """Whether one more use is allowed."""
    if connection.in_atomic_block:
        return _add(hashed, start, 1) <= limit
    with _lock:
        window = _window(hashed, start)
        if window.left:
            window.left -= 1
            return True
        if window.is_over:
            return False
        portion = window.portion
        window.portion = min(portion * 2, max(1, limit // PORTION), LARGEST_PORTION)
    return _take_portion(hashed, start, limit, portion)


def _take_portion(hashed: str, start: datetime, limit: int, portion: int) -> bool:
    allowed = portion - max(0, _add(hashed, start, portion) - limit)
    with _lock:
        window = _window(hashed, start)
        if allowed <= 0:
            window.is_over = True
            return False
        window.left += allowed - 1
    return True


def _window(hashed: str, start: datetime) -> _Window:
    key = (str(connection.settings_dict["NAME"]), hashed)
    known = _windows.get(key)
    if known is None or known.start != start:
        if len(_windows) >= KEPT_KEYS:
            _windows.clear()
        known = _windows[key] = _Window(start)
    return known


def _add(hashed: str, start: datetime, count: int) -> int:
    adapt = connection.ops.adapt_datetimefield_value
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_COUNT, [hashed, adapt(start), count, count])
        return int(cursor.fetchone()[0])
