"""The folder of an install is its user's alone, also one that was open to everybody before."""

import os
import threading
from pathlib import Path

import pytest

from open315.config.serve.preflight import prepare_folder, preparing_alone


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_folder_that_everybody_could_read_is_closed_with_its_database_logs_and_mails(tmp_path: Path) -> None:
    var = tmp_path / "var"
    for name in ("", "mail", "log", "uploads", "uploads/ab", "backups"):
        (var / name).mkdir()
        (var / name).chmod(0o755)
    files = [
        var / name for name in ("open315.sqlite3", "open315.sqlite3-wal", "mail/a.log", "log/web.log", "backups/b.tar")
    ]
    for file in files:
        file.write_bytes(b"a")
        file.chmod(0o644)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"a")
    elsewhere.chmod(0o644)
    (var / "log" / "link").symlink_to(elsewhere)
    prepare_folder(var)
    assert {mode(var), *(mode(var / name) for name in ("mail", "log", "uploads", "backups", "secrets", "exports"))} == {
        0o700
    }
    assert {mode(file) for file in files} == {0o600}
    assert mode(elsewhere) == 0o644
    prepare_folder(var)
    assert {mode(file) for file in files} == {0o600}


def test_a_program_stays_a_program(tmp_path: Path) -> None:
    var = tmp_path / "var"
    prepare_folder(var)
    script = var / "nightly.sh"
    script.write_bytes(b"#!/bin/sh\n")
    script.chmod(0o755)
    prepare_folder(var)
    assert mode(script) == 0o700


def test_two_starts_at_once_both_find_the_folder_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other has looked, and taken its probe away, between our writing and our taking away; or put a draft into its place."""
    var = tmp_path / "var"
    prepare_folder(var)
    (var / "log" / "draft").write_bytes(b"a")
    write, stat = Path.write_bytes, Path.stat

    def and_gone(self: Path, content: bytes) -> int:
        written = write(self, content)
        self.unlink()
        return written

    def gone_meanwhile(self: Path, **how: bool) -> os.stat_result:
        if self.name == "draft" and stat(self, **how).st_size:
            self.unlink()
        return stat(self, **how)

    monkeypatch.setattr(Path, "write_bytes", and_gone)
    monkeypatch.setattr(Path, "stat", gone_meanwhile)
    prepare_folder(var)
    assert not (var / "log" / "draft").exists()
    assert not (var / ".write-probe").exists()


def test_who_prepares_second_waits_and_says_so_once(tmp_path: Path) -> None:
    happened: list[str] = []
    waiting = threading.Event()

    def waits() -> None:
        happened.append("waits")
        waiting.set()

    def second() -> None:
        with preparing_alone(tmp_path, waits):
            happened.append("second")

    with preparing_alone(tmp_path, lambda: happened.append("never")):
        other = threading.Thread(target=second)
        other.start()
        assert waiting.wait(10)
        happened.append("first")
    other.join(10)
    assert happened == ["waits", "first", "second"]


def test_after_one_that_failed_the_next_prepares_at_once(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="broken"), preparing_alone(tmp_path, pytest.fail):
        raise ValueError("broken")
    with preparing_alone(tmp_path, pytest.fail):
        pass
