"""Long work: held by one worker, resumed behind the last commit, cancelled between pieces, tried again, dropped in time."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from open315.core import jobs
from open315.core.access import Actor, ActorKind, permissions
from open315.core.errors import Conflict, NotAllowed, NotFound, Unavailable
from open315.core.ids.models import Series
from open315.core.jobs import Held, Job, JobKind, JobState, SeenBy, files, kinds, leases, queries, services
from open315.core.jobs.checks import check_jobs
from open315.core.jobs.showing import progress_of, stopped_jobs
from open315.core.jobs.tasks import start_waiting
from open315.core.streams.reading import state
from open315.core.workers import worker_name

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
PIECES = ("one", "two", "three")
ASKER = Actor(ActorKind.STAFF, "clerk", account_id=7, organisation_id=1, organisation_ids=frozenset({1, 2}),
              permissions=frozenset({"tests:work"}))  # fmt: skip
STRANGER = Actor(ActorKind.STAFF, "other", account_id=8, organisation_id=3, organisation_ids=frozenset({3}),
                 permissions=frozenset({"tests:work"}))  # fmt: skip
COLLEAGUE = Actor(ActorKind.STAFF, "officer", account_id=9, organisation_id=1, organisation_ids=frozenset({1}))

Step = Callable[[Held, str], None]


class Bench:
    """A kind of job whose work stores each piece as a row, and what happens around them."""

    def __init__(self) -> None:
        self.before: Step = lambda held, piece: None
        self.inside: Step = lambda held, piece: None
        self.heard: list[tuple[str, str]] = []
        self.seen: list[list[str]] = []

    def work(self, held: Held) -> None:
        """Three pieces, each one commit with a line of a growing file."""
        report = held.growing("report", extension="txt")
        if not held.progress.total:
            held.tell(total=len(PIECES))
        for piece in PIECES[held.progress.done :]:
            self.before(held, piece)
            with held.commit() as progress:
                Series.objects.create(name=f"piece-{piece}")
                report.append(f"{piece}\n".encode())
                self.inside(held, piece)
                progress.done += 1

    def stored(self) -> list[str]:
        """The pieces that are in the database."""
        return sorted(
            str(each).removeprefix("piece-")
            for each in Series.objects.filter(name__startswith="piece-").order_by("name").values_list("name", flat=True)
        )


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path, time_machine: Any) -> Bench:
    settings.EXPORTS = tmp_path
    time_machine.move_to(AT, tick=False)
    monkeypatch.setattr(kinds, "_KINDS", {})
    monkeypatch.setattr(kinds, "_HEARERS", [])
    monkeypatch.setitem(permissions._PERMISSIONS, "tests:work", "Work")
    bench = Bench()
    kinds.when_ended(lambda job, kind: bench.heard.append((kind.name, job.state)))
    return bench


def kind(bench: Bench, **more: Any) -> JobKind:
    described: dict[str, Any] = {"can_be_cancelled": True, "kept": timedelta(days=7), "page": lambda job: f"/{job.pk}/"}
    return jobs.declare_job(JobKind("tests.work", "tests:work", label="Work", work=bench.work, **{**described, **more}))


def asked(bench: Bench, **more: Any) -> Job:
    return jobs.ask(kind(bench, **more), actor=ASKER, at=AT, organisation_id=1, language="en")


def ran(job: Job) -> Job:
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def report(job: Job) -> bytes:
    file = files.of(job, "report")
    assert file is not None
    with files.open_file(file) as opened:
        return opened.read()


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


def killed_at(bench: Bench, which: str) -> Job:
    """A job whose worker was killed while the second piece was in the database and in the file, but not committed."""

    def kill(held: Held, piece: str) -> None:
        if piece == which:
            raise KeyboardInterrupt

    job = asked(bench)
    bench.inside = kill
    with pytest.raises(KeyboardInterrupt):
        jobs.run(job.pk)
    bench.inside = lambda held, piece: None
    job.refresh_from_db()
    return job


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


def test_it_speaks_the_language_of_whoever_asks_unless_told_another(bench: Bench) -> None:
    with translation.override("zh-hant"):
        assert jobs.ask(kind(bench), actor=ASKER, at=AT).language == "zh-hant"
        assert jobs.ask(kind(bench), actor=ASKER, at=AT, language="en").language == "en"


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


def test_a_piece_that_failed_leaves_no_line_in_the_file(bench: Bench) -> None:
    def refuse(held: Held, piece: str) -> None:
        if piece == "two":
            raise Unavailable("The disk is full.")

    bench.inside = refuse
    job = ran(asked(bench))
    assert report(job) == b"one\n"
    assert files.path_of(job.files.get()).stat().st_size == job.files.get().size


def test_files_of_a_job_count_once_it_is_done_and_go_with_it(bench: Bench, tmp_path: Path) -> None:
    def write(held: Held) -> None:
        held.write("page", b"<p>", extension="html", name="Summary 2026")
        assert not held.job.files.exists()
        bench.before(held, "")

    def die(held: Held, piece: str) -> None:
        raise KeyboardInterrupt

    job = asked(bench)
    jobs.declare_job(JobKind("tests.work", "tests:work", label="Work", work=write, page=str, kept=timedelta(days=7)))
    bench.before = die
    with pytest.raises(KeyboardInterrupt):
        jobs.run(job.pk)
    bench.before = lambda held, piece: None
    leases.release_all()
    ran(job)
    (file,) = job.files.all()
    assert (file.key, file.name, file.size) == ("page", "Summary 2026", 3)
    with files.open_file(file) as opened:
        assert opened.read() == b"<p>"
    assert b"<p>" not in files.path_of(file).read_bytes()
    assert files.path_of(file).stat().st_mode & 0o077 == 0
    assert len(list((tmp_path / "jobs" / str(job.pk)).iterdir())) == 2, "also that of the attempt that died"

    assert services.sweep(AT + timedelta(days=7)) == 0
    assert services.sweep(AT + timedelta(days=7, seconds=1)) == 1
    assert not Job.objects.exists()
    assert not (tmp_path / "jobs" / str(job.pk)).exists()


def test_what_one_kind_gives_up_another_keeps(bench: Bench, django_capture_on_commit_callbacks: Any) -> None:
    """Of two kinds with the same work one is kept longer: neither time nor an erasure that drops the files of one takes the other's."""
    job = ran(asked(bench, repeats_rows=True))
    Series.objects.all().delete()
    other = JobKind("tests.longer", "tests:work", label="Work", work=bench.work, page=str, kept=timedelta(days=30))
    kept = ran(jobs.ask(jobs.declare_job(other), actor=ASKER, at=AT, organisation_id=1, language="en"))
    with django_capture_on_commit_callbacks(execute=True):
        assert services.forget_files() == 1
    job.refresh_from_db()
    assert job.state == "done"
    assert [files.path_of(each.files.get()).is_file() for each in (job, kept)] == [False, True]
    assert services.sweep(AT + timedelta(days=8)) == 1
    assert list(Job.objects.values_list("kind", flat=True)) == ["tests.longer"]
    assert report(kept) == b"one\ntwo\nthree\n"
    assert services.sweep(AT + timedelta(days=31)) == 1


