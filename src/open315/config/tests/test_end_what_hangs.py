"""A process that lives and does nothing is noticed: by its parent, or by systemd, which it tells that it lives."""

import os
import signal
import socket
from pathlib import Path
from typing import Any

import pytest

from open315.config.serve import pulse as pulse_module
from open315.config.serve import supervisor
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
        assert [listener.recv(64), listener.recv(64)] == [b"READY=1", b"WATCHDOG=1"]
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
