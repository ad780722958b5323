"""The folder of an install is its user's alone, also one that was open to everybody before."""

from pathlib import Path

from open315.config.serve.preflight import prepare_folder


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
