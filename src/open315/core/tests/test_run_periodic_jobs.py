"""Periodic jobs: each runs when it is due, in one worker, and one that fails is not the end of it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from open315.core import periodic
from open315.core.ids.models import IdempotencyKey
from open315.core.ops import housekeeping
from open315.core.outbox import emit
from open315.core.outbox.models import OutboxEvent
from open315.core.outbox.pump import drain
from open315.core.periodic import register, turns
from open315.core.periodic.models import PeriodicJob
from open315.core.throttle.models import Bucket

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Only the jobs of the test, and what was handed to the queue."""
    names: list[str] = []
    monkeypatch.setattr(register, "_JOBS", {})
    monkeypatch.setattr(turns, "_enqueue", names.append)
    return names


@pytest.mark.django_db
def test_a_due_job_is_started_once_by_several_workers(queued: list[str]) -> None:
    @periodic.periodic(minutes=5)
    def sweep(at: datetime) -> None: ...

    assert len(periodic.start_due(AT)) == 1
    assert periodic.start_due(AT) == []
    assert len(queued) == 1


@pytest.mark.django_db
def test_a_job_runs_and_is_due_again_after_its_interval(queued: list[str]) -> None:
    ran: list[datetime] = []
    periodic.periodic(minutes=5)(lambda at: ran.append(at))
    with time_machine.travel(AT, tick=False):
        (name,) = periodic.start_due(AT)
        periodic.run_job.func(name)
    assert ran == [AT]
    assert periodic.start_due(AT + timedelta(minutes=4)) == []
    assert periodic.start_due(AT + timedelta(minutes=5)) == [name]


@pytest.mark.django_db
@pytest.mark.parametrize(("took", "due"), [(0, 5), (2, 5), (7, 7)])
def test_a_job_keeps_its_beat_unless_it_took_longer(queued: list[str], took: int, due: int) -> None:
    with time_machine.travel(AT, tick=False) as clock:
        periodic.periodic(minutes=5)(lambda at: clock.shift(timedelta(minutes=took)))
        (name,) = periodic.start_due(AT)
        periodic.run_job.func(name)
    row = PeriodicJob.objects.get()
    assert (row.next_at, row.last_finished_at) == (AT + timedelta(minutes=due), AT + timedelta(minutes=took))


@pytest.mark.django_db
def test_a_failing_job_runs_again_at_its_next_turn(queued: list[str]) -> None:
    @periodic.periodic(minutes=5)
    def broken(at: datetime) -> None:
        raise RuntimeError("13800138000")

    with time_machine.travel(AT, tick=False):
        (name,) = periodic.start_due(AT)
        periodic.run_job.func(name)
    row = PeriodicJob.objects.get()
    assert "RuntimeError" in row.last_error
    assert "13800138000" not in row.last_error
    assert periodic.start_due(AT + timedelta(minutes=5)) == [name]


def begun(name: str, holder: str, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker of that name begins the job and is killed at once."""
    monkeypatch.setattr(turns, "worker_name", lambda: holder)
    assert turns._begin(register.jobs()[name], at)


@pytest.mark.django_db
def test_what_the_queue_lost_comes_back_within_a_minute(queued: list[str]) -> None:
    periodic.periodic(minutes=5, lease=timedelta(minutes=15))(lambda at: None)
    assert len(periodic.start_due(AT)) == 1
    assert periodic.start_due(AT + timedelta(seconds=60)) == []
    assert len(periodic.start_due(AT + timedelta(seconds=61))) == 1


@pytest.mark.django_db
def test_the_lease_of_a_killed_worker_ends(queued: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    periodic.periodic(minutes=5, lease=timedelta(minutes=15))(lambda at: None)
    (name,) = periodic.start_due(AT)
    begun(name, "host:1", AT, monkeypatch)
    assert periodic.start_due(AT + timedelta(minutes=14)) == []
    assert len(periodic.start_due(AT + timedelta(minutes=16))) == 1


@pytest.mark.django_db
def test_a_lease_ends_with_its_holder_and_no_other(queued: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    periodic.periodic(minutes=5, lease=timedelta(minutes=15))(lambda at: None)
    (name,) = periodic.start_due(AT)
    begun(name, "host:1", AT, monkeypatch)
    assert periodic.release_all_but({"host:1", "host:2"}) == 0
    assert periodic.release_of("host:2") == 0
    assert periodic.release_all_but({"host:2"}) == 1
    assert periodic.start_due(AT + timedelta(seconds=1)) == [name]
    begun(name, "host:1", AT + timedelta(seconds=1), monkeypatch)
    assert periodic.release_of("host:1") == 1
    assert periodic.start_due(AT + timedelta(seconds=2)) == [name]


@pytest.mark.django_db
def test_a_second_copy_in_the_queue_runs_nothing(queued: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[datetime] = []
    periodic.periodic(minutes=5)(lambda at: ran.append(at))
    with time_machine.travel(AT, tick=False):
        (name,) = periodic.start_due(AT)
        periodic.run_job.func(name)
        periodic.run_job.func(name)
        assert ran == [AT]
        PeriodicJob.objects.update(next_at=AT, holder="host:9")
        periodic.run_job.func(name)
    assert ran == [AT]


@pytest.mark.django_db
def test_a_job_that_the_queue_refuses_is_free_at_once(queued: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_name: str) -> None:
        raise ConnectionError("no queue")

    periodic.periodic(minutes=5)(lambda at: None)
    with monkeypatch.context() as patch:
        patch.setattr(turns, "_enqueue", away)
        with pytest.raises(ConnectionError):
            periodic.start_due(AT)
    assert len(periodic.start_due(AT)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "ahead", "started"),
    [
        ("next_at", timedelta(minutes=6), 0),
        ("next_at", timedelta(minutes=6, seconds=1), 1),
        ("next_at", timedelta(days=400), 1),
        ("leased_until", timedelta(minutes=16), 0),
        ("leased_until", timedelta(minutes=16, seconds=1), 1),
        ("leased_until", timedelta(days=400), 1),
    ],
)
def test_a_turn_of_a_clock_that_was_ahead_is_not_waited_for(
    queued: list[str], field: str, ahead: timedelta, started: int
) -> None:
    periodic.periodic(minutes=5, lease=timedelta(minutes=15))(lambda at: None)
    periodic.start_due(AT)
    PeriodicJob.objects.update(**{"next_at": AT, "leased_until": None, field: AT + ahead})
    assert len(periodic.start_due(AT)) == started


@pytest.mark.django_db
def test_old_things_are_swept_and_recent_ones_stay() -> None:
    old = AT - timedelta(days=30)
    for moment in (old, AT):
        emit("test.unheard", {}, at=moment)
        IdempotencyKey.objects.create(scope="web", key=str(moment), request_hash="x", created_at=moment)
        Bucket.objects.create(key="k", window_start=moment)
    drain(AT)
    emit("test.waiting", {}, at=old)

    assert housekeeping.sweep_done_events(AT) == 1
    assert housekeeping.sweep_idempotency_keys(AT) == 1
    assert housekeeping.sweep_buckets(AT) == 1
    assert sorted(OutboxEvent.objects.values_list("name", flat=True)) == ["test.unheard", "test.waiting"]
    assert IdempotencyKey.objects.count() == Bucket.objects.count() == 1
