"""Everything on one port: `/live/` is served by the stream application, the rest by Django over WSGI in threads (ADR 0004)."""

from a2wsgi import WSGIMiddleware

from open315.config.stream import Receive, Scope, Send
from open315.config.stream import application as stream
from open315.config.wsgi import application as wsgi

WEB_THREADS = 8


class OnePort:
    """Chooses by the path."""

    def __init__(self) -> None:
        self.web = WSGIMiddleware(wsgi, workers=WEB_THREADS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or (scope["type"] == "http" and scope["path"].startswith("/live/")):
            await stream(scope, receive, send)
        elif scope["type"] == "http":
            await self.web(scope, receive, send)


application = OnePort()
