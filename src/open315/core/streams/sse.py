"""The ASGI application under /live/: server-sent events. It knows topics and bytes, and no views."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from open315.core.streams.hub import Hub, Topic
from open315.core.streams.tokens import topic_of
from open315.core.text import whole_number

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

HEARTBEAT_SECONDS = 15.0
MOST_WATCHERS = 6_000
RETRY = b"retry: 3000\n\n"
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class LiveApp:
    """GET /live/<token>/ : the present state at once (unless `Last-Event-ID` names it), then each later one."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        name = topic_of(scope["path"].removeprefix("/live/").strip("/"))
        if scope["method"] != "GET" or name is None:
            await _refuse(send, 404, b"This stream does not exist, or its address is too old. Load the page again.")
        elif self.hub.watched >= MOST_WATCHERS:
            await _refuse(send, 503, b"Too many screens on this server.")
        else:
            await self._serve(name, _last_seen(scope), receive, send)

    async def _serve(self, name: str, last_seen: int, receive: Receive, send: Send) -> None:
        topic = await self.hub.join(name)
        gone = asyncio.create_task(_until_gone(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await send({"type": "http.response.body", "body": RETRY, "more_body": True})
            await _follow(topic, last_seen, gone, send)
        finally:
            gone.cancel()
            self.hub.leave(name)


async def _follow(topic: Topic, last_seen: int, gone: asyncio.Task[None], send: Send) -> None:
    seen = last_seen
    while not gone.done():
        changed = topic.changed
        if topic.frame and topic.version != seen:
            seen = topic.version
            await send({"type": "http.response.body", "body": topic.frame, "more_body": True})
            continue
        waiting = asyncio.create_task(changed.wait())
        await asyncio.wait({waiting, gone}, timeout=HEARTBEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if not waiting.done():
            waiting.cancel()
            if not gone.done():
                await send({"type": "http.response.body", "body": b": still here\n\n", "more_body": True})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue


def _last_seen(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name.lower() == b"last-event-id":
            return whole_number(value.decode("latin-1")) or 0
    return 0


async def _refuse(send: Send, status: int, words: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words})
