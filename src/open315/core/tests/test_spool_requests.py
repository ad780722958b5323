"""What is too large for memory lies on disk for one request only, and never in clear."""

import io
import os
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from open315.core.crypto.spool import SealedSpool

PHONE = b"13812345678"


def on_disk(spool: Any) -> bytes:
    spool._file.flush()
    return os.pread(spool._file.fileno(), spool.size, 0)


@settings(deadline=None)
@given(st.lists(st.binary(max_size=70), max_size=8), st.integers(0, 100), st.integers(0, 300), st.integers(0, 80))
def test_it_comes_back_as_it_was_written_from_any_place(
    pieces: list[bytes], kept: int, place: int, length: int
) -> None:
    whole = b"".join(pieces)
    with SealedSpool(kept) as spool:
        for piece in pieces:
            assert spool.write(piece) == len(piece)
        assert spool.tell() == len(whole)
        assert spool.rewind().read() == whole
        assert spool.seek(0, os.SEEK_END) == len(whole)
        spool.seek(place)
        assert spool.read(length) == whole[place : place + length]


def test_what_lies_on_disk_tells_nothing() -> None:
    with SealedSpool(16) as spool:
        spool.write(PHONE)
        assert isinstance(spool._file, io.BytesIO)
        spool.write(PHONE * 5000)
        assert not isinstance(spool._file, io.BytesIO)
        raw = on_disk(spool)
        assert (len(raw), PHONE in raw, PHONE[:6] in raw) == (len(PHONE) * 5001, False, False)


def test_nothing_is_written_once_it_is_read_and_nothing_read_before() -> None:
    with SealedSpool() as spool:
        for early in (spool.read, lambda: spool.seek(0)):
            with pytest.raises(io.UnsupportedOperation):
                early()
        assert (spool.writable(), spool.readable(), spool.seekable()) == (True, False, False)
        spool.rewind()
        with pytest.raises(io.UnsupportedOperation):
            spool.write(b"a")
        assert (spool.writable(), spool.readable(), spool.seekable()) == (False, True, True)
