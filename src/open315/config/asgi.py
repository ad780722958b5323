"""Everything on one port: `/live/` is served by the stream application, the rest by Django over WSGI in threads (ADR 0004).

The embedded site and granian both serve it. Visitors behind trusted proxies are known by their own address (ADR 0108), a body is
received before a thread is given to it, and a slow reader keeps no thread unless what he reads is large.
"""

import asyncio
import logging
from typing import Any

from a2wsgi import WSGIMiddleware
from django.conf import settings

from open315.config.starting import require_keys
from open315.config.stream import live
from open315.config.web import application as wsgi
from open315.core.errors import Unavailable
from open315.core.http.bodies import Bounds, WholeBodies
from open315.core.http.entry import ProxiedASGI, Receive, Scope, Send

log = logging.getLogger("open315.serve")

PIECES_AHEAD = 1000
"""Pieces of an answer (4 to 8 KB each) that wait for a slow reader while the thread goes on to the next visitor."""


class OnePort:
    """Chooses by the path."""

    def __init__(self) -> None:
        # Its types name every kind of message; ours say what both sides need.
        threads: Any = WSGIMiddleware(wsgi, workers=settings.WEB_THREADS, send_queue_size=PIECES_AHEAD)  # type: ignore[arg-type]
        self.web = WholeBodies(threads, Bounds(most_bytes=settings.REQUEST_MAX_BYTES))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live_on(receive, send)
        elif scope["type"] == "http":
            await (live if scope["path"].startswith("/live/") else self.web)(scope, receive, send)


async def _live_on(receive: Receive, send: Send) -> None:
    """Begin only with the key ring that the database knows."""
    while True:
        kind = (await receive())["type"]
        try:
            if kind == "lifespan.startup":
                await asyncio.to_thread(require_keys)
        except Unavailable as trouble:
            log.error("not begun", extra={"fields": {"why": trouble.sentence}})
            await send({"type": f"{kind}.failed", "message": trouble.sentence})
            return
        await send({"type": f"{kind}.complete"})
        if kind == "lifespan.shutdown":
            return


application = ProxiedASGI(OnePort(), settings.TRUSTED_PROXIES)
