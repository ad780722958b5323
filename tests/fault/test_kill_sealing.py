"""kill -9 in the middle of sealing what an earlier version left in clear, and of changing the keys: every file opens at every moment."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.fault.setups import copy_of
from tests.installs import run
from tests.site_process import HANGS_AFTER, ROOT, own_environment

MARK = b"\x89o315\r\n\x1a"
FILES, SIZE = 24, 2 * 1024 * 1024
SEALED_WHEN_KILLED = (2, 12)


def leave_in_clear(var: Path) -> None:
    """Files as an earlier version left them."""
    with sqlite3.connect(var / "open315.sqlite3") as database:
        for number in range(FILES):
            key, content = uuid.UUID(int=number), bytes([number]) * SIZE
            path = f"00/00/{key}"
            (var / "uploads" / path).parent.mkdir(parents=True, exist_ok=True)
            (var / "uploads" / path).write_bytes(content)
            digest = sha256(content).hexdigest()
            database.execute(
                "INSERT INTO core_upload (id, storage_path, original_name, content_type, size, sha256, created_at, name_key_id, sealed_name, sender)"
                " VALUES (?, ?, 'a.jpg', 'image/jpeg', ?, ?, '2026-05-12 02:00:00', '', x'', '')",
                (key.hex, path, SIZE, digest),
            )


def heads(var: Path) -> dict[str, bytes]:
    """The first bytes of every file by its name."""
    found = {}
    for path in (var / "uploads" / "00").rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                found[path.name] = file.read(60)
    return found


def files_with(var: Path, mark: bool) -> int:
    """How many files are sealed, or are not."""
    return sum((head[:8] == MARK) == mark for head in heads(var).values())


def opened(var: Path) -> list[list[str]]:
    found: list[list[str]] = json.loads(run(var, module="tests.fault.read_uploads").splitlines()[-1])
    return found


def killed_when(var: Path, condition: Any, *words: str) -> None:
    """Start a command and kill it as soon as the condition holds."""
    process = subprocess.Popen(
        [sys.executable, "-m", "open315", *words],
        cwd=ROOT,
        env=own_environment(OPEN315_VAR=str(var)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + HANGS_AFTER
    while not condition() and process.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL) if process.poll() is None else None
    process.wait()


def keys(var: Path) -> set[str]:
    """Which keys sealed files, read from the headers."""
    return {head[10 : 10 + head[9]].decode() for head in heads(var).values() if head[:8] == MARK}


def test_every_file_opens_however_often_sealing_and_rotation_are_killed(started_once: Path, tmp_path: Path) -> None:
    var = copy_of(started_once, tmp_path)
    leave_in_clear(var)
    assert files_with(var, mark=False) == FILES
    for threshold in SEALED_WHEN_KILLED:
        killed_when(var, lambda: files_with(var, mark=True) >= threshold, "rotate-keys", "--resume")  # noqa: B023
        said = opened(var)
        assert all(found == wanted for _key, found, wanted in said), "a file was half written"
        assert sum(key != "" for key, *_digests in said) >= threshold
    run(var, "rotate-keys", "--resume")
    first = {key for key, *_digests in opened(var)}
    assert (len(first), "" in first) == (1, False)

    (old,) = first
    killed_when(var, lambda: len(keys(var)) > 1, "rotate-keys")
    said = opened(var)
    assert all(found == wanted for _key, found, wanted in said)
    run(var, "rotate-keys", "--resume")
    said = opened(var)
    assert all(found == wanted for _key, found, wanted in said)
    assert (len({key for key, *_digests in said}), old in {key for key, *_digests in said}) == (1, False)
    left = [path for path in (var / "uploads" / "drafts").iterdir() if not path.name.startswith(".reseal-")]
    assert left == []
