"""The files of jobs: settings.EXPORTS/jobs/<job>/…, readable by us alone, dropped with their job.

The row that names a file is written after it, in the transaction that makes it count. Each attempt writes under a name of
its own, so an overtaken worker spoils nothing; what earlier attempts left goes with the folder.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from open315.core.exports import kept
from open315.core.jobs.models import Job, JobFile

FOLDER = "jobs"


@dataclass(frozen=True, slots=True)
class Left:
    """A file on the disk that has no row yet."""

    key: str
    path: str
    name: str


class GrowingFile:
    """Appends bytes behind the last committed ones; `size` is with them, `committed` without."""

    def __init__(self, key: str, path: str, committed: int) -> None:
        self.key, self.path, self.size, self.committed = key, path, committed, committed
        target = kept.path_of(path)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = os.fdopen(os.open(target, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        self.cut_back()

    def append(self, content: bytes) -> None:
        """Write, safely on disk. It counts once the piece is committed."""
        self._file.write(content)
        self._file.flush()
        os.fsync(self._file.fileno())
        self.size = self._file.tell()

    def cut_back(self) -> None:
        """Drop what was not committed."""
        self._file.truncate(self.committed)
        self._file.seek(self.committed)
        self.size = self.committed

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def own_name(job: Job, key: str, extension: str, token: str) -> str:
    """Where this attempt writes the file."""
    return f"{FOLDER}/{job.pk}/{key}-{token[:12]}.{extension}"


def whole(path: str) -> AbstractContextManager[BinaryIO]:
    """A file that appears when the block ends, or not at all. Unavailable when the disk does not take it."""
    return kept.writing(path)


def grown(job: Job, key: str, extension: str) -> GrowingFile:
    """The growing file of a job, as far as it was committed."""
    found = of(job, key)
    path = found.path if found else f"{FOLDER}/{job.pk}/{key}.{extension}"
    return GrowingFile(key, path, found.size if found else 0)


@contextmanager
def growing_together(growing: Sequence[GrowingFile]) -> Iterator[None]:
    """Around a piece's transaction: when that fails, its bytes are dropped too."""
    try:
        yield
    except Exception:
        for each in growing:
            each.cut_back()
        raise
    for each in growing:
        each.committed = each.size


def note_growth(job: Job, growing: Iterable[GrowingFile]) -> None:
    """Commit the sizes, in the caller's transaction."""
    for each in growing:
        if not JobFile.objects.filter(job=job, key=each.key).update(size=each.size):
            JobFile.objects.create(job=job, key=each.key, path=each.path, size=each.size)


def note_left(job: Job, left: Iterable[Left]) -> None:
    """Name the files, in the caller's transaction."""
    for each in left:
        size = kept.path_of(each.path).stat().st_size
        JobFile.objects.update_or_create(
            job=job, key=each.key, defaults={"path": each.path, "name": each.name[:200], "size": size}
        )


def of(job: Job, key: str) -> JobFile | None:
    """What is committed under this key."""
    return JobFile.objects.filter(job=job, key=key).first()


def path_of(file: JobFile) -> Path:
    """Where it lies. A restored backup has the row but no such file."""
    return kept.path_of(file.path)


def drop(job: Job) -> None:
    """Delete the files of a job from the disk, also those of attempts that came to nothing."""
    for file in JobFile.objects.filter(job=job):
        kept.drop(file.path)
    shutil.rmtree(kept.path_of(f"{FOLDER}/{job.pk}"), ignore_errors=True)
