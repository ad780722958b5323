"""Files at rest: what lies on the disk tells nothing, opens anywhere, and is whole or refused in a sentence."""

import io
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from open315.core import crypto
from open315.core.crypto import keyring
from open315.core.crypto.growing_file import GrownReader, SealedAppender, is_growing
from open315.core.crypto.records import CHUNK, RECORD, FileDamaged
from open315.core.crypto.resealing import reseal
from open315.core.crypto.sealed_file import SealedFile, SealingWriter

PHONE = "13812345678"
DAMAGED = "此文件已損壞，無法打開。管理員可從備份中恢復該文件；其他內容均未丟失。"


@pytest.fixture
def ring(db: None, tmp_path: Path, settings: Any) -> Path:
    settings.VAULT_KEYS = tmp_path / "secrets" / "vault-keys.json"
    return settings.VAULT_KEYS


def sealed(path: Path, content: bytes, purpose: str = "p") -> SealedFile:
    with path.open("wb") as out, SealingWriter(out, purpose=purpose) as file:
        file.write(content)
    return SealedFile(path, purpose)


def content(file: SealedFile) -> bytes:
    with file.open() as opened:
        return opened.read()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5])
def test_a_file_of_any_size_comes_back_as_it_was(ring: Path, tmp_path: Path, size: int) -> None:
    plain = os.urandom(size)
    file = sealed(tmp_path / "f", plain)
    assert content(file) == plain
    file.check()
    with file.open() as opened:
        assert opened.seek(0, os.SEEK_END) == size


def test_nothing_of_the_content_can_be_read_on_the_disk(ring: Path, tmp_path: Path) -> None:
    file = sealed(tmp_path / "f", PHONE.encode() * 20_000)
    assert PHONE.encode() not in file.path.read_bytes()


@settings(max_examples=25, deadline=None)
@given(place=st.integers(0, 3 * CHUNK + 9), length=st.integers(1, CHUNK + 7))
def test_reading_may_begin_anywhere(place: int, length: int) -> None:
    plain = bytes(range(251)) * ((3 * CHUNK) // 251 + 1)
    out = io.BytesIO()
    with SealingWriter(out, purpose="p") as writer:
        writer.write(plain)
    path = Path(keyring.settings.VAULT_KEYS).with_name("anywhere")
    path.write_bytes(out.getvalue())
    with SealedFile(path, "p").open() as opened:
        opened.seek(place)
        assert opened.read(length) == plain[place : place + length]
    path.unlink()


def refused(file: SealedFile) -> str:
    with pytest.raises(FileDamaged) as refusal, translation.override("zh-hant"):
        file.check()
    with translation.override("zh-hant"):
        return str(refusal.value.message)


@pytest.mark.parametrize(
    "harm",
    [
        lambda raw: raw[:-1],
        lambda raw: raw[:-RECORD],
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[:40],
        lambda raw: raw[:9],
        lambda raw: raw + b"\0",
        lambda raw: raw + raw[-RECORD:],
        lambda raw: raw[:5000] + bytes([raw[5000] ^ 1]) + raw[5001:],
        lambda raw: raw[:-3] + bytes([raw[-3] ^ 1]) + raw[-2:],
        lambda raw: raw[:8] + b"\x09" + raw[9:],
        lambda raw: raw[:30] + bytes([raw[30] ^ 1]) + raw[31:],
    ],
    ids=["a byte short", "a record short", "half", "in its key", "in its header", "a byte more", "a record twice",
         "altered", "altered at the end", "of a later version", "another key"],
)  # fmt: skip
def test_a_damaged_file_is_told_in_a_sentence(ring: Path, tmp_path: Path, harm: Any) -> None:
    file = sealed(tmp_path / "f", b"x" * (2 * CHUNK + 10))
    file.path.write_bytes(harm(file.path.read_bytes()))
    assert refused(file) == DAMAGED


def test_two_records_that_change_places_are_noticed(ring: Path, tmp_path: Path) -> None:
    file = sealed(tmp_path / "f", b"a" * CHUNK + b"b" * CHUNK + b"c")
    raw = file.path.read_bytes()
    begin = len(raw) - 2 * RECORD - (1 + 28)
    one, two = raw[begin : begin + RECORD], raw[begin + RECORD : begin + 2 * RECORD]
    file.path.write_bytes(raw[:begin] + two + one + raw[begin + 2 * RECORD :])
    assert refused(file) == DAMAGED


def test_a_file_that_is_not_there_is_told_like_a_damaged_one(tmp_path: Path) -> None:
    assert refused(SealedFile(tmp_path / "gone", "p")) == DAMAGED


def test_a_file_put_in_the_place_of_another_does_not_open_there(ring: Path, tmp_path: Path) -> None:
    one, other = sealed(tmp_path / "1", b"mine", "core.upload/1"), sealed(tmp_path / "2", b"yours", "core.upload/2")
    shutil.copy(one.path, other.path)
    assert refused(other) == DAMAGED
    assert content(one) == b"mine"


def test_a_writer_that_is_given_up_leaves_nothing_that_opens(ring: Path, tmp_path: Path) -> None:
    path = tmp_path / "f"
    with pytest.raises(RuntimeError), path.open("wb") as out, SealingWriter(out, purpose="p") as file:  # noqa: PT012
        file.write(b"y" * (CHUNK + 1))
        raise RuntimeError
    assert refused(SealedFile(path, "p")) == DAMAGED


def test_what_an_earlier_version_left_in_clear_opens_and_is_then_sealed(ring: Path, tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(PHONE.encode())
    file = SealedFile(path, "p")
    assert (content(file), file.key_id()) == (PHONE.encode(), "")
    newest = crypto.current_key()
    assert reseal(file, newest=newest, drafts=tmp_path / "drafts") is True
    assert (content(file), file.key_id()) == (PHONE.encode(), newest)
    assert PHONE.encode() not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert reseal(file, newest=newest, drafts=tmp_path / "drafts") is False
    assert list((tmp_path / "drafts").iterdir()) == []


def test_a_file_in_clear_whose_sealing_fails_stays_as_it_was(ring: Path, tmp_path: Path, monkeypatch: Any) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"the only copy")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("gone")))
    with pytest.raises(OSError, match="gone"):
        reseal(SealedFile(path, "p"), newest=crypto.current_key(), drafts=tmp_path / "drafts")
    assert path.read_bytes() == b"the only copy"
    assert list((tmp_path / "drafts").iterdir()) == []


