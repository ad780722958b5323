"""Whether a photo is one of ours: nothing but the points, so that nothing has to be taken out. Pure; it trusts no length it is told."""

from collections.abc import Iterator

JPEG_START, JPEG_END = b"\xff\xd8", b"\xff\xd9"
PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_KEPT = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD})
"""Frames and tables. No place, no device, no colour profile, no comment."""
APP0, SCAN = 0xE0, 0xDA
JFIF = b"JFIF\x00"
PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
STANDALONE = frozenset({0x00, *range(0xD0, 0xD8)})
"""Inside of a scan: a stuffed byte, and the marks of a restart."""


def size_of_bare(content: bytes) -> tuple[int, int] | None:
    """Width and height of a JPEG or PNG that holds its points and nothing else, from the first byte to the last; None for every other file."""
    try:
        if content.startswith(JPEG_START):
            return _jpeg(content)
        return _png(content) if content.startswith(PNG_START) else None
    except (IndexError, ValueError):
        return None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    at, size = 2, None
    while content[at : at + 2] != JPEG_END:
        if content[at] != 0xFF:
            return None
        kind, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        body = content[at + 4 : at + 2 + length]
        if length < 2 or len(body) != length - 2 or not _is_kept(kind, body):
            return None
        if kind in (0xC0, 0xC1, 0xC2):
            size = int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big")
        at += 2 + length
        if kind == SCAN:
            at = _after_scan(content, at)
    return size if at + 2 == len(content) else None


def _is_kept(kind: int, body: bytes) -> bool:
    return kind in JPEG_KEPT or kind == SCAN or (kind == APP0 and body.startswith(JFIF) and len(body) == 14)


def _after_scan(content: bytes, at: int) -> int:
    """Where the next segment begins."""
    while True:
        at = content.index(b"\xff", at)
        if content[at + 1] not in STANDALONE:
            return at
        at += 2


def _png(content: bytes) -> tuple[int, int] | None:
    chunks = list(_chunks(content))
    if (
        not chunks
        or chunks[0][0] != b"IHDR"
        or chunks[-1][0] != b"IEND"
        or not {kind for kind, _ in chunks} <= PNG_KEPT
    ):
        return None
    head = chunks[0][1]
    return int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG_START)
    while at < len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        if at + 12 + length > len(content):
            raise ValueError("a chunk goes on behind the end")
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length
