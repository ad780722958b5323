"""A cache in Redis that is allowed to be away: nothing that is kept there is needed, so nothing fails without it (ADR 0109)."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.cache.backends.redis import RedisCache

log = logging.getLogger("open315.cache")

LEFT_ALONE_SECONDS = 5.0
"""After a failure nobody waits for Redis for so long."""
Answer = TypeVar("Answer")


def _or(absent: Callable[..., Answer]) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """What to answer in the place of a Redis that is away: what an empty cache would, as far as one can."""

    def decorate(ask: Callable[..., Answer]) -> Callable[..., Answer]:
        @wraps(ask)
        def asking(self: "PatientRedisCache", *args: Any, **options: Any) -> Answer:
            if time.monotonic() < self.left_alone_until:
                return absent(*args, **options)
            try:
                return ask(self, *args, **options)
            except Exception as error:
                if not _is_redis_trouble(error):
                    raise
                self.left_alone_until = time.monotonic() + LEFT_ALONE_SECONDS
                log.warning("no Redis", extra={"fields": {"error": type(error).__name__}})
                return absent(*args, **options)

        return asking

    return decorate


def _is_redis_trouble(error: Exception) -> bool:
    return isinstance(error, OSError) or type(error).__module__.partition(".")[0] == "redis"


class PatientRedisCache(RedisCache):
    """Each call answers as an empty cache that forgets at once would."""

    left_alone_until = 0.0

    @_or(lambda *_args, **_options: True)
    def add(self, *args: Any, **options: Any) -> Any:
        return super().add(*args, **options)

    @_or(lambda _key, default=None, **_options: default)
    def get(self, *args: Any, **options: Any) -> Any:
        return super().get(*args, **options)

    @_or(lambda *_args, **_options: None)
    def set(self, *args: Any, **options: Any) -> Any:
        return super().set(*args, **options)

    @_or(lambda *_args, **_options: False)
    def touch(self, *args: Any, **options: Any) -> Any:
        return super().touch(*args, **options)

    @_or(lambda *_args, **_options: False)
    def delete(self, *args: Any, **options: Any) -> Any:
        return super().delete(*args, **options)

    @_or(lambda *_args, **_options: {})
    def get_many(self, *args: Any, **options: Any) -> Any:
        return super().get_many(*args, **options)

    @_or(lambda *_args, **_options: False)
    def has_key(self, *args: Any, **options: Any) -> Any:
        return super().has_key(*args, **options)

    @_or(lambda _key, delta=1, **_options: delta)
    def incr(self, *args: Any, **options: Any) -> Any:
        return super().incr(*args, **options)

    @_or(lambda *_args, **_options: [])
    def set_many(self, *args: Any, **options: Any) -> Any:
        return super().set_many(*args, **options)

    @_or(lambda *_args, **_options: None)
    def delete_many(self, *args: Any, **options: Any) -> Any:
        return super().delete_many(*args, **options)

    @_or(lambda *_args, **_options: None)
    def clear(self) -> None:
        super().clear()
