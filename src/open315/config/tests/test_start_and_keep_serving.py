"""Children of a running site are kept alive and ended; a demo is served where it may be."""

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from open315.config import stream
from open315.config.serve import command, exposure, preflight, stamp, supervisor
from open315.config.serve.supervisor import Child, Supervisor
from open315.config.serve.trouble import Refused
from open315.config.tests.commanding import fails


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
