"""The files of jobs: settings.EXPORTS/jobs/<job>/…, sealed, readable by us alone, dropped with their job (ADR 0104).

The row that names a file is written after it, in the transaction that makes it count. Each attempt writes under a name of
its own, so an overtaken worker spoils nothing; what earlier attempts left goes with the folder.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from open315.core.crypto.growing_file import GrownReader, SealedAppender, is_growing
from open315.core.crypto.records import CHUNK
from open315.core.crypto.sealed_file import SealedFile, SealingWriter
from open315.core.exports import kept
from open315.core.jobs.models import Job, JobFile

FOLDER = "jobs"


@dataclass(frozen=True, slots=True)
class Left:
    """A file on the disk that has no row yet."""

    key: str
    path: str
    name: str
    size: int


class GrowingFile:
    """Appends bytes behind the last committed ones; `size` is with them, `committed` without. Both count sealed bytes."""

    def __init__(self, key: str, path: str, *, purpose: str, committed: int) -> None:
        self.key, self.path, self.committed = key, path, committed
        self._file = SealedAppender(kept.path_of(path), purpose=purpose, committed=committed)

    @property
    def size(self) -> int:
        """Where the file ends now."""
        return self._file.size

    def append(self, content: bytes) -> None:
        """Write, safely on disk. It counts once the piece is committed."""
        self._file.append(content)

    def cut_back(self) -> None:
        """Drop what was not committed."""
        self._file.cut_back(self.committed)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def own_name(job: Job, key: str, extension: str, token: str) -> str:
    """Where this attempt writes the file."""
    return f"{FOLDER}/{job.pk}/{key}-{token[:12]}.{extension}"


def whole(job: Job, key: str, path: str) -> AbstractContextManager[SealingWriter]:
    """A file that appears when the block ends, or not at all. Unavailable when the disk does not take it."""
    return kept.writing(path, purpose=_purpose(job.pk, key))


def grown(job: Job, key: str, extension: str, token: str) -> GrowingFile:
    """The growing file of a job, as far as it was committed, in a file of this attempt: an overtaken one writes into its own."""
    found, path = of(job, key), own_name(job, key, extension, token)
    purpose = _purpose(job.pk, key)
    if found is None or not path_of(found).is_file():
        return GrowingFile(key, path, purpose=purpose, committed=0)
    if is_growing(path_of(found)):
        _copy(path_of(found), kept.path_of(path), found.size)
        return GrowingFile(key, path, purpose=purpose, committed=found.size)
    return _sealed_anew(found, path)


def _copy(source: Path, target: Path, size: int) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (
        source.open("rb") as old,
        os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as new,
    ):
        shutil.copyfileobj(old, new)
        new.truncate(size)


def _sealed_anew(found: JobFile, path: str) -> GrowingFile:
    """What an earlier version wrote in one piece or in clear, as pieces that are committed with the next one."""
    grows = GrowingFile(found.key, path, purpose=_purpose(found.job_id, found.key), committed=0)
    with open_file(found) as file:
        while piece := file.read(CHUNK):
            grows.append(piece)
    grows.committed = grows.size
    return grows


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
        JobFile.objects.update_or_create(job=job, key=each.key, defaults={"path": each.path, "size": each.size})


def note_left(job: Job, left: Iterable[Left]) -> None:
    """Name the files, in the caller's transaction."""
    for each in left:
        named = {"path": each.path, "name": each.name[:200], "size": each.size}
        JobFile.objects.update_or_create(job=job, key=each.key, defaults=named)


def of(job: Job, key: str) -> JobFile | None:
    """What is committed under this key."""
    return JobFile.objects.filter(job=job, key=key).first()


def path_of(file: JobFile) -> Path:
    """Where it lies, sealed. A restored backup has the row but no such file."""
    return kept.path_of(file.path)


def is_there(file: JobFile) -> bool:
    """Whether it can be opened."""
    return path_of(file).is_file()


def open_file(file: JobFile) -> BinaryIO:
    """The committed bytes in the clear. FileDamaged when it is not there or not whole."""
    kept_as = sealed(file)
    if not is_growing(kept_as.path):
        return kept_as.open()
    grown_file = GrownReader(kept_as.path.open("rb"), purpose=kept_as.purpose, committed=file.size)
    return cast(BinaryIO, BufferedReader(grown_file))


def sealed(file: JobFile) -> SealedFile:
    """The sealed file, for what cares about the sealing."""
    return SealedFile(path_of(file), _purpose(file.job_id, file.key))


def _purpose(job_id: int, key: str) -> str:
    return f"core.job/{job_id}/{key}"


def drop(job: Job) -> None:
    """Delete the files of a job from the disk, also those of attempts that came to nothing."""
    for file in JobFile.objects.filter(job=job):
        kept.drop(file.path)
    shutil.rmtree(kept.path_of(f"{FOLDER}/{job.pk}"), ignore_errors=True)
