"""Live screens get the last state at once, each later one, and nothing they were not given the address of."""

import asyncio
import json
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from django.test import Client

from open315.core.streams import live_url, publish, reading, snapshot_url, topic_of
from open315.core.streams.hub import Hub
from open315.core.streams.models import Snapshot
from open315.core.streams.sse import LiveApp


class Table:
    """What the hub reads, without a database."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[int, dict[str, Any]]] = {}
        self.reads = 0

    def put(self, topic: str, **payload: Any) -> None:
        self.rows[topic] = (self.rows.get(topic, (0, {}))[0] + 1, payload)

    def versions(self, topics: Iterable[str]) -> Mapping[str, int]:
        return {topic: self.rows[topic][0] for topic in topics if topic in self.rows}

    def states(self, topics: Iterable[str]) -> Mapping[str, tuple[int, dict[str, Any]]]:
        self.reads += 1
        return {topic: self.rows[topic] for topic in topics if topic in self.rows}


class Screen:
    """One connection to the stream."""

    def __init__(self, app: LiveApp, path: str, last_seen: int | None = None) -> None:
        self.status = 0
        self.frames: asyncio.Queue[str] = asyncio.Queue()
        self.gone = asyncio.Event()
        headers = [] if last_seen is None else [(b"last-event-id", str(last_seen).encode())]
        scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
        self.task = asyncio.create_task(app(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif b"data:" in message.get("body", b""):
            self.frames.put_nowait(message["body"].decode())

    async def next(self) -> dict[str, Any]:
        frame = await asyncio.wait_for(self.frames.get(), 60)
        found: dict[str, Any] = json.loads(frame.split("data: ", 1)[1])
        return found

    async def leave(self) -> None:
        self.gone.set()
        await asyncio.wait_for(self.task, 60)


def test_a_screen_gets_the_last_state_and_then_each_change() -> None:
    async def watch() -> None:
        table = Table()
        table.put("wall", n=1)
        hub = Hub(table.versions, table.states)
        screens = [Screen(LiveApp(hub), live_url("wall")) for _ in range(3)]
        assert [await screen.next() for screen in screens] == [{"n": 1}] * 3
        table.put("wall", n=2)
        hub.nudge()
        assert [await screen.next() for screen in screens] == [{"n": 2}] * 3
        for screen in screens:
            await screen.leave()
        assert hub.watched == 0

    asyncio.run(watch())


def test_a_screen_that_comes_back_is_not_told_what_it_knows() -> None:
    async def watch() -> None:
        table = Table()
        table.put("wall", n=1)
        hub = Hub(table.versions, table.states)
        knowing = Screen(LiveApp(hub), live_url("wall"), last_seen=1)
        late = Screen(LiveApp(hub), live_url("wall"), last_seen=0)
        assert await late.next() == {"n": 1}
        assert knowing.frames.empty()
        table.put("wall", n=2)
        hub.nudge()
        assert await knowing.next() == {"n": 2}
        await knowing.leave()
        await late.leave()

    asyncio.run(watch())


def test_a_screen_may_wait_for_a_topic_nobody_has_published_yet() -> None:
    async def watch() -> None:
        table = Table()
        hub = Hub(table.versions, table.states)
        screen = Screen(LiveApp(hub), live_url("later"))
        await asyncio.sleep(0)
        table.put("later", n=1)
        hub.nudge()
        assert await screen.next() == {"n": 1}
        await screen.leave()

    asyncio.run(watch())


def test_a_database_that_goes_away_does_not_end_the_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("open315.core.streams.hub.TROUBLE_SECONDS", 0.01)

    async def watch() -> None:
        table = Table()
        table.put("wall", n=1)
        broken = [True]

        def versions(topics: Iterable[str]) -> Mapping[str, int]:
            if broken[0]:
                raise OSError
            return table.versions(topics)

        screen = Screen(LiveApp(Hub(versions, table.states)), live_url("wall"))
        assert await screen.next() == {"n": 1}
        table.put("wall", n=2)
        await asyncio.sleep(0.05)
        broken[0] = False
        assert await screen.next() == {"n": 2}
        await screen.leave()

    asyncio.run(watch())


def test_an_address_that_was_not_given_opens_nothing() -> None:
    async def knock() -> int:
        hub = Hub(Table().versions, Table().states)
        screen = Screen(LiveApp(hub), live_url("wall").replace("/live/", "/live/x"))
        await asyncio.wait_for(screen.task, 60)
        return screen.status

    assert asyncio.run(knock()) == 404
    assert topic_of("wall") is None


@pytest.mark.django_db
def test_publishing_keeps_the_last_state_under_a_new_version() -> None:
    publish("import-7", {"done": 1})
    publish("import-7", {"done": 2, "words": "匯入中"})
    assert reading.state("import-7") == (2, {"done": 2, "words": "匯入中"})
    assert Snapshot.objects.count() == 1


@pytest.mark.django_db
def test_a_page_without_the_stream_asks_and_hears_304_while_nothing_changed(client: Client) -> None:
    publish("import-7", {"done": 1})
    first = client.get(snapshot_url("import-7"))
    assert (first.status_code, first.json(), first["ETag"]) == (200, {"done": 1}, '"1"')
    assert client.get(snapshot_url("import-7"), headers={"If-None-Match": '"1"'}).status_code == 304
    publish("import-7", {"done": 2})
    assert client.get(snapshot_url("import-7"), headers={"If-None-Match": '"1"'}).json() == {"done": 2}
    assert client.get(snapshot_url("never-published")).status_code == 404
    assert client.get("/live-snapshot/forged/").status_code == 404


@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_a_commit_wakes_the_streams_through_redis(settings: Any, redis_url: str) -> None:
    from django.db import transaction
    from redis import Redis

    from open315.core.streams.publishing import CHANNEL

    settings.REDIS_URL = redis_url
    with Redis.from_url(redis_url) as redis, redis.pubsub() as heard:
        heard.subscribe(CHANNEL)
        assert heard.get_message(timeout=60)["type"] == "subscribe"
        with transaction.atomic():
            publish("wall", {"n": 1})
            assert heard.get_message(timeout=0.05) is None
        assert heard.get_message(timeout=60)["data"] == b"wall"


@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_a_lost_redis_does_not_keep_anybody_from_working(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    publish("wall", {"n": 1})
    assert reading.state("wall") == (1, {"n": 1})
