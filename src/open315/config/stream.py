"""The live screens' own server: `uvicorn open315.config.stream:application` in a province; part of one port embedded.

It loads the tables and the settings, and no view: a thousand waiting screens should not cost a thousand pages.
"""

import asyncio
import logging
import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "open315.config.settings")
django.setup()

from django.conf import settings  # noqa: E402  (settings must be named first)
from django.db import close_old_connections  # noqa: E402

from open315.core.http.entry import ProxiedASGI  # noqa: E402
from open315.core.streams import reading  # noqa: E402
from open315.core.streams.hub import Hub  # noqa: E402
from open315.core.streams.publishing import CHANNEL  # noqa: E402
from open315.core.streams.sse import LiveApp, Receive, Scope, Send  # noqa: E402

log = logging.getLogger("open315.streams")
RECONNECT_SECONDS = 5


def _versions(topics: Any) -> Any:
    close_old_connections()
    return reading.versions(topics)


def _states(topics: Any) -> Any:
    close_old_connections()
    return reading.states(topics)


async def _listen_to_redis(hub: Hub) -> None:
    """Pass Redis's nudges on. Without Redis, or while it is away, the hub's own poll is enough."""
    from redis.asyncio import Redis  # noqa: PLC0415  (an extra: only a province has it)
    from redis.exceptions import RedisError  # noqa: PLC0415  (an extra: only a province has it)

    while True:
        try:
            async with Redis.from_url(settings.REDIS_URL) as redis, redis.pubsub() as nudges:
                await nudges.subscribe(CHANNEL)
                async for _ in nudges.listen():
                    hub.nudge()
        except (RedisError, OSError) as error:
            log.warning("no Redis", extra={"fields": {"error": type(error).__name__}})
            await asyncio.sleep(RECONNECT_SECONDS)


class StreamApplication:
    """LiveApp with a hub that is made inside the running loop."""

    def __init__(self) -> None:
        self._live: LiveApp | None = None
        self._listener: asyncio.Task[None] | None = None

    def _begin(self) -> LiveApp:
        hub = Hub(_versions, _states)
        if settings.REDIS_URL:
            self._listener = asyncio.create_task(_listen_to_redis(hub))
        self._live = LiveApp(hub)
        return self._live

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live_on(receive, send)
            return
        await (self._live or self._begin())(scope, receive, send)


async def _live_on(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


live = StreamApplication()
application = ProxiedASGI(live, settings.TRUSTED_PROXIES)
