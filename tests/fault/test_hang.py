"""A process that lives and does nothing (SIGSTOP) is noticed, ended and begun anew, on both set-ups; a database that hangs is a 503 in time."""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fault.children import is_alive
from tests.fault.intake_load import send
from tests.fault.setups import ONE_MACHINE, PROVINCE, SETUPS, Prepared, Running, running, wait_for
from tests.site_process import free_port

HUNG_AFTER = 20
"""Seconds; a living process shows itself every five."""


ON_ONE_MACHINE = pytest.mark.parametrize("site", [ONE_MACHINE], indirect=True, scope="module")
IN_A_PROVINCE = pytest.mark.parametrize("site", [PROVINCE], indirect=True, scope="module")


@pytest.fixture(scope="module", params=SETUPS)
def site(
    request: pytest.FixtureRequest, demo_of: Callable[[str], Prepared], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("hang")
    with running(request.param, demo_of(request.param), folder, OPEN315_HUNG_AFTER=str(HUNG_AFTER)) as made:
        yield made


def test_a_web_process_that_hangs_is_ended_and_another_one_answers(
    site: Running, record_property: Callable[[str, object], None]
) -> None:
    (hung, *_others) = sorted(site.pids("web"))
    processes = len(site.pids("web"))
    os.kill(hung, signal.SIGSTOP)
    began = time.monotonic()
    wait_for(lambda: not is_alive(hung), "the hung process was not ended", site, within=HUNG_AFTER * 6)
    record_property("noticed after", round(time.monotonic() - began, 1))
    wait_for(lambda: len(site.pids("web") - {hung}) == processes, "no other was begun", site)
    wait_for(lambda: send(site.site, "after-a-hung-web") is not None, "nothing can be filed", site)


@ON_ONE_MACHINE
def test_a_worker_that_hangs_is_ended_and_its_events_are_delivered(site: Running) -> None:
    """In a province systemd does so: see the test below."""
    hung = site.pid("worker")
    os.kill(hung, signal.SIGSTOP)
    assert send(site.site, "beside-a-hung-worker") is not None
    wait_for(lambda: not is_alive(hung), "the hung worker was not ended", site, within=HUNG_AFTER * 6)
    waiting = "SELECT count(*) FROM core_outboxevent WHERE state <> 'done' AND name = 'cases.registered'"
    wait_for(lambda: site.value(waiting) == 0, "its events were not delivered", site)


@IN_A_PROVINCE
@pytest.mark.parametrize("name", ["web", "worker", "stream"])
def test_systemd_hears_the_processes_of_a_province_and_nothing_of_one_that_hangs(
    site: Running, tmp_path: Path, name: str
) -> None:
    """We listen in its place: at work at first, then silence while the process is stopped, then signs again."""
    words = {
        "web": ("--port", str(free_port()), "--processes", "1"),
        "worker": (),
        "stream": ("--port", str(free_port())),
    }[name]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(60)
        site.begin("heard", name, *words, NOTIFY_SOCKET=str(tmp_path / "notify"))
        process = site.processes.pop("heard")
        try:
            assert b"READY=1" in systemd.recv(64)
            assert b"WATCHDOG=1" in systemd.recv(64)
            os.kill(process.pid, signal.SIGSTOP)
            _drain(systemd)
            systemd.settimeout(7)
            with pytest.raises(TimeoutError):
                systemd.recv(64)
            os.kill(process.pid, signal.SIGCONT)
            systemd.settimeout(60)
            assert b"WATCHDOG=1" in systemd.recv(64)
        finally:
            os.kill(process.pid, signal.SIGCONT)
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(60)


def _drain(systemd: socket.socket) -> None:
    systemd.setblocking(False)
    try:
        while systemd.recv(64):
            pass
    except BlockingIOError:
        systemd.setblocking(True)


@IN_A_PROVINCE
def test_a_database_that_takes_connections_and_never_answers_is_a_503_in_time(
    site: Running, record_property: Callable[[str, object], None]
) -> None:
    """Both what was connected before and what connects now."""
    assert site.wire is not None
    assert send(site.site, "before-the-silence") is not None
    site.wire.hold()
    try:
        began = time.monotonic()
        # What was under way when the line went still may have had its answer.
        wait_for(lambda: site.site.status("/readyz") == 503, "the silence was not noticed", site, within=30)
        assert site.site.status("/readyz") == 503
        record_property("readyz", round(time.monotonic() - began, 1))
        assert time.monotonic() - began < 60
        began = time.monotonic()
        assert send(site.site, "in-the-silence") is None
        record_property("a complaint", round(time.monotonic() - began, 1))
        assert time.monotonic() - began < 50
        assert site.site.status("/healthz") == 200
    finally:
        site.wire.release()
    wait_for(lambda: send(site.site, "in-the-silence") is not None, "the site did not recover", site)
    assert site.value("SELECT count(*) FROM cases_case WHERE title = '故障測試 in-the-silence'") == 1
    site.until_ready()
