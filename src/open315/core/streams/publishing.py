"""Publishing: the new state of a topic with the verb that changed it; a nudge to the streams after commit."""

import json
import logging
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

log = logging.getLogger("open315.streams")
CHANNEL = "open315.live"

_PUBLISH = """
INSERT INTO core_snapshot (topic, version, payload, changed_at) VALUES (%s, 1, %s, %s)
ON CONFLICT (topic) DO UPDATE
SET version = core_snapshot.version + 1, payload = excluded.payload, changed_at = excluded.changed_at
"""


def publish(topic: str, payload: dict[str, Any]) -> None:
    """Keep `payload` as the state of `topic` under a new version, in the caller's transaction; then wake the streams.

    A payload is seen by everybody who may watch the topic: no personal data. Streams show the last state, not each one.
    """
    moment = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(_PUBLISH, [topic, json.dumps(payload, ensure_ascii=False), moment])
    if settings.REDIS_URL:
        transaction.on_commit(lambda: _nudge(topic))


def _nudge(topic: str) -> None:
    """Streams look at the table every moment anyway; this only makes them look now."""
    try:
        _redis(settings.REDIS_URL).publish(CHANNEL, topic)
    except OSError as error:
        log.warning("streams not woken", extra={"fields": {"error": type(error).__name__}})
    except Exception as error:
        if not type(error).__module__.startswith("redis"):
            raise
        log.warning("streams not woken", extra={"fields": {"error": type(error).__name__}})


@lru_cache(maxsize=2)
def _redis(url: str) -> Any:
    from redis import Redis  # noqa: PLC0415  (an extra: only a province has it)

    return Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