def test_work_on_a_file_that_repeats_erased_words_begins_anew_and_what_it_had_written_goes(
    bench: Bench, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    """In the middle of the third attempt. A finished one of the kind loses its file and stays finished."""
    finished = ran(asked(bench, repeats_rows=True))
    Series.objects.all().delete()
    job, lost = asked(bench, repeats_rows=True), []
    Job.objects.filter(pk=job.pk).update(attempts=2, stage="old", not_before=AT)

    def erase(held: Held, piece: str) -> None:
        if piece == "two" and not lost:
            held.write("page", b"her name", extension="html")
            with django_capture_on_commit_callbacks(execute=True):
                assert services.forget_files(since=AT + timedelta(seconds=1), until=AT + timedelta(days=1)) == 0
                lost.append(services.forget_files(since=AT, until=AT))
            held.write("page2", b"her name", extension="html")

    bench.before = erase
    ran(job)
    assert lost == [2]
    assert (job.state, job.done, job.attempts, job.stage) == ("waiting", 0, 0, "")
    assert (job.lease_token, job.lease_until, job.holder, job.not_before) == ("", None, "", None)
    assert state(job.topic)[1] == {"state": "waiting", "stage": "", "done": 0, "total": 3}  # type: ignore[index]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    finished.refresh_from_db()
    assert finished.state == "done"
    Series.objects.all().delete()
    assert report(ran(job)) == b"one\ntwo\nthree\n"


def test_a_kind_that_keeps_its_jobs_is_never_swept(bench: Bench) -> None:
    job = ran(asked(bench, kept=None))
    assert services.sweep(AT + timedelta(days=3650)) == 0
    assert report(job)


def test_a_disk_that_is_full_leaves_no_half_file(bench: Bench, tmp_path: Path) -> None:
    job = asked(bench)
    held = Held(job, "token", kinds.tell_hearers)

    def write() -> None:
        with held.open("page", extension="html") as out:
            out.write(b"<p>")
            raise OSError(28, "No space left on device")

    with pytest.raises(Unavailable):
        write()
    assert list((tmp_path / "jobs" / str(job.pk)).iterdir()) == []


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


def test_a_lease_ends_with_its_holder(bench: Bench) -> None:
    job = asked(bench)
    token = leases.hand_over(job.pk, AT)
    assert leases.release_all_but(set()) == 0, "nobody has begun it yet"
    assert leases.take(job.pk, token, AT) is not None
    assert leases.release_all_but({worker_name()}) == 0
    assert leases.waiting(AT) == []
    assert leases.release_all_but({"elsewhere:1"}) == 1
    assert leases.waiting(AT) == [job.pk]


def test_a_hand_over_that_the_queue_refuses_is_taken_back(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_job: int, _token: str) -> None:
        raise ConnectionError("no queue")

    job = asked(bench)
    monkeypatch.setattr("open315.core.jobs.tasks._enqueue", away)
    with pytest.raises(ConnectionError):
        start_waiting(AT)
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
