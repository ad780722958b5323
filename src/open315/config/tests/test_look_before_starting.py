"""Before a site starts: folder, disk, port, database, and what was prepared."""

import errno
import fcntl
import os
import socket
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from open315.config.serve import greeting, preflight, readiness, stamp
from open315.config.serve.beside_others import joined
from open315.config.serve.readiness import Readiness
from open315.config.serve.trouble import Refused
from open315.config.tests.commanding import fails


def test_the_folder_is_made_with_a_part_that_nobody_else_reads(tmp_path: Path) -> None:
    var = tmp_path / "var"
    preflight.prepare_folder(var)
    preflight.prepare_folder(var)
    assert sorted(each.name for each in var.iterdir()) == ["backups", "exports", "log", "mail", "secrets", "uploads"]
    assert stat.S_IMODE((var / "secrets").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk that holds {var} is full: make room and start again"),
        (errno.EDQUOT, "the disk that holds {var} is full: make room and start again"),
        (errno.EROFS, "the folder {var} cannot be written (why): give this user the right to, or choose another in OPEN315_VAR"),
    ],
)  # fmt: skip
def test_a_folder_that_cannot_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    monkeypatch.setattr(Path, "write_bytes", fails(OSError(number, "why")))
    with pytest.raises(Refused) as refusal:
        preflight.prepare_folder(tmp_path)
    assert str(refusal.value) == said.format(var=tmp_path)


def test_a_disk_needs_a_hundred_megabytes(tmp_path: Path) -> None:
    mega = 1024 * 1024
    preflight.require_space(tmp_path, 100 * mega)
    preflight.require_space(tmp_path)
    with pytest.raises(Refused, match=r"the disk is nearly full: 99 MB are free where .* needs at least 100 MB"):
        preflight.require_space(tmp_path, 100 * mega - 1)


def test_a_second_instance_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    assert not preflight.is_running(tmp_path)
    lock = preflight.take_lock(tmp_path)
    assert preflight.is_running(tmp_path)
    assert (tmp_path / "serve.lock").read_text(encoding="utf-8") == f"{os.getpid()}\n"
    with pytest.raises(Refused, match=rf"another instance \(process {os.getpid()}\) uses the database in"):
        preflight.take_lock(tmp_path)
    lock.close()
    assert not preflight.is_running(tmp_path)
    preflight.take_lock(tmp_path).close()


def test_nothing_starts_in_a_folder_while_somebody_works_there_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preflight, "A_LOOK", -1.0)
    with preflight.alone_in(tmp_path):
        with pytest.raises(Refused, match=rf"another instance \(process {os.getpid()}\) uses the database in"):
            preflight.take_lock(tmp_path)
        with pytest.raises(Refused, match="a restore is at work in"):
            preflight.join(tmp_path)
        with pytest.raises(CommandError, match="a restore is at work in"), joined(tmp_path):
            pytest.fail("joined all the same")
        with pytest.raises(Refused, match="the site is running"), preflight.alone_in(tmp_path):
            pytest.fail("alone all the same")
    preflight.take_lock(tmp_path).close()
    with joined(tmp_path), joined(tmp_path):
        assert preflight.is_running(tmp_path)


@pytest.mark.parametrize("at_work", [preflight.take_lock, preflight.join])
def test_nobody_works_alone_in_a_folder_in_which_something_runs(tmp_path: Path, at_work: Callable[[Path], Any]) -> None:
    with at_work(tmp_path):
        with pytest.raises(Refused, match="the site is running"), preflight.alone_in(tmp_path):
            pytest.fail("alone all the same")
        assert preflight.is_running(tmp_path)
    with preflight.alone_in(tmp_path):
        assert preflight.is_running(tmp_path)
    assert not preflight.is_running(tmp_path), "and lets go of both"


