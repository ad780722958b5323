"""CSV that Excel, LibreOffice and programs read: UTF-8 with mark, commas, CRLF, moments as 2026-05-12 10:00:00."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Any

from django.utils.translation import get_language, override

from open315.core.exports.cells import plain, row_count_line

BATCH = 500


def stream_csv(rows: Iterable[Sequence[Any]], header: Sequence[Any]) -> Iterator[bytes]:
    """The file in pieces, in constant memory: header, rows, and a last line with their number.

    The pieces are made later, when they are sent: they speak the language that was active when this was called.
    """
    return _pieces(iter(rows), header, get_language())


def _pieces(source: Iterator[Sequence[Any]], header: Sequence[Any], language: str | None) -> Iterator[bytes]:
    with override(language):
        piece = b"\xef\xbb\xbf" + _lines([header])
    count = 0
    while piece:
        yield piece
        with override(language):
            batch = list(islice(source, BATCH))
            piece = _lines(batch)
            count += len(batch)
    with override(language):
        yield _lines([[row_count_line(count)]])


def _lines(rows: Iterable[Sequence[Any]]) -> bytes:
    out = StringIO()
    csv.writer(out).writerows([plain(value) for value in row] for row in rows)
    return out.getvalue().encode()
