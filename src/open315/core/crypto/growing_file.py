"""A sealed file to which pieces are added, each safely on disk before the next, and from which an uncommitted end may be cut (ADR 0104).

Sizes are those of the sealed bytes: what a caller commits is where the file ends for every reader. Pieces are records that tell
their length; each is bound to its number, so none can be moved, left out or doubled unnoticed.
"""

import io
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from open315.core.crypto.records import (
    GROWING,
    damaged,
    file_key,
    is_sealed,
    new_file_key,
    open_record,
    read_header,
    seal_record,
)

LENGTH = struct.Struct(">I")


class SealedAppender:
    """Appends behind the first `committed` bytes; what lies behind them is cut off when it is opened."""

    def __init__(self, path: Path, *, purpose: str, committed: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        try:
            self._begin(purpose, committed)
        except BaseException:
            self._file.close()
            raise

    def append(self, content: bytes) -> None:
        """Seal one piece, safely on disk."""
        record = seal_record(self._cipher, self._index, content, last=False)
        self._file.write(LENGTH.pack(len(record)) + record)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._index += 1
        self.size = self._file.tell()

    def cut_back(self, committed: int) -> None:
        """Drop what lies behind the first `committed` bytes."""
        self._file.seek(0)
        read_header(self._file)
        self._index = 0
        while self._file.tell() < committed:
            (length,) = LENGTH.unpack(_exactly(self._file, LENGTH.size))
            self._file.seek(length, os.SEEK_CUR)
            self._index += 1
        self.size = self._file.tell()
        self._file.truncate(self.size)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _begin(self, purpose: str, committed: int) -> None:
        if committed:
            self._cipher = file_key(read_header(self._file), purpose=purpose)
            self.cut_back(committed)
            return
        header, self._cipher = new_file_key(purpose=purpose, version=GROWING)
        self._file.truncate(0)
        self._file.write(header.to_bytes())
        self._index, self.size = 0, header.size


class GrownReader(io.RawIOBase):
    """The plain bytes of the committed pieces, from the beginning to the end; holds one piece in memory."""

    def __init__(self, file: BinaryIO, *, purpose: str, committed: int) -> None:
        super().__init__()
        self._file = file
        self._pieces = _pieces(file, purpose, committed)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """It is only read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with at most what is left of one piece."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        length = min(len(buffer), len(self._rest))
        buffer[:length] = self._rest[:length]
        self._rest = self._rest[length:]
        return length

    def close(self) -> None:
        """Close the file below, too."""
        self._file.close()
        super().close()


def is_growing(path: Path) -> bool:
    """Whether it is there and sealed in pieces."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        if not is_sealed(file.read(16)):
            return False
        file.seek(0)
        return read_header(file).version == GROWING


def _pieces(file: BinaryIO, purpose: str, committed: int) -> Iterator[bytes]:
    cipher, index = file_key(read_header(file), purpose=purpose), 0
    while file.tell() < committed:
        (length,) = LENGTH.unpack(_exactly(file, LENGTH.size))
        yield open_record(cipher, index, _exactly(file, length), last=False)
        index += 1


def _exactly(file: BinaryIO, length: int) -> bytes:
    found = file.read(length)
    if len(found) < length:
        raise damaged()
    return found
