"""The services beside the database: Redis and the queue. Nothing is lost without them, but work is late. For `health`."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from huey.contrib.djhuey import HUEY

PATIENCE = 1.0
"""Seconds that an answer may take."""


def redis() -> bool:
    """Whether Redis answers, where one is named."""
    return not settings.REDIS_URL or bool(_redis(settings.REDIS_URL).ping())


@lru_cache(maxsize=2)
def _redis(url: str) -> Any:
    from redis import Redis  # noqa: PLC0415  (an extra: only a province has it)

    return Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)


def queue() -> bool:
    """Whether tasks can be handed over."""
    return int(HUEY.pending_count()) >= 0


def is_trouble(error: Exception) -> bool:
    """Whether `error` says that one of them is away; their packages need not be installed to know."""
    return isinstance(error, OSError) or type(error).__module__.partition(".")[0] in {"redis", "sqlite3", "psycopg"}
