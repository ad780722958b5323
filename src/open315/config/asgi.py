"""Everything on one port: `/live/` is served by the stream application, the rest by Django over WSGI in threads (ADR 0004)."""

from typing import Any

from a2wsgi import WSGIMiddleware

from open315.config.stream import application as stream
from open315.config.web import application as wsgi
from open315.core.streams.sse import Receive, Scope, Send

WEB_THREADS = 8


class OnePort:
    """Chooses by the path."""

    def __init__(self) -> None:
        # Its types name every kind of message; ours say what both sides need.
        self.web: Any = WSGIMiddleware(wsgi, workers=WEB_THREADS)  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or (scope["type"] == "http" and scope["path"].startswith("/live/")):
            await stream(scope, receive, send)
        elif scope["type"] == "http":
            await self.web(scope, receive, send)


application = OnePort()
