"""Long work that a person cancels, that fails, and that goes on where it stopped."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from open315.core import jobs
from open315.core.access import Actor, ActorKind
from open315.core.errors import Conflict, NotAllowed, NotFound, Unavailable
from open315.core.jobs import Held, Job, JobState, leases
from open315.core.jobs.showing import stopped_jobs
from open315.core.tests.long_work import ASKER, AT, COLLEAGUE, Bench, asked, killed_at, kind, ran, report

pytestmark = pytest.mark.django_db
STRANGER = Actor(ActorKind.STAFF, "other", account_id=8, organisation_id=3, organisation_ids=frozenset({3}),
                 permissions=frozenset({"tests:work"}))  # fmt: skip


def test_a_person_cancels_between_pieces_and_what_was_committed_stays(bench: Bench) -> None:
    def cancel(held: Held, piece: str) -> None:
        if piece == "two":
            jobs.cancel(held.job.pk, actor=ASKER, at=AT)

    job = asked(bench)
    bench.before = cancel
    ran(job)
    assert (job.state, job.done, bench.stored()) == ("cancelled", 2, ["one", "two"])
    assert job.error == "It was cancelled at 2 of 3; what was done until then stays."
    assert report(job) == b"one\ntwo\n"
    assert bench.heard == [("tests.work", "cancelled")]


def test_cancelling_at_the_last_piece_comes_too_late(bench: Bench) -> None:
    def cancel(held: Held, piece: str) -> None:
        if piece == "three":
            jobs.cancel(held.job.pk, actor=ASKER, at=AT)

    job = asked(bench)
    bench.before = cancel
    assert (ran(job).state, job.error) == ("done", "")


def test_one_that_nobody_has_begun_is_cancelled_at_once(bench: Bench) -> None:
    job = asked(bench)
    token = leases.hand_over(job.pk, AT)
    jobs.cancel(job.pk, actor=ASKER, at=AT)
    job.refresh_from_db()
    assert (job.state, job.finished_at, bench.heard) == ("cancelled", AT, [("tests.work", "cancelled")])
    jobs.run(job.pk, token)
    assert bench.stored() == []


def test_one_whose_worker_died_is_cancelled_by_the_next_without_more_work(bench: Bench, time_machine: Any) -> None:
    job = killed_at(bench, "two")
    jobs.cancel(job.pk, actor=ASKER, at=AT)
    jobs.cancel(job.pk, actor=ASKER, at=AT)
    time_machine.move_to(AT + timedelta(seconds=61), tick=False)
    assert (ran(job).state, bench.stored()) == ("cancelled", ["one"])


def test_only_those_who_see_it_cancel_what_can_be_cancelled_and_is_at_work(bench: Bench) -> None:
    job = asked(bench)
    for actor in (STRANGER, COLLEAGUE):
        with pytest.raises(NotFound):
            jobs.cancel(job.pk, actor=actor, at=AT)
    kind(bench, can_be_cancelled=False)
    with pytest.raises(NotAllowed):
        jobs.cancel(job.pk, actor=ASKER, at=AT)
    kind(bench)
    ran(job)
    with pytest.raises(Conflict):
        jobs.cancel(job.pk, actor=ASKER, at=AT)


def test_a_cancelled_or_failed_one_goes_on_where_it_stopped(bench: Bench) -> None:
    def cancel(held: Held, piece: str) -> None:
        if piece == "one":
            jobs.cancel(held.job.pk, actor=ASKER, at=AT)

    job = asked(bench)
    with pytest.raises(Conflict):
        jobs.resume(job.pk, actor=ASKER)
    bench.before = cancel
    ran(job)
    with pytest.raises(NotFound):
        jobs.resume(job.pk, actor=STRANGER)
    bench.before = lambda held, piece: None
    resumed = jobs.resume(job.pk, actor=ASKER)
    assert (resumed.state, resumed.done, resumed.error, resumed.finished_at) == ("waiting", 1, "", None)
    assert (ran(job).state, bench.stored()) == ("done", ["one", "three", "two"])
    with pytest.raises(Conflict):
        jobs.resume(job.pk, actor=ASKER)


def test_it_goes_on_with_fresh_attempts_for_whoever_says_so_and_in_their_language(bench: Bench) -> None:
    job = asked(bench)
    Job.objects.filter(pk=job.pk).update(
        state=JobState.FAILED, attempts=3, error="x", last_error="y", not_before=AT, finished_at=AT, cancel_asked_at=AT
    )
    with translation.override("zh-hans"):
        jobs.resume(job.pk, actor=dataclasses.replace(ASKER, account_id=11))
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error, job.last_error) == ("waiting", 0, "", "")
    assert (job.not_before, job.finished_at, job.cancel_asked_at) == (None, None, None)
    assert (job.account_id, job.language) == (11, "zh-hans")


def test_one_that_would_be_the_second_with_its_word_does_not_go_on(bench: Bench) -> None:
    job = jobs.ask(kind(bench), actor=ASKER, at=AT, once="year 2026", organisation_id=1)
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED)
    jobs.ask(kind(bench), actor=ASKER, at=AT, once="year 2026", organisation_id=1)
    with pytest.raises(Conflict):
        jobs.resume(job.pk, actor=ASKER)


def test_an_unforeseen_error_is_tried_three_times_with_pauses_then_said(bench: Bench, time_machine: Any) -> None:
    def fail(held: Held, piece: str) -> None:
        raise ZeroDivisionError("13900139000")

    bench.before = fail
    job = ran(asked(bench))
    assert (job.state, job.attempts, job.lease_token, job.not_before) == ("waiting", 1, "", AT + timedelta(seconds=30))
    assert "ZeroDivisionError" in job.last_error
    assert "13900139000" not in job.last_error, "a telephone number is masked"
    assert leases.waiting(AT + timedelta(seconds=29)) == []
    assert leases.waiting(AT + timedelta(seconds=30)) == [job.pk]
    assert ran(job).not_before == AT + timedelta(seconds=60)
    ran(job)
    assert (job.state, job.attempts) == ("failed", 3)
    assert job.error == "The work stopped at an internal error. The administrator sees at which."
    assert "ZeroDivisionError" in job.last_error, "that of the last attempt, too"
    assert bench.heard == [("tests.work", "failed")]


def test_those_who_look_after_the_background_see_what_stopped_and_nobody_else_does(bench: Bench) -> None:
    watcher = dataclasses.replace(STRANGER, permissions=frozenset({"system:events"}))
    kept = kind(bench)

    def stored(**columns: Any) -> int:
        return Job.objects.create(created_at=AT, **{"kind": kept.name, "last_error": "KeyError: 'x'", **columns}).pk

    rests = stored(state="waiting", attempts=2, not_before=AT + timedelta(minutes=2))
    failed = stored(state="failed", attempts=3, finished_at=AT - timedelta(days=30))
    gone = stored(state="failed", kind="tests.gone", finished_at=AT)
    stored(state="failed", finished_at=AT - timedelta(days=30, seconds=1))
    stored(state="done", finished_at=AT)
    stored(state="cancelled", finished_at=AT)
    stored(state="failed", finished_at=AT, last_error="")
    assert [
        (each.number, each.label, each.attempts, each.error, each.again_at) for each in stopped_jobs(watcher, AT)
    ] == [
        (gone, "tests.gone", 0, "KeyError: 'x'", None),
        (failed, "Work", 3, "KeyError: 'x'", None),
        (rests, "Work", 2, "KeyError: 'x'", AT + timedelta(minutes=2)),
    ]
    assert stopped_jobs(ASKER, AT) == []


def test_a_piece_that_is_committed_begins_the_attempts_anew(bench: Bench) -> None:
    def fail(held: Held, piece: str) -> None:
        if piece == "two":
            raise ZeroDivisionError

    bench.before = fail
    job = asked(bench)
    Job.objects.filter(pk=job.pk).update(attempts=2)
    ran(job)
    assert (job.state, job.done, job.attempts) == ("waiting", 1, 0)


def test_one_that_kills_its_workers_ends_after_three(bench: Bench) -> None:
    job = asked(bench)
    Job.objects.filter(pk=job.pk).update(attempts=2)
    assert ran(job).state == "done"
    job = asked(bench)
    Job.objects.filter(pk=job.pk).update(attempts=3)
    assert (ran(job).state, job.error) == ("failed", "The worker was stopped each time it tried.")


def test_a_refusal_ends_it_with_its_own_words(bench: Bench) -> None:
    def refuse(held: Held, piece: str) -> None:
        if piece == "two":
            raise Unavailable("The disk is full.")

    bench.before = refuse
    job = ran(asked(bench))
    assert (job.state, job.error, job.done) == ("failed", "The disk is full.", 1)
