"""The one entry of every server: in front of the applications, it puts the visitor in the place of the proxy.

What proxies wrote is taken out of the request on the way, so that nothing behind can read it in another way. Over ASGI (the embedded
site, granian, the stream) header names with an underscore go too: an application sees `X_Forwarded_For` under the name of the true one.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from open315.core.http.proxies import Proxies, Visitor

log = logging.getLogger("open315.proxies")

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Environ = dict[str, Any]

_FOR, _PROTO = b"x-forwarded-for", b"x-forwarded-proto"
_WRITTEN_BY_PROXIES = (b"x-forwarded-", b"forwarded", b"x-real-ip", b"x-client-ip", b"true-client-ip")
_IN_ENVIRON = tuple("HTTP_" + name.decode().upper().replace("-", "_") for name in _WRITTEN_BY_PROXIES)
MOST_WARNINGS = 20


class ProxiedASGI:
    """An ASGI application behind trusted proxies."""

    def __init__(self, application: Callable[[Any, Any, Any], Awaitable[None]], proxies: Proxies) -> None:
        self.application = application
        self.proxies = proxies
        self._warning = _Warning()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.application(self._seen(scope) if scope["type"] == "http" else scope, receive, send)

    def _seen(self, scope: Scope) -> Scope:
        peer, port = scope.get("client") or ("", 0)
        headers = scope["headers"]
        proto = _joined(headers, _PROTO)
        visitor = self.proxies.visitor(
            peer or "", scope["scheme"], forwarded_for=_joined(headers, _FOR), forwarded_proto=proto
        )
        self._warning.look(peer, visitor, proto)
        kept = [(name, value) for name, value in headers if not _is_dropped(name.lower())]
        same = visitor.address == peer
        return {**scope, "client": (visitor.address, port if same else 0), "scheme": visitor.scheme, "headers": kept}


class ProxiedWSGI:
    """A WSGI application behind trusted proxies."""

    def __init__(self, application: Callable[[Environ, Any], Iterable[bytes]], proxies: Proxies) -> None:
        self.application = application
        self.proxies = proxies
        self._warning = _Warning()

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        peer = environ.get("REMOTE_ADDR", "")
        proto = environ.get("HTTP_X_FORWARDED_PROTO", "")
        visitor = self.proxies.visitor(
            peer,
            environ["wsgi.url_scheme"],
            forwarded_for=environ.get("HTTP_X_FORWARDED_FOR", ""),
            forwarded_proto=proto,
        )
        self._warning.look(peer, visitor, proto)
        for name in [name for name in environ if name.startswith(_IN_ENVIRON)]:
            del environ[name]
        environ.update({"REMOTE_ADDR": visitor.address, "wsgi.url_scheme": visitor.scheme})
        return self.application(environ, start_response)


class _Warning:
    """Tells the operator once of each address that says "https" and is not trusted: if it is his proxy, pages redirect without end."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def look(self, peer: str, visitor: Visitor, proto: str) -> None:
        if "https" not in proto or visitor.scheme == "https" or peer in self._told or len(self._told) >= MOST_WARNINGS:
            return
        self._told.add(peer)
        log.warning("proxy is not trusted", extra={"fields": {"peer": peer, "setting": "OPEN315_TRUSTED_PROXIES"}})


def _joined(headers: Iterable[tuple[bytes, bytes]], wanted: bytes) -> str:
    """A header that stands on several lines is one list, in their order."""
    return ",".join(value.decode("latin-1") for name, value in headers if name.lower() == wanted)


def _is_dropped(name: bytes) -> bool:
    return b"_" in name or name.startswith(_WRITTEN_BY_PROXIES)