def test_a_new_key_of_the_ring_opens_old_files_once_they_are_wrapped_anew(ring: Path, tmp_path: Path) -> None:
    file = sealed(tmp_path / "f", b"z" * (CHUNK + 3))
    old, newest = file.key_id(), crypto.add_key()
    assert reseal(file, newest=newest, drafts=tmp_path) is True
    assert (file.key_id(), old != newest, content(file)) == (newest, True, b"z" * (CHUNK + 3))


def test_a_file_that_was_dropped_meanwhile_is_passed_over(ring: Path, tmp_path: Path) -> None:
    assert reseal(SealedFile(tmp_path / "gone", "p"), newest="k", drafts=tmp_path) is False


def grown(path: Path, committed: int) -> bytes:
    with GrownReader(path.open("rb"), purpose="p", committed=committed) as reader:
        return reader.readall()


def test_a_growing_file_ends_where_it_was_committed_and_goes_on_there(ring: Path, tmp_path: Path) -> None:
    path = tmp_path / "g"
    file = SealedAppender(path, purpose="p", committed=0)
    file.append(b"one\n")
    committed = file.size
    file.append(PHONE.encode())
    file.close()
    assert is_growing(path)
    assert PHONE.encode() not in path.read_bytes()
    assert grown(path, committed) == b"one\n"

    again = SealedAppender(path, purpose="p", committed=committed)
    assert (again.size, path.stat().st_size) == (committed, committed)
    again.append(b"two\n")
    again.append(b"three\n")
    assert grown(path, again.size) == b"one\ntwo\nthree\n"
    again.cut_back(committed)
    assert grown(path, again.size) == b"one\n"
    again.close()


def test_a_growing_file_that_lost_its_end_is_told(ring: Path, tmp_path: Path) -> None:
    path = tmp_path / "g"
    file = SealedAppender(path, purpose="p", committed=0)
    file.append(b"one\n")
    file.close()
    for lost in (path.read_bytes()[:-1], path.read_bytes()[:-34]):
        (tmp_path / "lost").write_bytes(lost)
        with pytest.raises(FileDamaged):
            grown(tmp_path / "lost", file.size)
    with pytest.raises(FileDamaged):
        SealedFile(path, "p").open()
