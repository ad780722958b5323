"""Long work: asked for, held by one worker, resumed behind the last commit, dropped in time."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from open315.core import jobs
from open315.core.errors import Conflict, NotAllowed
from open315.core.jobs import Held, Job, JobKind, JobState, SeenBy, leases, queries
from open315.core.jobs.checks import check_jobs
from open315.core.jobs.showing import progress_of
from open315.core.jobs.tasks import start_waiting
from open315.core.streams.reading import state
from open315.core.tests.long_work import ASKER, AT, COLLEAGUE, Bench, asked, kind, ran, report

pytestmark = pytest.mark.django_db


def test_a_job_that_is_asked_for_waits_is_done_and_tells_those_who_listen(bench: Bench) -> None:
    job = asked(bench)
    assert (job.state, job.account_id, job.organisation_id, job.language) == ("waiting", 7, 1, "en")
    ran(job)
    assert (job.state, job.done, job.total, job.error) == ("done", 3, 3, "")
    assert (job.finished_at, job.lease_token, job.lease_until, job.holder) == (AT, "", None, "")
    assert bench.stored() == ["one", "three", "two"]
    assert report(job) == b"one\ntwo\nthree\n"
    assert bench.heard == [("tests.work", "done")]
    assert state(job.topic) is not None
    assert state(job.topic)[1] == {"state": "done", "stage": "", "done": 3, "total": 3}


def test_one_that_has_ended_is_not_done_again(bench: Bench) -> None:
    job = ran(asked(bench))
    ran(job)
    assert len(bench.heard) == 1
    assert leases.waiting(AT + timedelta(days=1)) == []


def test_without_the_permission_nothing_is_asked_for(bench: Bench) -> None:
    with pytest.raises(NotAllowed):
        jobs.ask(kind(bench), actor=COLLEAGUE, at=AT)
    assert not Job.objects.exists()


def test_of_jobs_with_the_same_word_one_is_at_work_at_a_time(bench: Bench) -> None:
    first = jobs.ask(kind(bench), actor=ASKER, at=AT, once="year 2026")
    with pytest.raises(Conflict):
        jobs.ask(kind(bench), actor=ASKER, at=AT, once="year 2026")
    jobs.ask(kind(bench), actor=ASKER, at=AT, once="year 2025")
    jobs.ask(kind(bench), actor=ASKER, at=AT)
    jobs.ask(kind(bench), actor=ASKER, at=AT)
    assert Job.objects.count() == 4
    Job.objects.filter(pk=first.pk).update(state=JobState.DONE)
    jobs.ask(kind(bench), actor=ASKER, at=AT, once="year 2026")


def test_it_speaks_the_language_of_whoever_asks_unless_told_another(bench: Bench) -> None:
    with translation.override("zh-hant"):
        assert jobs.ask(kind(bench), actor=ASKER, at=AT).language == "zh-hant"
        assert jobs.ask(kind(bench), actor=ASKER, at=AT, language="en").language == "en"


def test_no_more_are_begun_than_there_is_room_for(bench: Bench, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[tuple[int, str]] = []
    monkeypatch.setattr("open315.core.jobs.tasks._enqueue", lambda *args: begun.append(args))
    settings.JOBS_AT_ONCE = 2
    first, second, third = asked(bench), asked(bench), asked(bench)
    assert start_waiting(AT) == [first.pk, second.pk]
    assert start_waiting(AT) == []
    jobs.run(*begun[0])
    assert start_waiting(AT) == [third.pk]
    assert bench.stored() == ["one", "three", "two"]


def test_what_the_queue_lost_is_handed_over_again(bench: Bench, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("open315.core.jobs.tasks._enqueue", lambda *args: None)
    job = asked(bench)
    assert start_waiting(AT) == [job.pk]
    assert start_waiting(AT + timedelta(seconds=60)) == []
    assert start_waiting(AT + timedelta(seconds=61)) == [job.pk]


@pytest.mark.parametrize(
    ("seen_by", "body", "seen"),
    [
        (SeenBy.ACTING_BODY, 1, True),
        (SeenBy.ACTING_BODY, 2, False),
        (SeenBy.BODIES_BELOW, 1, True),
        (SeenBy.BODIES_BELOW, 2, True),
        (SeenBy.BODIES_BELOW, 3, False),
        (SeenBy.EVERYBODY, 3, True),
        (SeenBy.EVERYBODY, None, True),
    ],
)
def test_whoever_has_the_permission_sees_the_jobs_of_the_bodies_the_kind_says(
    bench: Bench, seen_by: SeenBy, body: int | None, seen: bool
) -> None:
    of = kind(bench, seen_by=seen_by)
    job = jobs.ask(of, actor=ASKER, at=AT, organisation_id=body)
    assert list(queries.visible_to(ASKER, of)) == ([job] if seen else [])
    assert list(queries.visible_to(COLLEAGUE, of)) == []


def test_the_page_shows_state_stages_and_where_to_listen(bench: Bench) -> None:
    job = asked(bench, stages={"count": "Count", "write": "Write"})
    waiting = progress_of(job)
    assert (waiting.state, waiting.tone, waiting.steps, waiting.at_work) == ("waiting", "info", [], True)
    assert waiting.live.startswith("/live/")
    job.state, job.stage = JobState.RUNNING, "write"
    assert [step["state"] for step in progress_of(job).steps] == ["done", "current"]
    job.cancel_asked_at = AT
    assert progress_of(job).is_stopping
    job.state = JobState.CANCELLED
    ended = progress_of(job)
    assert (ended.live, ended.at_work, ended.is_stopping, ended.steps) == ("", False, False, [])


def test_one_whose_kind_is_no_more_ends_as_failed(bench: Bench) -> None:
    job = asked(bench)
    Job.objects.filter(pk=job.pk).update(kind="tests.gone", attempts=2)
    assert (ran(job).state, bench.heard) == ("failed", [])


def test_a_kind_that_is_declared_wrongly_fails_at_start_up(bench: Bench) -> None:
    kind(bench)
    assert check_jobs() == []
    jobs.declare_job(JobKind("tests.bad", "tests:wrk", work=bench.work, page=str, states={}, notices={"running": "x"}))
    assert sorted({each.id for each in check_jobs()}) == [
        "open315.E010",
        "open315.E011",
        "open315.E012",
        "open315.E013",
    ]


@pytest.mark.django_db(transaction=True)
def test_telling_works_beside_a_reading_on_one_snapshot(bench: Bench) -> None:
    from open315.core.facts import one_reading

    def told(held: Held) -> None:
        with one_reading():
            held.tell(stage="count", done=5, total=9)

    assert not connection.in_atomic_block
    job = asked(bench)
    jobs.declare_job(JobKind("tests.work", "tests:work", label="Work", work=told, page=str))
    ran(job)
    assert (job.state, job.stage, job.done, job.total) == ("done", "count", 5, 9)


def test_a_hand_over_that_the_queue_refuses_is_taken_back(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_job: int, _token: str) -> None:
        raise ConnectionError("no queue")

    job = asked(bench)
    monkeypatch.setattr("open315.core.jobs.tasks._enqueue", away)
    with pytest.raises(ConnectionError):
        start_waiting(AT)
    assert leases.waiting(AT) == [job.pk]
