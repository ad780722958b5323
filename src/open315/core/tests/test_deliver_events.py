"""The outbox: every handler does its work once, whatever happens to workers."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from open315.core.ids.models import Series
from open315.core.outbox import (
    Event,
    Later,
    claims,
    emit,
    emit_many,
    events,
    subscribe,
    subscribe_batch,
    subscribe_job,
    subscribe_outside,
)
from open315.core.outbox.delivery import deliver
from open315.core.outbox.models import HandledEvent, OutboxEvent
from open315.core.outbox.pump import drain, pump
from open315.core.outbox.rules import LONGEST_PAUSE, MAX_ATTEMPTS, pause_after

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_subscriptions() -> Iterator[None]:
    kept = {name: dict(found) for name, found in events._SUBSCRIPTIONS.items()}
    patient = set(events._PATIENT)
    yield
    events._SUBSCRIPTIONS.clear()
    events._SUBSCRIPTIONS.update(kept)
    events._PATIENT.intersection_update(patient)


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[int], str]]:
    """What the pump put into the queue, instead of a queue."""
    sent: list[tuple[list[int], str]] = []
    monkeypatch.setattr("open315.core.outbox.pump._send", lambda ids, claim: sent.append((ids, claim)))
    return sent


def _count(name: str) -> int:
    found = Series.objects.filter(name=name).first()
    return found.next if found else 0


def _add_one(name: str) -> None:
    Series.objects.get_or_create(name=name, defaults={"next": 0})
    Series.objects.filter(name=name).update(next=_count(name) + 1)


def _claimed(at: datetime = AT) -> tuple[list[int], datetime]:
    until = at + claims.CLAIMED_FOR
    return claims.claim(at, limit=100, until=until), until


@pytest.mark.django_db
def test_a_handler_runs_once_even_when_the_task_runs_twice() -> None:
    @subscribe("test.happened")
    def count(event: Event) -> None:
        _add_one("count")

    emit("test.happened", {"n": 1}, at=AT)
    ids, claim = _claimed()
    deliver(ids, claim)
    deliver(ids, claim)
    # … and again, as if its end had not been noted before the worker was killed.
    OutboxEvent.objects.update(state="waiting", claimed_until=claim)
    deliver(ids, claim)

    assert _count("count") == 1
    assert OutboxEvent.objects.get().state == "done"


@pytest.mark.django_db
def test_a_task_whose_claim_was_taken_over_does_nothing() -> None:
    seen: list[int] = []

    @subscribe_job("test.happened")
    def note(event: Event) -> None:
        seen.append(event.id or 0)

    emit("test.happened", {}, at=AT)
    ids, first_claim = _claimed()
    again, second_claim = _claimed(AT + timedelta(hours=1))
    assert again == ids

    deliver(ids, first_claim)
    assert seen == []
    deliver(ids, second_claim)
    assert seen == ids


@pytest.mark.django_db
def test_one_failing_handler_is_tried_again_and_the_others_are_not_repeated() -> None:
    broken = [True]

    @subscribe("test.happened")
    def good(event: Event) -> None:
        _add_one("good")

    @subscribe("test.happened")
    def bad(event: Event) -> None:
        _add_one("bad")
        if broken[0]:
            raise RuntimeError("call 13800138000 back")

    emit("test.happened", {}, at=AT)
    deliver(*_claimed())
    row = OutboxEvent.objects.get()
    assert (row.state, row.attempts, _count("good"), _count("bad")) == ("waiting", 1, 1, 0)
    assert "RuntimeError" in row.last_error
    assert "13800138000" not in row.last_error
    assert row.available_at > timezone.now()

    broken[0] = False
    deliver(*_claimed(row.available_at))
    assert (OutboxEvent.objects.get().state, _count("good"), _count("bad")) == ("done", 1, 1)


@pytest.mark.django_db
def test_after_the_last_attempt_an_event_is_dead_and_not_offered_again() -> None:
    @subscribe("test.happened")
    def bad(event: Event) -> None:
        raise RuntimeError("never")

    emit("test.happened", {}, at=AT)
    at = AT
    for _ in range(MAX_ATTEMPTS):
        deliver(*_claimed(at))
        at = OutboxEvent.objects.get().available_at
    assert OutboxEvent.objects.get().state == "dead"
    assert claims.claim(at + timedelta(days=1), limit=10, until=at + timedelta(days=2)) == []


@pytest.mark.django_db
def test_an_event_that_kills_workers_ends_as_dead(caplog: pytest.LogCaptureFixture) -> None:
    @subscribe("test.happened")
    def killer(event: Event) -> None:
        raise AssertionError("a killed worker never gets here")

    emit("test.happened", {}, at=AT)
    at = AT
    for _ in range(MAX_ATTEMPTS):
        ids, _claim = _claimed(at)
        assert len(ids) == 1
        at += timedelta(hours=1)
    assert _claimed(at)[0] == []
    row = OutboxEvent.objects.get()
    assert row.state == "dead"
    assert row.last_error


@pytest.mark.django_db
def test_a_batch_handler_gets_many_at_once_and_one_bad_event_does_not_hold_up_the_rest() -> None:
    calls: list[int] = []

    @subscribe_batch("test.imported")
    def index(found: list[Event]) -> None:
        calls.append(len(found))
        if any(event.payload["n"] == 3 for event in found):
            raise ValueError("bad row")
        for _ in found:
            _add_one("indexed")

    emit_many(Event("test.imported", {"n": n}, AT) for n in range(5))
    deliver(*_claimed())
    assert calls == [5, 1, 1, 1, 1, 1]
    assert _count("indexed") == 4
    assert list(OutboxEvent.objects.filter(state="waiting").values_list("payload", flat=True)) == [{"n": 3}]


@pytest.mark.django_db
def test_events_taken_one_at_a_time_share_transactions_and_one_bad_event_does_not_hold_up_the_rest() -> None:
    """A transaction an event was nearly all that the delivery of receipts cost."""
    seen: list[int] = []

    @subscribe("test.happened")
    def count(event: Event) -> None:
        seen.append(event.payload["n"])
        _add_one("count")
        if event.payload["n"] == 21:
            raise ValueError("bad event")

    emit_many(Event("test.happened", {"n": n}, AT) for n in range(22))
    with CaptureQueriesContext(connection) as statements:
        deliver(*_claimed())
    noted = [each["sql"] for each in statements if each["sql"].startswith("INSERT INTO core_handledevent")]
    assert seen == [*range(20), 20, 21, 20, 21], (
        "twenty together; of the two after them the bad one undid the good one, once"
    )
    assert len(noted) == 4
    assert _count("count") == 21
    assert [row.payload["n"] for row in OutboxEvent.objects.filter(state="waiting")] == [21]
    assert HandledEvent.objects.count() == 21


@pytest.mark.django_db
def test_what_comes_by_the_thousand_lets_others_go_first(queue: list[tuple[list[int], str]]) -> None:
    """After an import a filing waited a minute for its receipt, behind the notices of thirty thousand rows."""
    events.let_wait("test.notice")
    emit_many(Event("test.notice", {}, AT) for _ in range(3))
    emit("test.filed", {}, at=AT + timedelta(seconds=1))
    names = dict(OutboxEvent.objects.values_list("pk", "name"))
    later = AT + timedelta(seconds=2)
    assert [pump(later), pump(later), pump(later)] == [1, 3, 0]
    assert [[names[pk] for pk in ids] for ids, _claim in queue] == [["test.filed"], ["test.notice"] * 3]


def test_notices_of_deadlines_and_of_imports_let_others_go_first() -> None:
    assert {"cases.clock_soon", "cases.clock_late", "cases.recorded"} <= set(events.patient_events())
    assert "cases.registered" not in events.patient_events()


@pytest.mark.django_db
def test_an_event_nobody_listens_to_is_done() -> None:
    emit("test.unheard", {}, at=AT)
    assert drain(AT) == 1
    assert OutboxEvent.objects.get().state == "done"
    assert not HandledEvent.objects.exists()


@pytest.mark.django_db
def test_the_pump_takes_jobs_one_by_one_and_only_so_many(settings, queue: list[tuple[list[int], str]]) -> None:
    settings.JOBS_AT_ONCE = 2

    @subscribe_job("test.job")
    def long_work(event: Event) -> None: ...

    emit_many([Event("test.job", {}, AT) for _ in range(5)] + [Event("test.quick", {}, AT) for _ in range(3)])
    assert pump(AT) == 5
    assert [len(ids) for ids, _claim in queue] == [1, 1, 3]
    assert pump(AT) == 0


@pytest.mark.django_db
def test_calls_that_hang_outside_leave_room_for_jobs_and_notices(settings, queue: list[tuple[list[int], str]]) -> None:
    settings.JOBS_AT_ONCE, settings.OUTSIDE_AT_ONCE = 1, 2

    @subscribe_job("test.job")
    def long_work(event: Event) -> None: ...

    @subscribe_outside("test.mail")
    def send(event: Event) -> None: ...

    emit_many(Event("test.mail", {}, AT) for _ in range(9))
    assert pump(AT) == 2
    emit("test.job", {}, at=AT)
    emit("test.quick", {}, at=AT)
    assert pump(AT) == 2, "the mails of before are still under way"
    names = dict(OutboxEvent.objects.values_list("pk", "name"))
    assert [[names[pk] for pk in ids] for ids, _claim in queue] == [
        ["test.mail"],
        ["test.mail"],
        ["test.job"],
        ["test.quick"],
    ]


@pytest.mark.django_db
def test_the_pump_leaves_what_is_not_yet_due(queue: list[tuple[list[int], str]]) -> None:
    emit("test.later", {}, at=AT)
    OutboxEvent.objects.update(attempts=1, available_at=AT + timedelta(minutes=5))
    assert pump(AT) == 0
    assert pump(AT + timedelta(minutes=6)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("ahead", [timedelta(minutes=3), timedelta(days=400)])
def test_an_event_written_while_the_clock_was_ahead_is_handled_when_it_is_back(
    queue: list[tuple[list[int], str]], ahead: timedelta
) -> None:
    emit("test.early", {}, at=AT + ahead)
    assert pump(AT) == 1
    assert pump(AT) == 0, "its claim holds"


@pytest.mark.django_db
def test_a_pause_and_a_claim_of_a_clock_that_was_ahead_are_over_when_it_is_back(
    queue: list[tuple[list[int], str]],
) -> None:
    emit("test.failed", {}, at=AT)
    OutboxEvent.objects.update(attempts=3, available_at=AT + timedelta(hours=1))
    assert pump(AT) == 0
    OutboxEvent.objects.update(available_at=AT + timedelta(hours=1, seconds=1))
    assert pump(AT) == 1
    OutboxEvent.objects.update(available_at=AT, claimed_until=AT + timedelta(minutes=10))
    assert pump(AT) == 0
    assert claims.running(AT, ["test.failed"]) == 1
    OutboxEvent.objects.update(claimed_until=AT + timedelta(minutes=10, seconds=1))
    assert claims.running(AT, ["test.failed"]) == 0
    assert pump(AT) == 1
    assert OutboxEvent.objects.get().attempts == 4


@pytest.mark.django_db
def test_what_the_queue_refuses_is_free_again_and_was_no_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_ids: list[int], _claim: str) -> None:
        raise ConnectionError("no queue")

    emit("test.quick", {}, at=AT)
    monkeypatch.setattr("open315.core.outbox.pump._send", away)
    with pytest.raises(ConnectionError):
        pump(AT)
    row = OutboxEvent.objects.get()
    assert (row.claimed_until, row.attempts) == (None, 0)


def test_pauses_grow_and_stay_under_an_hour() -> None:
    pauses = [pause_after(attempts) for attempts in range(1, MAX_ATTEMPTS)]
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(seconds=10)
    assert pauses[-1] == timedelta(hours=1)


@pytest.mark.django_db(transaction=True)
def test_several_workers_never_claim_the_same_event() -> None:
    emit_many(Event("test.happened", {}, AT) for _ in range(200))
    taken: list[list[int]] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        try:
            while True:
                found = claims.claim(AT, limit=10, until=AT + claims.CLAIMED_FOR)
                if not found:
                    return
                taken.append(found)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(240)
    ids = [each for found in taken for each in found]
    assert len(ids) == len(set(ids)) == 200


@pytest.mark.django_db(transaction=True)
def test_two_deliveries_at_the_same_moment_do_the_work_once() -> None:
    inside = threading.Event()

    @subscribe("test.happened")
    def slow(event: Event) -> None:
        inside.set()
        _add_one("slow")

    emit("test.happened", {}, at=AT)
    ids, claim = _claimed()

    def work() -> None:
        try:
            deliver(ids, claim)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(240)
    assert inside.is_set()
    assert _count("slow") == 1
    assert OutboxEvent.objects.get().state == "done"
    assert connection.vendor in {"sqlite", "postgresql"}


@pytest.mark.django_db
def test_what_must_wait_is_offered_when_its_time_has_come_and_never_dies_of_waiting() -> None:
    now, rang = timezone.now(), []
    until = [now + timedelta(minutes=10)]

    @subscribe("test.waits")
    def ring(event: Event) -> None:
        if until[0] is not None:
            _add_one("half done")
            raise Later(until[0], "quiet hours")
        rang.append(event.id)

    emit("test.waits", {}, at=now)
    row = OutboxEvent.objects.get(name="test.waits")
    for _night in range(MAX_ATTEMPTS + 2):
        deliver(*_claimed(timezone.now() + timedelta(minutes=11)))
        row.refresh_from_db()
        assert (row.state, row.attempts, row.available_at, row.last_error) == ("waiting", 1, until[0], "quiet hours")
    assert _count("half done") == 0, "what a handler wrote before it saw that it must wait is taken back"
    assert _claimed(until[0] - timedelta(seconds=1))[0] == []
    until[0] = now + timedelta(hours=9)
    deliver(*_claimed(now + timedelta(minutes=10)))
    row.refresh_from_db()
    assert timedelta(minutes=59) < row.available_at - now < LONGEST_PAUSE + timedelta(minutes=1)
    until[0] = None
    deliver(*_claimed(row.available_at))
    row.refresh_from_db()
    assert (row.state, rang) == ("done", [row.pk])