def test_who_only_looks_keeps_nobody_from_joining(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preflight.join(tmp_path).close()
    looking = open(tmp_path / "running.lock", "a+", encoding="utf-8")  # noqa: SIM115  (let go by the waiting itself)
    fcntl.flock(looking, fcntl.LOCK_EX)
    monkeypatch.setattr(preflight.time, "sleep", lambda _seconds: looking.close())
    preflight.join(tmp_path).close()


def test_children_of_a_killed_instance_are_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = open(tmp_path / "serve.lock", "a+", encoding="utf-8")  # noqa: SIM115  (let go by the waiting itself)
    fcntl.flock(held, fcntl.LOCK_EX)
    monkeypatch.setattr(preflight.time, "sleep", lambda _seconds: held.close())
    preflight.take_lock(tmp_path).close()


def test_children_that_never_leave_are_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = open(tmp_path / "serve.lock", "a+", encoding="utf-8")  # noqa: SIM115  (closed below)
    fcntl.flock(held, fcntl.LOCK_EX)
    monkeypatch.setattr(preflight, "ORPHANS_LEAVE_WITHIN", -1.0)
    with pytest.raises(Refused, match=r"process 0"):
        preflight.take_lock(tmp_path)
    held.close()


@pytest.mark.parametrize(
    ("answer", "alive"), [(None, True), (ProcessLookupError(), False), (PermissionError(), True)], ids=str
)
def test_a_process_is_alive_though_it_belongs_to_somebody_else(
    monkeypatch: pytest.MonkeyPatch, answer: OSError | None, alive: bool
) -> None:
    monkeypatch.setattr(os, "kill", fails(answer) if answer else lambda _pid, _number: None)
    assert preflight._is_alive(4711) is alive
    assert preflight._is_alive(0) is False


def test_a_folder_that_is_not_there_runs_nothing(tmp_path: Path) -> None:
    assert not preflight.is_running(tmp_path / "none")


def test_a_port_is_listened_on_and_a_taken_one_is_refused() -> None:
    listener = preflight.bind("127.0.0.1", 0)
    with listener:
        port = listener.getsockname()[1]
        assert listener.get_inheritable()
        with pytest.raises(Refused, match=rf"port {port} on 127.0.0.1 is taken by another program"):
            preflight.bind("127.0.0.1", port)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "this user may not use port 80: choose one above 1023 with --port"),
        (errno.EADDRNOTAVAIL, "cannot listen on 10.0.0.1, port 80 (why): use --host and --port that fit this machine"),
    ],
)
def test_a_port_that_cannot_be_had_is_refused(number: int, said: str) -> None:
    assert str(preflight._about_port("10.0.0.1", 80, OSError(number, "why"))) == said


def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", fails(socket.gaierror(-2, "unknown")))
    with pytest.raises(Refused, match="the address 'nowhere' is not known on this machine"):
        preflight.bind("nowhere", 80)


def test_a_database_is_ready_when_it_has_the_migrations_that_were_noted(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "close", lambda: None)
    count = MigrationRecorder.Migration.objects.using("default").count()
    assert readiness.look(count) is Readiness.READY
    assert readiness.look(count - 1) is Readiness.NOT_PREPARED
    assert readiness.look(-1) is Readiness.NOT_PREPARED
    monkeypatch.setattr(MigrationRecorder, "has_table", lambda _self: False)
    assert readiness.look(count) is Readiness.NOT_PREPARED


CODES = [
    (sqlite3.SQLITE_BUSY, Readiness.LOCKED, "is locked by another program"),
    (sqlite3.SQLITE_BUSY | 2 << 8, Readiness.LOCKED, "is locked by another program"),
    (sqlite3.SQLITE_LOCKED, Readiness.LOCKED, "is locked by another program"),
    (sqlite3.SQLITE_CORRUPT, Readiness.DAMAGED, "is damaged: stop every service"),
    (sqlite3.SQLITE_NOTADB, Readiness.DAMAGED, "is damaged: stop every service"),
    (sqlite3.SQLITE_FULL, Readiness.FULL, "is full: make room"),
    (sqlite3.SQLITE_CANTOPEN, Readiness.UNREACHABLE, "cannot be opened"),
    (None, Readiness.UNREACHABLE, "cannot be opened"),
]


