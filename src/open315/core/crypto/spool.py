"""What comes in or goes out and is too large for memory, for the time of one request: in an unnamed file, enciphered (ADR 0104).

The key is in memory only and dies with the spool, so that nothing that a visitor sends or fetches lies in clear on any disk, not even
deleted. It is written from the beginning to the end, then read; the key stream never covers two contents.
"""

import io
import os
import secrets
import tempfile
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, algorithms, modes

BLOCK = 16


class SealedSpool(io.RawIOBase):
    """A file for one request: up to `in_memory` bytes in memory, beyond that enciphered on disk. `rewind` ends the writing."""

    def __init__(self, in_memory: int = 0) -> None:
        super().__init__()
        self._in_memory = in_memory
        self._file: Any = io.BytesIO()
        self._is_on_disk, self._is_read = False, False
        self._key, self._first = secrets.token_bytes(32), secrets.randbits(64) << 64
        self._stream = self._stream_from(0)
        self.size, self._at = 0, 0

    def writable(self) -> bool:
        """Until it is rewound."""
        return not self._is_read

    def readable(self) -> bool:
        """Once it is rewound."""
        return self._is_read

    def seekable(self) -> bool:
        """Once it is rewound: nothing is written twice at one place."""
        return self._is_read

    def write(self, content: Any) -> int:
        """Add to the end."""
        if self._is_read:
            raise io.UnsupportedOperation("it is being read")
        self._file.write(self._stream.update(bytes(content)))
        self.size += len(content)
        if not self._is_on_disk and self.size > self._in_memory:
            self._roll_over()
        return len(content)

    def rewind(self) -> "SealedSpool":
        """Read from the beginning; nothing is written any more."""
        self._is_read = True
        self.seek(0)
        return self

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place, once it is read."""
        if not self._is_read:
            raise io.UnsupportedOperation("it is being written")
        self._at = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence] + offset
        self._file.seek(self._at)
        self._stream = self._stream_from(self._at)
        return self._at

    def tell(self) -> int:
        """The place of reading, or how much was written."""
        return self._at if self._is_read else self.size

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what comes next."""
        if not self._is_read:
            raise io.UnsupportedOperation("it is being written")
        piece = self._stream.update(self._file.read(len(buffer)))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        """Let go of the file and the key."""
        self._file.close()
        self._key = b""
        super().close()

    def _roll_over(self) -> None:
        on_disk = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the spool)
        on_disk.write(self._file.getvalue())
        self._file, self._is_on_disk = on_disk, True

    def _stream_from(self, offset: int) -> CipherContext:
        """The key stream from a place on."""
        counter = (self._first + offset // BLOCK) % (1 << 128)
        stream = Cipher(algorithms.AES(self._key), modes.CTR(counter.to_bytes(BLOCK, "big"))).encryptor()
        stream.update(bytes(offset % BLOCK))
        return stream
