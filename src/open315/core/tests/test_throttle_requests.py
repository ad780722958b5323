"""Rate limits hold in the database."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections

from open315.core import throttle
from open315.core.errors import TooMany
from open315.core.throttle import counting
from open315.core.throttle.models import Bucket

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fresh_memory() -> None:
    throttle.forget()


def _use(times: int, key: str = "code:K7", at: datetime = AT, limit: int = 5) -> int:
    """How many of `times` uses were allowed."""
    allowed = 0
    for _ in range(times):
        try:
            throttle.check(key, limit=limit, seconds=3600, at=at)
        except TooMany:
            continue
        allowed += 1
    return allowed


@pytest.mark.django_db
def test_the_limit_is_reached_after_exactly_so_many_uses() -> None:
    assert _use(9) == 5


@pytest.mark.django_db
def test_one_key_does_not_use_up_the_turns_of_another() -> None:
    assert _use(9) == 5
    assert _use(3, key="code:M2") == 3


@pytest.mark.django_db
def test_what_was_too_much_is_not_counted_and_less_of_it_still_goes() -> None:
    """A file that is refused for its size leaves room for a smaller one."""
    limits: dict[str, Any] = {"limit": 100, "seconds": 3600, "at": AT}
    throttle.spend("bytes:a", 60, **limits)
    for amount in (41, 1000):
        with pytest.raises(TooMany):
            throttle.spend("bytes:a", amount, **limits)
    throttle.spend("bytes:a", 40, **limits)
    with pytest.raises(TooMany):
        throttle.spend("bytes:a", 1, **limits)
    throttle.spend("bytes:b", 100, **limits)


@pytest.mark.django_db
def test_the_window_ends_and_turns_come_back() -> None:
    assert _use(9) == 5
    assert _use(1, at=AT + timedelta(hours=1)) == 1


@pytest.mark.django_db
def test_the_refusal_says_how_long_to_wait() -> None:
    _use(5)
    with pytest.raises(TooMany) as refusal:
        throttle.check("code:K7", limit=5, seconds=3600, at=AT)
    assert 0 < refusal.value.details["retry_after"] <= 3600


@pytest.mark.django_db(transaction=True)
def test_a_lost_cache_or_a_restart_gives_nobody_new_turns() -> None:
    assert _use(5) == 5
    cache.clear()
    throttle.forget()
    assert _use(5) == 0


@pytest.mark.django_db(transaction=True)
def test_portions_taken_in_advance_never_exceed_the_limit() -> None:
    assert _use(1000, limit=200) == 200
    throttle.forget()
    assert _use(1000, key="other", limit=200) == 200
    assert Bucket.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_key_over_its_limit_is_refused_without_writing(django_assert_num_queries) -> None:
    _use(6)
    with django_assert_num_queries(0):
        assert _use(50) == 0


@pytest.mark.django_db(transaction=True)
def test_several_threads_share_one_limit() -> None:
    allowed: list[int] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        try:
            allowed.append(_use(40, limit=100))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(240)
    assert sum(allowed) == 100


@pytest.mark.django_db
def test_the_table_does_not_show_whom_it_counts() -> None:
    throttle.check("phone:13800138000", limit=5, seconds=3600, at=AT)
    assert "13800138000" not in Bucket.objects.get().key
    assert counting._hashed("a", 60) != counting._hashed("b", 60)
