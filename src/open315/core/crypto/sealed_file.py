"""Files at rest: written sealed while they come, read in the clear at any place, without a copy in the clear on any disk (ADR 0104).

    with SealingWriter(out, purpose="core.upload/…") as file: file.write(…)
    SealedFile(path, purpose="core.upload/…").open().read()

The purpose names the one file: a sealed file that is put in another's place does not open there.
"""

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from open315.core.crypto.records import (
    AROUND,
    CHUNK,
    MARK,
    RECORD,
    WHOLE,
    damaged,
    file_key,
    is_sealed,
    new_file_key,
    open_record,
    read_header,
    seal_record,
)


class Openable(Protocol):
    """What can be opened for reading: a path, or a sealed file."""

    def open(self, mode: str = "rb") -> Any:
        """The plain bytes, seekable."""


class SealingWriter(io.RawIOBase):
    """Seals what is written to it into `out`. The file is whole only once this is closed; `out` is left open.

    KeysUnusable, before anything is written, where nothing may be sealed.
    """

    def __init__(self, out: BinaryIO, *, purpose: str) -> None:
        super().__init__()
        header, self._cipher = new_file_key(purpose=purpose, version=WHOLE)
        self._out = out
        self._index, self._plain, self._waiting = 0, 0, bytearray()
        out.write(header.to_bytes())

    def writable(self) -> bool:
        """It is only written to."""
        return True

    def tell(self) -> int:
        """Plain bytes so far."""
        return self._plain

    def write(self, content: Any) -> int:
        """Seal what fills a record; the rest waits."""
        self._waiting += content
        while len(self._waiting) > CHUNK:
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        self._plain += len(content)
        return len(content)

    def close(self) -> None:
        """Write the last record, once."""
        if not self.closed:
            self._put(bytes(self._waiting), last=True)
            super().close()

    def abandon(self) -> None:
        """Close without a last record: what was written so far never opens."""
        super().close()

    def __exit__(self, kind: Any, *_more: Any) -> None:
        """What ended in an error is no whole file."""
        self.close() if kind is None else self.abandon()

    def __del__(self) -> None:
        """Nothing to do: a writer that nobody closed leaves a file that does not open."""

    def _put(self, plain: bytes, *, last: bool) -> None:
        self._out.write(seal_record(self._cipher, self._index, plain, last=last))
        self._index += 1


class SealedReader(io.RawIOBase):
    """The plain bytes of a sealed file, from any place; holds one record in memory. FileDamaged where a record is not whole."""

    def __init__(self, file: BinaryIO, *, purpose: str) -> None:
        super().__init__()
        self._file = file
        header = read_header(file)
        if header.version != WHOLE:
            raise damaged()
        self._begin = header.size
        self._cipher = file_key(header, purpose=purpose)
        body = os.fstat(file.fileno()).st_size - self._begin
        self._records = -(-body // RECORD)
        self.size = body - self._records * AROUND
        self._at, self._held, self._record = 0, -1, b""
        self._hold(self._records - 1)  # a file that was cut off is found out now, not when half of it was read

    def readable(self) -> bool:
        """It is only read."""
        return True

    def seekable(self) -> bool:
        """From any place."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place in the plain bytes."""
        begin = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        if begin + offset < 0:
            raise OSError("before the beginning")
        self._at = begin + offset
        return self._at

    def tell(self) -> int:
        """The place in the plain bytes."""
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with at most what is left of one record."""
        if self._at >= self.size:
            return 0
        index, within = divmod(self._at, CHUNK)
        self._hold(index)
        piece = self._record[within : within + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        """Close the file below, too."""
        if not self.closed:
            self._file.close()
        super().close()

    def _hold(self, index: int) -> None:
        if index == self._held:
            return
        if index < 0:
            raise damaged()
        self._file.seek(self._begin + index * RECORD)
        record = self._file.read(RECORD)
        self._record = open_record(self._cipher, index, record, last=index == self._records - 1)
        self._held = index


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file that is sealed for one purpose. One that still lies in clear (of an earlier version) is read as it is."""

    path: Path
    purpose: str

    def open(self, mode: str = "rb") -> BinaryIO:
        """The plain bytes, seekable. FileDamaged when it is not there or not whole, KeyUnknown without its key."""
        assert mode == "rb", "a sealed file is written by its writer"
        try:
            file = self.path.open("rb")
        except FileNotFoundError:
            raise damaged() from None
        try:
            if not is_sealed(file.read(len(MARK))):
                file.seek(0)
                return file
            file.seek(0)
            # Smaller than a record: what a reader asks for comes out of the record that is held.
            return cast(BinaryIO, io.BufferedReader(SealedReader(file, purpose=self.purpose), CHUNK // 8))
        except BaseException:
            file.close()
            raise

    def chunks(self) -> Iterator[bytes]:
        """All of it, piece by piece."""
        with self.open() as file:
            while piece := file.read(CHUNK):
                yield piece

    def check(self) -> None:
        """FileDamaged unless every byte can be read."""
        for _piece in self.chunks():
            pass

    def key_id(self) -> str:
        """Which key of the ring sealed it; "" where it lies in clear."""
        with self.path.open("rb") as file:
            if not is_sealed(file.read(len(MARK))):
                return ""
            file.seek(0)
            return read_header(file).wrapped.key_id
