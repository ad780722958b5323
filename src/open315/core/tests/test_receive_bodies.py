"""A body is received before a thread is given to it: one that stands still, crawls, is too large or one of too many is refused."""

import asyncio
import time
from collections.abc import Iterable
from typing import Any

import pytest

from open315.core.http import bodies
from open315.core.http.bodies import IN_MEMORY, Bounds, WholeBodies

SMALL = Bounds(most_bytes=1000, still_for=0.05, begun_within=0.1, slowest=1_000_000, at_once=3, at_once_each=2)


class Upload:
    """A visitor who sends these pieces and then what `ending` says: "end", "nothing" or "leaves"."""

    def __init__(self, pieces: Iterable[bytes], ending: str = "end", pause: float = 0.0) -> None:
        self.pieces, self.ending, self.pause = list(pieces), ending, pause

    async def __call__(self) -> dict[str, Any]:
        if self.pieces:
            await asyncio.sleep(self.pause)
            piece = self.pieces.pop(0)
            more = bool(self.pieces) or self.ending != "end"
            return {"type": "http.request", "body": piece, "more_body": more}
        if self.ending == "nothing":
            await asyncio.sleep(3600)
        return {"type": "http.disconnect"}


class Door:
    """The application behind: it reads everything, as Django does, and remembers it."""

    def __init__(self, bounds: Bounds = SMALL) -> None:
        self.read: list[bytes] = []
        self.after: list[dict[str, Any]] = []
        self.whole = WholeBodies(self._application, bounds)

    async def _application(self, _scope: Any, receive: Any, send: Any) -> None:
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        self.read.append(body)
        self.after.append(await receive())
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"read"})

    async def post(self, upload: Upload, *, length: int | None = None, address: str = "203.0.113.7") -> int | None:
        """The status that comes back; None when nothing does."""
        name = (b"transfer-encoding", b"chunked") if length is None else (b"content-length", str(length).encode())
        sent: list[dict[str, Any]] = []

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        scope = {"type": "http", "client": (address, 1), "headers": [name]}
        await self.whole(scope, upload, send)
        return sent[0]["status"] if sent else None


@pytest.mark.parametrize("length", [10, None], ids=["announced", "in chunks"])
def test_a_body_arrives_as_it_was_sent_and_then_the_connection_speaks(length: int | None) -> None:
    door = Door()
    assert asyncio.run(door.post(Upload([b"01234", b"56789"]), length=length)) == 200
    assert (door.read, door.after) == ([b"0123456789"], [{"type": "http.disconnect"}])


def test_a_large_body_arrives_by_way_of_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    aside: list[int] = []
    plain = asyncio.to_thread

    async def counted(call: Any, piece: bytes) -> Any:
        aside.append(len(piece))
        return await plain(call, piece)

    monkeypatch.setattr(bodies.asyncio, "to_thread", counted)
    door = Door(Bounds(most_bytes=10_000_000))
    pieces = [bytes([number]) * 64 * 1024 for number in range(6)]
    assert asyncio.run(door.post(Upload(pieces))) == 200
    assert door.read == [b"".join(pieces)]
    assert aside == [64 * 1024] * (6 - IN_MEMORY // (64 * 1024))


def test_what_has_no_body_is_not_kept_at_all() -> None:
    door = Door()
    assert asyncio.run(door.post(Upload([b""], "end"), length=0)) == 200
    assert door.read == [b""]


def test_a_body_that_stands_still_is_given_up() -> None:
    door = Door()
    assert asyncio.run(door.post(Upload([b"begun"], "nothing"), length=999)) == 408
    assert door.read == []


def test_a_body_that_crawls_is_given_up() -> None:
    assert asyncio.run(Door().post(Upload([b"x"] * 100, pause=0.01), length=100)) == 408
    patient = Bounds(most_bytes=1000, begun_within=30)
    assert asyncio.run(Door(patient).post(Upload([b"x"] * 5, pause=0.01), length=5)) == 200


@pytest.mark.parametrize(
    ("pieces", "length", "status"),
    [
        ([b"x" * 1000], 1000, 200),
        ([], 1001, 413),
        ([b"x" * 600, b"x" * 401], None, 413),
        ([b"x" * 600, b"x" * 400], None, 200),
    ],
)
def test_a_body_beyond_the_bound_is_refused_and_one_at_the_bound_is_not(
    pieces: list[bytes], length: int | None, status: int
) -> None:
    assert asyncio.run(Door().post(Upload(pieces), length=length)) == status


def test_who_leaves_gets_no_answer() -> None:
    door = Door()
    assert asyncio.run(door.post(Upload([b"begun"], "leaves"), length=99)) is None
    assert door.read == []


def test_so_many_are_received_at_once_from_one_address_and_from_all() -> None:
    async def rush(*addresses: str) -> list[int | None]:
        door = Door()
        waiting = [
            asyncio.create_task(door.post(Upload([b"x"], "nothing"), length=9, address=each)) for each in addresses
        ]
        await asyncio.sleep(0.01)
        last = await door.post(Upload([b"whole"]), length=5, address="192.0.2.1")
        first = [await each for each in waiting]
        again = await door.post(Upload([b"whole"]), length=5, address="192.0.2.1")
        return [*first, last, again]

    assert asyncio.run(rush("192.0.2.1")) == [408, 200, 200]
    assert asyncio.run(rush("192.0.2.1", "192.0.2.1")) == [408, 408, 503, 200]
    assert asyncio.run(rush("192.0.2.2", "192.0.2.3")) == [408, 408, 200, 200]
    assert asyncio.run(rush("192.0.2.2", "192.0.2.3", "192.0.2.4")) == [408, 408, 408, 503, 200]


def test_eight_unfinished_posts_hold_no_thread_of_the_site() -> None:
    """The eight threads of the embedded site, through the bridge that it uses."""
    from a2wsgi import WSGIMiddleware

    def page(_environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [])
        return [b"page"]

    async def ninth() -> tuple[int | None, float]:
        door = Door(Bounds(most_bytes=1000))
        door.whole.application = WSGIMiddleware(page, workers=8)  # type: ignore[arg-type]
        waiting = [asyncio.create_task(door.post(Upload([b"x"], "nothing"), length=99)) for _ in range(8)]
        await asyncio.sleep(0)
        began = time.monotonic()
        status = await _ask(door)
        for each in waiting:
            each.cancel()
        return status, time.monotonic() - began

    status, seconds = asyncio.run(ninth())
    assert status == 200
    assert seconds < bodies.Bounds(most_bytes=0).still_for


async def _ask(door: Door) -> int:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": "/", "query_string": b"", "http_version": "1.1", "scheme": "http",
        "client": ("192.0.2.9", 1), "headers": [],
    }  # fmt: skip
    await door.whole(scope, Upload([b""]), send)
    return int(sent[0]["status"])
