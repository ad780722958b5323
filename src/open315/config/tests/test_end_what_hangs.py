"""A process that lives and does nothing is noticed: by its parent, or by systemd, which it tells that it lives."""

import asyncio
import os
import signal
import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from open315.config.serve import beating, supervisor
from open315.config.serve import pulse as pulse_module
from open315.config.serve.beating import Beating, is_awake, is_healthy
from open315.config.serve.pulse import Pulse, beat_while
from open315.config.serve.supervisor import Child, Supervisor
from open315.core.ops import watchdog
from open315.core.ops.worker import Worker


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still until it is moved."""
    moment = [1000.0]
    monkeypatch.setattr(pulse_module.time, "monotonic", lambda: moment[0])
    return moment


def test_a_child_that_hangs_is_ended_and_one_that_beats_is_not(
    now: list[float], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.HUNG_AFTER = 120
    killed: list[tuple[int, int]] = []
    monkeypatch.setattr(supervisor.os, "waitpid", lambda _pid, _options: (0, 0))
    monkeypatch.setattr(supervisor.os, "kill", lambda pid, number: killed.append((pid, number)))
    said: list[str] = []
    hung, well = Child("worker", lambda: 101), Child("web", lambda: 102)
    watching = Supervisor([hung, well], said.append)
    for child in (hung, well):
        watching._start(child)
    now[0] += 120
    watching.look()
    assert killed == []
    well.pulse.beat()
    now[0] += 1
    watching.look()
    assert killed == [(101, signal.SIGKILL)]
    assert said == ["worker has shown no sign of life for 120 s and was ended"]
    watching.look()
    assert len(killed) == 1, "it gets time to end"


def test_a_beat_of_the_child_is_seen_by_the_parent() -> None:
    shared = Pulse()
    pulse_module._NUMBER.pack_into(shared._shared, 0, 0.0)
    pid = os.fork()
    if pid == 0:
        shared.beat()
        os._exit(0)
    os.waitpid(pid, 0)
    assert shared.silent_for() < 60


def test_a_pulse_beats_only_while_the_work_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    class Over(BaseException):
        pass

    answers = iter([True, False, True])
    beaten: list[int] = []
    monkeypatch.setattr(Pulse, "beat", lambda _self: beaten.append(1))
    rests: list[float] = []

    def rest(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) == 3:
            raise Over

    monkeypatch.setattr(pulse_module.time, "sleep", rest)
    monkeypatch.setattr(pulse_module.threading, "Thread", _AtOnce)
    shared = Pulse()
    beaten.clear()
    with pytest.raises(Over):
        beat_while(lambda: next(answers), shared, 5.0)
    assert (len(beaten), rests) == (2, [5.0, 5.0, 5.0])


class _AtOnce:
    def __init__(self, *, target: Any, **_more: Any) -> None:
        self.start = target


def test_systemd_hears_that_a_worker_is_ready_and_alive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        watchdog.ready()
        watchdog.alive()
        watchdog.at_work()
        assert [listener.recv(64) for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"READY=1\nWATCHDOG=1"]
    assert not watchdog.say("nobody listens any more")
    monkeypatch.delenv("NOTIFY_SOCKET")
    assert not watchdog.say("nobody asked")


def test_a_worker_shows_a_sign_of_life_after_each_round(monkeypatch: pytest.MonkeyPatch) -> None:
    signs: list[str] = []
    worker = Worker(threads=1, sign_of_life=lambda: signs.append("alive") or worker.stop())  # type: ignore[func-returns-value]
    monkeypatch.setattr("open315.core.ops.worker.signal.signal", lambda *_args: None)
    monkeypatch.setattr("open315.core.ops.worker._quietly", lambda _act: None)
    monkeypatch.setattr(watchdog, "ready", lambda: signs.append("ready"))
    monkeypatch.setattr(worker.consumer, "start", lambda: None)
    monkeypatch.setattr(worker.consumer, "stop", lambda graceful: None)
    monkeypatch.setattr(worker, "_turn", lambda: signs.append("turn"))
    worker.run()
    assert signs == ["ready", "turn", "alive"]


def test_a_pulse_tells_the_first_beat_from_the_birth(now: list[float]) -> None:
    pulse = Pulse()
    now[0] += 3
    assert (pulse.has_beaten(), pulse.silent_for()) == (False, 3.0)
    pulse.beat()
    assert (pulse.has_beaten(), pulse.silent_for()) == (True, 0.0)


async def says(status: int, scope: Any, receive: Any, send: Any) -> None:
    assert (scope["type"], scope["path"], scope["headers"]) == ("http", "/healthz", [(b"host", b"localhost")])
    assert await receive() == {"type": "http.request", "body": b"", "more_body": False}
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.mark.parametrize(("status", "is_well"), [(200, True), (500, False), (301, False)])
def test_only_a_good_answer_is_a_sign_of_life(status: int, is_well: bool) -> None:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        await says(status, scope, receive, send)

    assert asyncio.run(is_healthy(application)) is is_well
    assert asyncio.run(is_awake(application)) is True


def beats(answer: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a server with such an answer shows in three looks, and that its application is asked as before."""
    shown: list[str] = []
    looks: list[float] = []
    over, closed = asyncio.Event(), threading.Event()

    async def application(scope: Any, receive: Any, send: Any) -> None:
        shown.append(scope["type"])
        await over.wait()

    async def serve() -> None:
        loop = asyncio.get_running_loop()

        def rest(seconds: float) -> None:
            looks.append(seconds)
            if len(looks) == 3:
                loop.call_soon_threadsafe(over.set)
                closed.wait(10)  # the thread ends with its loop

        monkeypatch.setattr(beating.time, "sleep", rest)
        await Beating(application, lambda: shown.append("beat"), answer)({"type": "lifespan"}, None, None)  # type: ignore[arg-type]

    monkeypatch.setattr(beating, "ANSWERS_WITHIN", 0.05)
    asyncio.run(serve())
    closed.set()
    assert looks == [5.0, 5.0, 5.0]
    return shown


