"""Signs of life from inside a server: its loop, and one of its threads, answer a request that nobody sent.

Each process is asked by a thread of its own, so that one of several that listen on a port cannot answer for another.
"""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from http import HTTPStatus
from typing import Any

from open315.core.http.entry import Receive, Scope, Send

LOOK_EVERY_SECONDS = 5.0
ANSWERS_WITHIN = 30.0
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

HEALTH: Scope = {
    "type": "http",
    "asgi": {"version": "3.0", "spec_version": "2.3"},
    "http_version": "1.1",
    "method": "GET",
    "scheme": "http",
    "path": "/healthz",
    "raw_path": b"/healthz",
    "query_string": b"",
    "root_path": "",
    "headers": [(b"host", b"localhost")],
    "client": ("127.0.0.1", 0),
    "server": ("127.0.0.1", 0),
}


class Beating:
    """An ASGI application that calls `beat` again and again as long as it `answers`."""

    def __init__(
        self,
        application: Application,
        beat: Callable[[], None],
        answers: Callable[[Application], Awaitable[bool]] | None = None,
    ) -> None:
        self.application = application
        self.beat = beat
        self.answers = answers or is_healthy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            self._begin(asyncio.get_running_loop())
        await self.application(scope, receive, send)

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        args = (loop, self.application, self.beat, self.answers)
        threading.Thread(target=_watch, args=args, name="pulse", daemon=True).start()


def _watch(
    loop: asyncio.AbstractEventLoop,
    application: Application,
    beat: Callable[[], None],
    answers: Callable[[Application], Any],
) -> None:
    while not loop.is_closed():
        if _says_yes(asyncio.run_coroutine_threadsafe(answers(application), loop)):
            beat()
        time.sleep(LOOK_EVERY_SECONDS)


def _says_yes(asked: "Future[bool]") -> bool:
    try:
        return asked.result(ANSWERS_WITHIN)
    except Exception:  # no answer in time, or one that is an error: both are no sign of life
        asked.cancel()
        return False


async def is_healthy(application: Application) -> bool:
    """Whether `/healthz` is answered, which takes the loop and a thread."""
    said: list[int] = []
    silence = asyncio.Event()
    waiting = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if waiting:
            return waiting.pop()
        await silence.wait()  # whoever asked does not go away
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            said.append(message["status"])

    await application({**HEALTH, "headers": list(HEALTH["headers"])}, receive, send)
    return said == [HTTPStatus.OK]


async def is_awake(application: Application) -> bool:
    """Whether the loop turns: for a server without threads."""
    return True
