"""Files that a job writes: whole or not there, gone with it, begun anew after an erasure."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from open315.core import jobs
from open315.core.errors import Unavailable
from open315.core.ids.models import Series
from open315.core.jobs import Held, Job, JobKind, files, kinds, leases, services
from open315.core.streams.reading import state
from open315.core.tests.long_work import ASKER, AT, Bench, asked, ran, report

pytestmark = pytest.mark.django_db


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
