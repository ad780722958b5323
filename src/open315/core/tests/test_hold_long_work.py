"""One worker holds a job by a lease: what a killed, hung or overtaken one leaves behind."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from open315.core import jobs
from open315.core.jobs import Held, Job, JobState, files, kinds, leases
from open315.core.tests.long_work import AT, Bench, asked, killed_at, ran, report
from open315.core.workers import worker_name

pytestmark = pytest.mark.django_db


def test_what_a_killed_worker_left_is_gone_on_with_behind_the_last_commit(
    bench: Bench, time_machine: Any, tmp_path: Path
) -> None:
    job = killed_at(bench, "two")
    assert (job.state, job.done, job.holder, bench.stored()) == ("running", 1, worker_name(), ["one"])
    assert report(job) == b"one\n"
    (written,) = (tmp_path / "jobs" / str(job.pk)).iterdir()
    assert written.stat().st_size > job.files.get().size, "the uncommitted line is on the disk"

    time_machine.move_to(AT + timedelta(seconds=60), tick=False)
    assert leases.waiting(AT + timedelta(seconds=60)) == []
    assert ran(job).done == 1, "the lease still holds"
    time_machine.move_to(AT + timedelta(seconds=61), tick=False)
    assert leases.waiting(AT + timedelta(seconds=61)) == [job.pk]
    assert ran(job).state == "done"
    assert bench.stored() == ["one", "three", "two"]
    assert report(job) == b"one\ntwo\nthree\n"
    assert files.path_of(job.files.get()).stat().st_size == job.files.get().size


def test_a_lone_worker_takes_up_at_once_what_its_dead_predecessor_held(bench: Bench) -> None:
    job = killed_at(bench, "two")
    assert leases.release_all() == 1
    assert leases.waiting(AT) == [job.pk]
    assert ran(job).state == "done"


def test_a_worker_that_leaves_gives_back_its_own_jobs_only(bench: Bench) -> None:
    job = killed_at(bench, "two")
    other = asked(bench)
    Job.objects.filter(pk=other.pk).update(
        holder="elsewhere:1", lease_token="x", lease_until=AT + timedelta(seconds=60)
    )
    assert leases.release_mine() == 1
    assert leases.waiting(AT) == [job.pk]


def test_a_lease_is_renewed_while_the_work_lasts_and_not_after(bench: Bench, time_machine: Any) -> None:
    job = asked(bench)
    token = leases.hand_over(job.pk, AT)
    assert leases.renew(job.pk, token, AT + timedelta(seconds=50))
    assert leases.waiting(AT + timedelta(seconds=110)) == []
    assert leases.waiting(AT + timedelta(seconds=111)) == [job.pk]
    leases.take(job.pk, token, AT)
    Job.objects.filter(pk=job.pk).update(lease_token="another")
    assert not leases.renew(job.pk, token, AT)


@pytest.mark.django_db(transaction=True)
def test_a_second_thread_renews_the_lease_until_the_work_hangs_or_ends(bench: Bench, time_machine: Any) -> None:
    job = asked(bench)
    token = leases.hand_over(job.pk, AT)
    time_machine.move_to(AT + timedelta(seconds=30), tick=False)
    renewed = leases.threading.Event()
    asked_for: list[float] = []

    def quiet() -> float:
        asked_for.append(0)
        if len(asked_for) == 2:  # the first renewal is through
            renewed.set()
            return 1800.1
        return 0.0

    with leases.renewed(job.pk, token, quiet_for=quiet, every=0.01):
        assert renewed.wait(20)
    job.refresh_from_db()
    assert job.lease_until == AT + timedelta(seconds=90)
    assert len(asked_for) == 2, "work that hangs has no one who renews"
    assert not [each for each in leases.threading.enumerate() if each.name == f"job-{job.pk}"]


def test_an_overtaken_worker_commits_nothing_and_ends_nothing(bench: Bench) -> None:
    def overtake(held: Held, piece: str) -> None:
        if piece == "two":
            Job.objects.filter(pk=held.job.pk).update(lease_token="another")

    job = asked(bench)
    bench.before = overtake
    ran(job)
    assert (job.state, job.done, job.lease_token, bench.stored()) == ("running", 1, "another", ["one"])
    assert bench.heard == []
    assert report(job) == b"one\n"


def test_telling_and_ending_are_refused_to_an_overtaken_worker_as_well(bench: Bench) -> None:
    job = asked(bench)
    token = leases.hand_over(job.pk, AT)
    taken = leases.take(job.pk, token, AT)
    assert taken is not None
    held = Held(taken, token, kinds.tell_hearers)
    Job.objects.filter(pk=job.pk).update(lease_token="another")
    with pytest.raises(jobs.Overtaken):
        held.tell(done=1)
    with pytest.raises(jobs.Overtaken):
        held.end(JobState.DONE)
    with pytest.raises(jobs.Overtaken):
        held.release(last_error="", not_before=AT)
    job.refresh_from_db()
    assert (job.state, job.done, job.finished_at) == ("running", 0, None)


def test_a_job_is_taken_only_with_the_token_it_was_handed_over_with(bench: Bench) -> None:
    job = asked(bench)
    token = leases.hand_over(job.pk, AT)
    assert leases.hand_over(job.pk, AT + timedelta(seconds=60)) == ""
    assert leases.take(job.pk, "", AT) is None
    assert leases.take(job.pk, "guessed", AT) is None
    assert leases.take(job.pk, token, AT) is not None
    job.refresh_from_db()
    assert (job.state, job.attempts, job.holder) == ("running", 1, worker_name())


def test_a_lease_ends_with_its_holder(bench: Bench) -> None:
    job = asked(bench)
    token = leases.hand_over(job.pk, AT)
    assert leases.release_all_but(set()) == 0, "nobody has begun it yet"
    assert leases.take(job.pk, token, AT) is not None
    assert leases.release_all_but({worker_name()}) == 0
    assert leases.waiting(AT) == []
    assert leases.release_all_but({"elsewhere:1"}) == 1
    assert leases.waiting(AT) == [job.pk]


@pytest.mark.parametrize(
    ("field", "ahead", "is_free"),
    [
        ("lease_until", timedelta(seconds=120), False),
        ("lease_until", timedelta(seconds=121), True),
        ("not_before", timedelta(seconds=90), False),
        ("not_before", timedelta(seconds=91), True),
    ],
)
def test_a_lease_and_a_rest_of_a_clock_that_was_ahead_are_over_when_it_is_back(
    bench: Bench, field: str, ahead: timedelta, is_free: bool
) -> None:
    job = asked(bench)
    Job.objects.update(**{"lease_until": None, field: AT + ahead})
    assert leases.waiting(AT) == ([job.pk] if is_free else [])
    if field == "lease_until":
        assert leases.room(AT) == (2 if is_free else 1)