@pytest.mark.parametrize(("code", "found", "said"), CODES)
def test_why_a_database_cannot_be_used_is_said(
    db: None, monkeypatch: pytest.MonkeyPatch, code: int | None, found: Readiness, said: str
) -> None:
    error = DatabaseError("broken")
    error.__cause__ = sqlite3.OperationalError("broken")
    if code is not None:
        error.__cause__.sqlite_errorcode = code  # type: ignore[attr-defined]

    def broken(_self: Any) -> bool:
        raise error

    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr(MigrationRecorder, "has_table", broken)
    assert readiness.look(1) is found
    assert said in readiness.sentence(found)


def test_a_database_that_is_not_prepared_is_named_by_its_place(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setattr(
        readiness, "settings", type("S", (), {"DATABASES": {"default": {"NAME": "c", "HOST": "", "PORT": ""}}})
    )
    assert readiness.sentence(Readiness.NOT_PREPARED) == (
        "the database c on this machine:5432 could not be prepared: run `open315 migrate` and read what it says"
    )


def test_the_folder_remembers_that_it_is_prepared_and_holds_the_demo(tmp_path: Path) -> None:
    assert stamp.read(tmp_path) == {}
    stamp.write(tmp_path, migrations=7, code="x")
    assert stamp.read(tmp_path) == {"migrations": 7, "code": "x"}
    for text in ("[1]", "no json"):
        (tmp_path / "prepared.json").write_text(text, encoding="utf-8")
        assert stamp.read(tmp_path) == {}
    stamp.begin_demo(tmp_path)
    assert (stamp.is_demo_unfinished(tmp_path), stamp.has_demo(tmp_path)) == (True, False)
    stamp.mark_demo(tmp_path)
    for _turn in range(2):
        stamp.end_demo(tmp_path)
        assert (stamp.is_demo_unfinished(tmp_path), stamp.has_demo(tmp_path)) == (False, True)
    for _turn in range(2):
        stamp.unmark_demo(tmp_path)
        assert not stamp.has_demo(tmp_path)


def test_another_migration_or_package_asks_for_preparing_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "room" / "migrations").mkdir(parents=True)
    (tmp_path / "room" / "static").mkdir()
    packages = tmp_path / "lib" / "site-packages"
    packages.mkdir(parents=True)
    monkeypatch.setattr(stamp, "PACKAGE", tmp_path)
    monkeypatch.setattr(stamp.sys, "path", [str(packages), str(tmp_path / "elsewhere")])
    found = [stamp.code_signature()]
    for path in ("room/migrations/0001.py", "room/static/a.css", "lib/site-packages/a-1.0.dist-info"):
        (tmp_path / path).write_text("x", encoding="utf-8")
        found.append(stamp.code_signature())
    (tmp_path / "room" / "views.py").write_text("x", encoding="utf-8")
    (packages / "a.py").write_text("x", encoding="utf-8")
    assert stamp.code_signature() == found[-1]
    assert len(set(found)) == 4


def test_the_terminal_shows_where_the_site_is_and_the_log_ins_of_a_demo(settings: Any, tmp_path: Path) -> None:
    settings.VAR, settings.DEMO = tmp_path, False
    (tmp_path / "demo-log-ins.txt").write_text("  Demo log-ins\n    wuhan.clerk\n", encoding="utf-8")
    plain = [
        "",
        "Open315 is ready: http://h/",
        "  portal   http://h/",
        "  console  http://h/console/",
        "Ctrl-C stops it.",
    ]
    assert list(greeting.lines("http://h/")) == plain
    settings.DEMO = True
    assert list(greeting.lines("http://h/")) == [*plain[:-1], "  Demo log-ins", "    wuhan.clerk", plain[-1]]
    (tmp_path / "demo-log-ins.txt").unlink()
    assert list(greeting.lines("http://h/")) == plain
