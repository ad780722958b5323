"""What is done to a valid file: always the same for the same number."""

import random
import re
import zipfile
from collections.abc import Callable
from io import BytesIO

from tests.fuzz.seeds import PACKAGES, SEEDS

NASTY = (
    b"\0", b"\xff", b"\xff\xfe", b"\x80", b'"', b"'", b"<", b">", b"&", b"&#0;", b"&a;", b"]]>", b"<![CDATA[", b"<!--", b"-1", b"0", b"1048577", b"99999999999999999999",
    b"1e308", b"1e999", b"nan", b"inf", b"-0", b"XFD1048576", b"A0", b"a1", b"\xed\xa0\x80", b"_xD800_", b"_xZZZZ_", b"\r", b"\n" * 40, b"\t", b"2026-13-45",
    b"9999999-01-01", "１２".encode(), "²".encode(), b"<!DOCTYPE a [<!ENTITY a 'b'>]>", b"<a>" * 300, b"%s%n", b"x" * 5000, "放假".encode(), "上班".encode(), "至".encode(), "2月30日".encode(), "9999年12月31日".encode(), "延长假期至".encode(), "（".encode(),
)  # fmt: skip
_NUMBER = re.compile(rb"\d+")
_ATTRIBUTE = re.compile(rb'"[^"<>]*"')


def damaged(kind: str, number: int) -> bytes:
    """The valid file of that kind, damaged in one to four ways."""
    dice = random.Random(f"{kind}-{number}")
    content = SEEDS[kind]()
    if kind in PACKAGES and dice.random() < 0.8:
        return _repacked(content, dice)
    return _several(content, dice)


def _repacked(content: bytes, dice: random.Random) -> bytes:
    """One part of the package is damaged, and all of it packed again as if nothing were wrong."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = dice.choice(names)
        for name in names:
            part = old.read(name)
            if name == chosen and dice.random() < 0.05:
                continue
            new.writestr(name, _several(part, dice) if name == chosen else part)
    return out.getvalue()


def _several(content: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 4)):
        content = dice.choice(WAYS)(content, dice)
    return content


def _flip(content: bytes, dice: random.Random) -> bytes:
    if not content:
        return content
    at = dice.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << dice.randrange(8)]) + content[at + 1 :]


def _cut_out(content: bytes, dice: random.Random) -> bytes:
    at = dice.randint(0, len(content))
    return content[:at] + content[at + dice.choice((1, 2, 8, 100)) :]


def _cut_off(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randint(0, len(content))]


def _double(content: bytes, dice: random.Random) -> bytes:
    at = dice.randint(0, len(content))
    piece = content[at : at + dice.choice((1, 10, 200))]
    return content[:at] + piece * dice.choice((2, 5, 50)) + content[at:]


def _insert(content: bytes, dice: random.Random) -> bytes:
    at = dice.randint(0, len(content))
    return content[:at] + dice.choice(NASTY) + content[at:]


def _swap_number(content: bytes, dice: random.Random) -> bytes:
    return _swap(_NUMBER, content, dice, dice.choice(NASTY))


def _swap_attribute(content: bytes, dice: random.Random) -> bytes:
    return _swap(_ATTRIBUTE, content, dice, b'"' + dice.choice(NASTY).replace(b'"', b"") + b'"')


def _swap(pattern: re.Pattern[bytes], content: bytes, dice: random.Random, new: bytes) -> bytes:
    found = list(pattern.finditer(content))
    if not found:
        return content
    match = dice.choice(found)
    return content[: match.start()] + new + content[match.end() :]


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _flip, _cut_out, _cut_off, _double, _insert, _insert, _swap_number, _swap_number, _swap_attribute, _swap_attribute,
)  # fmt: skip
