"""A kind of job for tests: three pieces, each one commit, and people who ask for it, see it and do not."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from open315.core import jobs
from open315.core.access import Actor, ActorKind
from open315.core.ids.models import Series
from open315.core.jobs import Held, Job, JobKind, files

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
PIECES = ("one", "two", "three")
ASKER = Actor(ActorKind.STAFF, "clerk", account_id=7, organisation_id=1, organisation_ids=frozenset({1, 2}),
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
