"""The body of a request is received whole before a thread is given to it, within bounds of bytes, time and number.

A thread that reads a body waits for the slowest visitor: eight who send a beginning and nothing more would hold all eight. So the event
loop receives, which can wait for thousands; what is large lies enciphered in an unnamed file meanwhile. A body that stands still, comes
too slowly, or is too large is refused and its connection closed.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from open315.core.crypto.spool import SealedSpool
from open315.core.http.entry import Receive, Scope, Send
from open315.core.text import whole_number
from open315.core.throttle import counted_as

IN_MEMORY = 256 * 1024
PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one request may cost before it is looked at."""

    most_bytes: int
    still_for: float = 20.0
    """Seconds without a byte."""
    begun_within: float = 30.0
    slowest: int = 2048
    """Bytes a second, on the whole, once `begun_within` seconds are over."""
    at_once: int = 400
    """Bodies under way in one process."""
    at_once_each: int = 40
    """Of them from one address; an office behind one address files from dozens of desks."""


class _Refused(Exception):
    """The body is not waited for any longer; its answer has this status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


TOO_SLOW, TOO_LARGE, TOO_MANY = 408, 413, 503
_WORDS = {
    TOO_SLOW: "內容沒有及時送完，請再試一次。What was sent did not arrive in time; please try again.",
    TOO_LARGE: "送出的內容太大。What was sent is too large.",
    TOO_MANY: "現在送出內容的人太多，請稍後再試。Too many are sending at once; please try again soon.",
}


class _Gone(Exception):
    """The visitor left before the body was whole."""


class WholeBodies:
    """In front of a WSGI application that runs in threads."""

    def __init__(self, application: Callable[[Any, Any, Any], Awaitable[None]], bounds: Bounds) -> None:
        self.application = application
        self.bounds = bounds
        self._under_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = _announced(scope)
        if length == 0:
            await self.application(scope, receive, send)
            return
        with SealedSpool(IN_MEMORY) as body:
            try:
                await self._receive(scope, length, receive, body)
            except _Refused as refused:
                await _refuse(send, refused.status)
                return
            except _Gone:
                return
            body.rewind()
            await self.application(scope, _Replay(body, receive), send)

    async def _receive(self, scope: Scope, length: int | None, receive: Receive, body: SealedSpool) -> None:
        if (length or 0) > self.bounds.most_bytes:
            raise _Refused(TOO_LARGE)
        address = counted_as((scope.get("client") or ("", 0))[0])
        if self._under_way.total() >= self.bounds.at_once or self._under_way[address] >= self.bounds.at_once_each:
            raise _Refused(TOO_MANY)
        self._under_way[address] += 1
        try:
            await self._fill(receive, body)
        finally:
            self._under_way[address] -= 1
            self._under_way += Counter()  # drops the zeros

    async def _fill(self, receive: Receive, body: SealedSpool) -> None:
        began, size = time.monotonic(), 0
        while True:
            message = await self._next(receive)
            if message["type"] == "http.disconnect":
                raise _Gone
            piece = message.get("body", b"")
            size += len(piece)
            if size > self.bounds.most_bytes:
                raise _Refused(TOO_LARGE)
            await _keep(body, piece, size)
            if not message.get("more_body", False):
                return
            self._require_pace(size, time.monotonic() - began)

    async def _next(self, receive: Receive) -> dict[str, Any]:
        try:
            return await asyncio.wait_for(receive(), self.bounds.still_for)
        except TimeoutError:
            raise _Refused(TOO_SLOW) from None

    def _require_pace(self, size: int, seconds: float) -> None:
        late = seconds - self.bounds.begun_within
        if late > 0 and size < late * self.bounds.slowest:
            raise _Refused(TOO_SLOW)


class _Replay:
    """Hands out the kept body, and then what the connection says."""

    def __init__(self, body: SealedSpool, receive: Receive) -> None:
        self._body = body
        self._after = receive
        self._over = False

    async def __call__(self) -> dict[str, Any]:
        if self._over:
            return await self._after()
        piece = self._body.read(PIECE)
        self._over = len(piece) < PIECE
        return {"type": "http.request", "body": piece, "more_body": not self._over}


def _announced(scope: Scope) -> int | None:
    """How many bytes will come; None when that was not said."""
    headers = {name.lower(): value for name, value in scope["headers"]}
    if b"transfer-encoding" in headers:
        return None
    return whole_number(headers.get(b"content-length", b"0").decode("latin-1")) or 0


async def _keep(body: SealedSpool, piece: bytes, size: int) -> None:
    """Small ones lie in memory; those on disk are written beside the loop."""
    if size <= IN_MEMORY:
        body.write(piece)
    else:
        await asyncio.to_thread(body.write, piece)


async def _refuse(send: Send, status: int) -> None:
    words = f"{_WORDS[status]}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(words)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words})