def test_a_server_beats_as_often_as_it_answers_and_not_when_it_errs_or_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = iter([True, ValueError("broken"), True])

    async def sometimes(_application: Any) -> bool:
        turn = next(turns)
        if isinstance(turn, Exception):
            raise turn
        return turn

    async def never(_application: Any) -> bool:
        await asyncio.Event().wait()
        return True

    assert beats(sometimes, monkeypatch) == ["lifespan", "beat", "beat"]
    assert beats(never, monkeypatch) == ["lifespan"]


def test_a_hung_process_of_a_province_is_ended_and_systemd_hears_of_the_first_that_answers(
    now: list[float], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    pytest.importorskip("granian")
    from open315.config.serve import watched

    settings.HUNG_AFTER = 120
    killed: list[tuple[int, int]] = []
    said: list[str] = []
    server = watched.Watched("nothing:here")
    server.wrks = [_Worker(0, 201), _Worker(1, 202)]
    server.pulses = {0: Pulse(), 1: Pulse()}

    def rest(_seconds: float) -> None:
        server.interrupt_signal = len(said) > 0
        now[0] += 1
        server.pulses[1].beat()
        now[0] += 121

    monkeypatch.setattr(watched.os, "kill", lambda pid, number: killed.append((pid, number)))
    monkeypatch.setattr(watched.time, "sleep", rest)
    monkeypatch.setattr(watchdog, "at_work", lambda: said.append("at work"))
    server._watch()
    assert said == ["at work"], "nothing before a process has answered"
    assert killed == [(201, signal.SIGKILL), (202, signal.SIGKILL)]
    killed.clear()
    server.pulses[0].beat()
    server.look()
    assert killed == [(202, signal.SIGKILL)]
    server.look()
    assert len(killed) == 1, "it gets time to end"


class _Worker:
    def __init__(self, idx: int, pid: int) -> None:
        self.idx = idx
        self.inner = type("Process", (), {"pid": pid})()


def test_each_process_of_a_province_has_a_pulse_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("granian")
    from open315.config.serve import watched

    asked: list[Any] = []
    monkeypatch.setattr(watched.connections, "expect_answers", lambda: asked.append("answers"))
    monkeypatch.setattr(watched.MPServer, "_spawn_worker", lambda _self, *given: given)
    server = watched.Watched("nothing:here")
    first, second = (server._spawn_worker(idx, "target", lambda: "application") for idx in (0, 1))
    assert (first[0], first[1], len(server.pulses)) == (0, "target", 2)
    loaded = second[2]()
    assert (loaded.application, asked) == ("application", ["answers"])
    loaded.beat()
    assert [server.pulses[idx].has_beaten() for idx in (0, 1)] == [False, True]
