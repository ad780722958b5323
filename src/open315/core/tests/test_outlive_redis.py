"""Redis is optional: while it is away a cache answers as an empty one, and a worker waits and goes on; a mistake is still a mistake."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError

from open315.core import periodic
from open315.core.http import patient_cache
from open315.core.http.log_lines import NotOfAQueueAway
from open315.core.http.patient_cache import PatientRedisCache
from open315.core.jobs import leases
from open315.core.ops import heartbeat
from open315.core.ops import worker as worker_module
from open315.core.ops.worker import Worker, take_from_the_dead

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def cache() -> PatientRedisCache:
    pytest.importorskip("redis")
    return PatientRedisCache(NOBODY, {"OPTIONS": {"socket_connect_timeout": 1}})


def test_a_cache_whose_redis_is_away_answers_as_an_empty_one(cache: PatientRedisCache) -> None:
    assert cache.add("key", 1) is True
    assert cache.get("key") is None
    assert cache.get("key", "default") == "default"
    assert cache.get("key", default="default") == "default"
    assert cache.set("key", 1) is None
    assert cache.get_or_set("key", 5) == 5
    assert cache.touch("key") is False
    assert cache.delete("key") is False
    assert cache.get_many(["key"]) == {}
    assert cache.has_key("key") is False
    assert "key" not in cache
    assert cache.incr("key") == 1
    assert cache.incr("key", delta=3) == 3
    assert cache.set_many({"key": 1}) == []
    assert cache.delete_many(["key"]) is None
    cache.clear()


def test_a_redis_that_was_away_is_left_alone_for_some_seconds(
    cache: PatientRedisCache, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now = [1000.0]
    monkeypatch.setattr(patient_cache, "time", type("Clock", (), {"monotonic": staticmethod(lambda: now[0])}))
    with caplog.at_level(logging.WARNING, "open315.cache"):
        for now[0] in (1000.0, 1001.0, 1004.9, 1005.0):
            cache.get("key")
    assert [record.message for record in caplog.records] == ["no Redis"] * 2


def test_a_mistake_in_using_the_cache_is_not_hidden(cache: PatientRedisCache) -> None:
    with pytest.raises(TypeError):
        cache.get()


@pytest.mark.redis
def test_a_redis_that_is_there_is_used(redis_url: str) -> None:
    cache = PatientRedisCache(redis_url, {"KEY_PREFIX": "patient"})
    cache.clear()
    assert cache.add("key", 1) is True
    assert cache.add("key", 2) is False
    assert (cache.get("key"), cache.incr("key", delta=4), cache.has_key("key")) == (1, 5, True)
    assert (cache.get_many(["key"]), cache.touch("key"), cache.delete("key")) == ({"key": 5}, True, True)
    cache.set_many({"a": 1, "b": 2})
    cache.delete_many(["a"])
    assert (cache.get("a"), cache.get("b")) == (None, 2)


class RedisAwayError(Exception):
    """Looks as the client's own, which a small install has not."""


RedisAwayError.__module__ = "redis.exceptions"


@pytest.fixture
def worker() -> Worker:
    made = Worker(threads=1)
    made.stopping.wait = lambda timeout=None: True  # type: ignore[method-assign]
    return made


def raising(error: Exception) -> Callable[[], bool]:
    def work() -> bool:
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RedisAwayError("away"), "queue or disk not available"),
        (ConnectionRefusedError(111, "refused"), "queue or disk not available"),
        (OperationalError("away"), "database not available"),
    ],
)
@pytest.mark.django_db
def test_a_worker_waits_for_what_is_away(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception, said: str
) -> None:
    monkeypatch.setattr(worker, "_work", raising(error))
    monkeypatch.setattr(worker_module.connection, "close", lambda: None)
    with caplog.at_level(logging.WARNING, "open315.worker"):
        worker._turn()
        worker_module._quietly(raising(error))
    assert [record.message for record in caplog.records] == [said, said]


@pytest.mark.django_db
def test_a_worker_does_not_wait_for_a_mistake_to_go_away(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_work", raising(ValueError("a mistake")))
    with pytest.raises(ValueError, match="a mistake"):
        worker._turn()
    with pytest.raises(ValueError, match="a mistake"):
        worker_module._quietly(raising(ValueError("a mistake")))


@pytest.mark.django_db
def test_a_sole_worker_begins_though_its_queue_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module.HUEY, "flush", raising(RedisAwayError("away")))
    released: list[str] = []
    for owner, name in ((periodic, "release_leases"), (leases, "release_all"), (worker_module.claims, "release_all")):
        monkeypatch.setattr(owner, name, lambda name=name: released.append(name))
    Worker(sole=True, threads=1)._begin()
    assert sorted(released) == ["release_all", "release_all", "release_leases"]


@pytest.mark.django_db
def test_what_the_dead_held_is_given_back_and_what_the_living_hold_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[set[str]] = []
    monkeypatch.setattr(periodic, "release_all_but", lambda alive: asked.append(alive) or 2)
    monkeypatch.setattr(leases, "release_all_but", lambda alive: asked.append(alive) or 3)
    for seconds, name in ((0, "host:1"), (44, "host:2"), (45, "host:3"), (600, "host:4")):
        heartbeat.Heartbeat.objects.create(worker=name, at=AT - timedelta(seconds=seconds))
    assert take_from_the_dead(AT) == 5
    assert asked == [{"host:1", "host:2"}] * 2


@pytest.mark.parametrize(
    ("error", "is_said"),
    [
        (RedisAwayError("away"), False),
        (ConnectionResetError("away"), False),
        (ValueError("a mistake"), True),
        (None, True),
    ],
)
def test_each_thread_does_not_say_again_that_the_queue_is_away(error: Exception | None, is_said: bool) -> None:
    info = (type(error), error, None) if error else None
    record = logging.LogRecord("huey.consumer.Worker", logging.ERROR, "", 0, "Error reading from queue", (), info)
    assert NotOfAQueueAway().filter(record) is is_said
