"""`open315 serve`: what is refused before anything starts and in which words; and that what ends is started again, slower each time."""

import asyncio
import errno
import fcntl
import os
import signal
import socket
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from open315.config import stream
from open315.config.serve import command, exposure, greeting, preflight, readiness, stamp, supervisor
from open315.config.serve.readiness import Readiness
from open315.config.serve.supervisor import Child, Supervisor
from open315.config.serve.trouble import Refused


def fails(error: OSError) -> Any:
    def call(*_args: Any, **_more: Any) -> Any:
        raise error

    return call


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


class World:
    """Processes and a clock without either."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.next, self.said, self.signals = 1000.0, 100, list[str](), list[tuple[int, int]]()
        self.ended, self.obeys = set[int](), True
        monkeypatch.setattr(supervisor.time, "monotonic", lambda: self.now)
        monkeypatch.setattr(supervisor.time, "sleep", self.sleep)
        monkeypatch.setattr(supervisor.os, "waitpid", self.waitpid)
        monkeypatch.setattr(supervisor.os, "kill", self.kill)

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def begin(self) -> int:
        self.next += 1
        return self.next

    def waitpid(self, pid: int, _options: int) -> tuple[int, int]:
        if pid == 666:
            raise ChildProcessError
        return (pid, 0) if pid in self.ended else (0, 0)

    def kill(self, pid: int, number: int) -> None:
        self.signals.append((pid, number))
        if pid in self.ended:
            raise ProcessLookupError
        if self.obeys:
            self.ended.add(pid)

    def supervisor(self, *names: str) -> Supervisor:
        found = Supervisor([Child(name, self.begin) for name in names], self.said.append)
        for child in found.children:
            found._start(child)
        return found


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    yield World(monkeypatch)
    monkeypatch.undo()


def test_a_child_that_ends_is_started_again_after_a_pause(world: World) -> None:
    watching = world.supervisor("web", "worker")
    web, worker = watching.children
    first = web.pid
    world.ended.add(first)
    watching.look()
    assert (web.pid, worker.pid) == (0, 102)
    assert world.said == ["web ended unexpectedly; starting it again (see var/log/web.jsonl)"]
    world.now += 0.49
    watching.look()
    assert web.pid == 0
    world.now += 0.01
    watching.look()
    assert web.pid == 103


def test_a_child_that_keeps_ending_is_started_more_and_more_slowly(world: World) -> None:
    watching = world.supervisor("web")
    (web,) = watching.children
    pauses = []
    for _turn in range(8):
        world.ended.add(web.pid)
        watching.look()
        pauses.append(web.again_at - world.now)
        world.now = web.again_at
        watching.look()
        assert web.pid
    assert pauses == [0.5, 1, 2, 4, 8, 16, 30, 30]
    world.now += 60.5
    world.ended.add(web.pid)
    watching.look()
    assert web.again_at - world.now == 0.5


def test_a_child_that_is_no_more_counts_as_ended(world: World) -> None:
    watching = world.supervisor("web")
    watching.children[0].pid = 666
    watching.look()
    assert watching.children[0].pid == 0


def test_a_signal_ends_every_child_and_starts_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: dict[int, Any] = {}
    monkeypatch.setattr(supervisor.signal, "signal", taken.__setitem__)
    watching = Supervisor([Child("web", world.begin), Child("worker", world.begin)], world.said.append)
    watching.start()
    assert set(taken) == {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
    taken[signal.SIGTERM](signal.SIGTERM, None)
    watching.run()
    assert world.signals == [(101, signal.SIGTERM), (102, signal.SIGTERM)]
    assert [child.pid for child in watching.children] == [0, 0]
    assert world.said == []
    watching.look()
    assert world.next == 102


def test_a_child_that_does_not_stop_is_ended_after_a_while(world: World) -> None:
    watching = world.supervisor("web")
    world.obeys = False
    began = world.now
    watching.end()
    assert world.signals == [(101, signal.SIGTERM), (101, signal.SIGKILL)]
    assert world.said == ["web did not stop in time and was ended"]
    assert 25 <= world.now - began < 26


def test_telling_a_child_that_is_gone_is_no_error(world: World) -> None:
    watching = world.supervisor("web")
    world.ended.add(101)
    watching.end()
    watching.children[0].pid = 0
    watching.end()
    assert world.signals == [(101, signal.SIGTERM)]


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("fe80::1", "[fe80::1]"), ("council.example", "council.example"),
    ],
)  # fmt: skip
def test_the_address_shown_is_one_that_a_browser_opens(host: str, shown: str) -> None:
    assert command._shown(host) == shown


def test_a_refused_start_says_one_sentence_and_ends_with_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPEN315_VAR", str(tmp_path))
    monkeypatch.setattr(preflight, "require_space", fails(Refused("the disk is nearly full")))  # type: ignore[arg-type]
    assert command.main([]) == 1
    assert capsys.readouterr().err == "open315: the disk is nearly full.\n"


def test_the_site_listens_on_this_machine_alone_unless_told_otherwise() -> None:
    options = command.arguments().parse_args([])
    assert (options.host, options.port, options.demo, options.open) == ("127.0.0.1", 8315, None, False)
    options = command.arguments().parse_args(["--host", "::", "--port", "80", "--no-demo", "--open"])
    assert (options.host, options.port, options.demo, options.open) == ("::", 80, False, True)


@pytest.mark.parametrize(("code", "is_refused"), [(0, False), (3, True)])
def test_preparing_is_a_process_of_its_own_and_noted_when_it_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, is_refused: bool
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(
        command.subprocess, "run", lambda words, **_more: ran.append(words) or type("Ended", (), {"returncode": code})
    )
    monkeypatch.setattr(command, "_signature", lambda: "code and database")
    stamp.write(tmp_path, migrations=7)
    options = command.arguments().parse_args(["--no-demo"])
    if is_refused:
        with pytest.raises(Refused, match="could not be prepared"):
            command._prepare(tmp_path, options)
        assert stamp.read(tmp_path) == {"migrations": 7}
    else:
        command._prepare(tmp_path, options)
        assert stamp.read(tmp_path) == {"migrations": 7, "code": "code and database"}
    assert ran[0][1:] == ["-m", "open315", "prepare", "--no-demo"]


@pytest.mark.parametrize(
    ("words", "setting", "said"),
    [
        ([], "", "--demo"),
        (["--demo"], "OPEN315_HOSTS", "--demo"),
        (["--no-demo"], "", "--no-demo"),
        ([], "OPEN315_HOSTS", "--no-demo"),
        ([], "OPEN315_DATABASE", "--no-demo"),
        ([], "OPEN315_HTTPS", "--no-demo"),
        (["--host", "0.0.0.0"], "", "--no-demo"),
        (["--host", "::1"], "", "--demo"),
        (["--host", "localhost"], "", "--demo"),
        (["--host", "office"], "", "--no-demo"),
    ],
)  # fmt: skip
def test_a_demo_is_loaded_where_nobody_else_comes_or_when_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], setting: str, said: str
) -> None:
    for name in (*exposure.TELLTALES, "OPEN315_DEMO"):
        monkeypatch.delenv(name, raising=False)
    if setting:
        monkeypatch.setenv(setting, "1")
    ran: list[list[str]] = []
    ended = type("Ended", (), {"returncode": 0})
    monkeypatch.setattr(command.subprocess, "run", lambda call, **_more: ran.append(call) or ended)
    command._prepare(tmp_path, command.arguments().parse_args(words))
    assert [call[-1] for call in ran] == [said]


def test_a_demo_of_before_is_not_served_to_the_world(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPEN315_VAR", str(tmp_path))
    monkeypatch.delenv("OPEN315_DEMO", raising=False)
    monkeypatch.setenv("OPEN315_HOSTS", "complaints.example.org")
    stamp.mark_demo(tmp_path)
    assert command.main(["--port", "0"]) == 1
    assert "holds the demo, whose passwords everybody knows, and OPEN315_HOSTS is set" in capsys.readouterr().err
    exposure.refuse_known_passwords(tmp_path, asked=True)
    monkeypatch.setenv("OPEN315_DEMO", "1")
    exposure.refuse_known_passwords(tmp_path)


def test_another_database_asks_for_preparing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamp, "code_signature", lambda: "code")
    monkeypatch.setenv("OPEN315_DATABASE", "postgresql://one")
    assert command._signature() == "code postgresql://one"


async def _sent(application: Any, scope: dict[str, Any], *messages: dict[str, Any]) -> list[str]:
    waiting, sent = list(messages), []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message["type"])

    await application(scope, receive, send)
    return sent


def test_the_live_server_begins_and_ends_with_its_host() -> None:
    began = {"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}
    sent = asyncio.run(_sent(stream.StreamApplication(), {"type": "lifespan"}, *began))
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
