"""Packages of XML parts (XLSX, DOCX, ODS), opened within limits: what they unpack to is looked at before anything is unpacked."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO

from open315.core.foreign_files.kinds import BROKEN
from open315.core.foreign_files.types import Trouble, Unreadable

MAX_ENTRIES = 10_000
MAX_UNPACKED = 1024 * 1024 * 1024
"""Bytes of all parts. They are read in passing, so this bounds time rather than memory."""
MAX_RATIO = 300
FREE = 20 * 1024 * 1024
"""What unpacks to less than this may be packed as densely as it likes."""


class Package:
    """A package whose size was found acceptable."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except (*BROKEN, OSError, ValueError) as error:
            raise Unreadable(Trouble.UNREADABLE) from error
        entries = self._zip.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries) or 1
        too_dense = unpacked > FREE and unpacked > MAX_RATIO * packed
        if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or too_dense:
            raise Unreadable(Trouble.TOO_LARGE)
        if any(entry.flag_bits & 1 for entry in entries):
            raise Unreadable(Trouble.LOCKED)
        self.entries = entries
        self._names = {entry.filename.lstrip("/").lower(): entry.filename for entry in entries}

    def has(self, name: str) -> bool:
        """Whether there is such a part; names are told apart without regard to case."""
        return name.lstrip("/").lower() in self._names

    def opened(self, entry: zipfile.ZipInfo) -> IO[bytes]:
        """An entry, for reading at any place."""
        return self._zip.open(entry)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """The part of that name, for reading in passing."""
        try:
            with self._zip.open(self._names[name.lstrip("/").lower()]) as part:
                yield part
        except KeyError as error:
            raise Unreadable(Trouble.UNREADABLE, name) from error
        except (*BROKEN, OSError, ValueError, RuntimeError) as error:
            raise Unreadable(Trouble.UNREADABLE, name) from error
