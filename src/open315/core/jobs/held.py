"""A job in the hands of one worker: what its work function may do with it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from open315.core import clock, streams
from open315.core.crypto.sealed_file import SealingWriter
from open315.core.exports import kept
from open315.core.jobs import files
from open315.core.jobs.aside import aside
from open315.core.jobs.files import GrowingFile
from open315.core.jobs.models import Job, JobState
from open315.core.jobs.rules import LEASE


class Overtaken(Exception):
    """Another worker has taken over, or the job has ended; what was not committed is not ours to do."""


class CancelAsked(Exception):
    """A person has asked to stop; what was committed stays."""


@dataclass(slots=True)
class Progress:
    """How far a job is. `done` is what the next attempt may leave out."""

    stage: str
    done: int
    total: int


class Held:
    """The lease on one job. Whatever it stores is refused with Overtaken once the lease is another's.

    Between two pieces `commit` and `tell` raise CancelAsked if a person wants the job to stop. `hear` is told of the end, in its
    transaction.
    """

    def __init__(self, job: Job, token: str, hear: Callable[[Job], None]) -> None:
        self.job = job
        self._hear = hear
        self.progress = Progress(job.stage, job.done, job.total)
        self.ended = False
        self._token = token
        self._sign = time.monotonic()
        self._finished_files: list[files.Left] = []
        self._growing: list[GrowingFile] = []

    @contextmanager
    def commit(self) -> Iterator[Progress]:
        """One piece: what the block stores, how far the job is then, and the sizes of its growing files, all or nothing.

        A piece that was committed shows that the job can be done, so the attempts begin anew.
        """
        progress = replace(self.progress)
        with files.growing_together(self._growing), transaction.atomic():
            yield progress
            self._keep(progress, attempts=0)
            files.note_growth(self.job, self._growing)
        self.progress = progress
        self._obey()

    def tell(self, *, stage: str | None = None, done: int | None = None, total: int | None = None) -> None:
        """Note and show how far it is, beside a reading on one snapshot. No checkpoint: the next attempt does not rely on it."""
        now = self.progress
        progress = Progress(
            now.stage if stage is None else stage,
            now.done if done is None else done,
            now.total if total is None else total,
        )
        aside(self._keep_alone, progress)
        self.progress = progress
        self._obey()

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """The last transaction: what the block stores, and the end of the job. Files written before are there from then on."""
        with transaction.atomic():
            yield
            self.end(JobState.DONE)

    def write(self, key: str, content: bytes, *, extension: str, name: str = "") -> None:
        """Leave a file; whole or not at all. It counts once the job is done."""
        with self.open(key, extension=extension, name=name) as out:
            out.write(content)

    @contextmanager
    def open(self, key: str, *, extension: str, name: str = "") -> Iterator[SealingWriter]:
        """The same for a file that is written in pieces. Unavailable when the disk is full."""
        path = files.own_name(self.job, key, extension, self._token)
        with files.whole(self.job, key, path) as out:
            yield out
        self._finished_files.append(files.Left(key, path, name, out.tell()))

    def growing(self, key: str, *, extension: str) -> GrowingFile:
        """A file to which each piece adds. What was written behind the last commit by an earlier attempt is cut off."""
        grows = files.grown(self.job, key, extension, self._token)
        self._growing.append(grows)
        return grows

    def quiet_for(self) -> float:
        """Seconds since the work last stored or told anything."""
        return time.monotonic() - self._sign

    def end(self, state: JobState, error: str = "", *, last_error: str = "") -> None:
        """End the job, tell who listens, and name its files, in the caller's transaction or one of its own."""
        ended = {"state": state, "error": error[:300], "last_error": last_error[:500], "finished_at": clock.now()}
        with transaction.atomic():
            self._store(**ended, lease_token="", lease_until=None, holder="")
            if state == JobState.DONE:
                files.note_left(self.job, self._finished_files)
            self._show(self.progress)
            self._hear(self.job)
        self.ended = True

    def release(self, *, last_error: str, not_before: datetime) -> None:
        """Give the job back for a later attempt."""
        self._store(
            state=JobState.WAITING,
            last_error=last_error[:500],
            not_before=not_before,
            lease_token="",
            lease_until=None,
            holder="",
        )

    def drop_written(self) -> None:
        """Delete what this attempt wrote and nobody will name: another has taken over."""
        for each in self._finished_files:
            kept.drop(each.path)

    def close(self) -> None:
        """Close the growing files."""
        for grows in self._growing:
            grows.close()

    def _keep_alone(self, progress: Progress) -> None:
        with transaction.atomic():
            self._keep(progress)

    def _keep(self, progress: Progress, **more: Any) -> None:
        self._store(
            lease_until=clock.now() + LEASE, stage=progress.stage, done=progress.done, total=progress.total, **more
        )
        self._show(progress)
        self._sign = time.monotonic()

    def _store(self, **changed: Any) -> None:
        mine = Job.objects.filter(pk=self.job.pk, lease_token=self._token, state=JobState.RUNNING)
        if not mine.update(**changed):
            raise Overtaken
        for name, value in changed.items():
            setattr(self.job, name, value)

    def _show(self, progress: Progress) -> None:
        said = {"state": self.job.state, "stage": progress.stage, "done": progress.done, "total": progress.total}
        streams.publish(self.job.topic, said)

    def _obey(self) -> None:
        """Between pieces: has a person asked to stop? Not when everything is done already."""
        if 0 < self.progress.total <= self.progress.done:
            return
        if Job.objects.filter(pk=self.job.pk).exclude(cancel_asked_at=None).exists():
            raise CancelAsked
