"""`open315 serve`: refuses in one sentence what cannot work, starts quickly, and keeps its processes alive."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fault.children import child, cpu_seconds, kill, wait_until_gone
from tests.fault.conftest import copy_of
from tests.site_process import HANGS_AFTER, ROOT, Site, free_port, own_environment, start_site

Start = Callable[..., Site]


@pytest.fixture(scope="module")
def prepared(started_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that was started once, so that tests see second starts."""
    return copy_of(started_once, tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts sites that are stopped at the end, whatever happens."""
    started: list[Site] = []

    def begin(var: Path, *options: str, **more: object) -> Site:
        site = start_site(var, "--no-demo", *options, **more)
        started.append(site)
        return site

    yield begin
    for site in started:
        site.stop()


def refused(var: Path, *options: str) -> str:
    """Start what must be refused; the one sentence it says."""
    ended = subprocess.run(
        [sys.executable, "-m", "open315", "serve", "--no-demo", *options],
        cwd=ROOT,
        env=own_environment(OPEN315_VAR=str(var)),
        capture_output=True,
        text=True,
        timeout=HANGS_AFTER,
        check=False,
    )
    assert ended.returncode == 1
    said = [line for line in ended.stderr.splitlines() if line.startswith("open315: ")]
    assert len(said) == 1
    assert "Traceback" not in ended.stderr
    return said[0]


def test_the_second_start_answers_after_at_most_five_seconds_of_work(prepared: Path, start: Start) -> None:
    """Counted in time of one core, for a test may share the machine; the bench measures the clock."""
    site = start(prepared)
    site.wait("/")
    assert sum(cpu_seconds(pid) for pid in (site.process.pid, child(site, "web"))) <= 5


def test_posts_that_never_end_keep_no_other_visitor_waiting(prepared: Path, start: Start) -> None:
    """As many as the site has threads, and twice as many."""
    site = start(prepared)
    site.wait("/")
    head = f"POST /complain/ HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nContent-Length: 999\r\n\r\nbegun".encode()
    lines = [socket.create_connection(("127.0.0.1", site.port), HANGS_AFTER) for _ in range(16)]
    try:
        for line in lines:
            line.sendall(head)
        assert [site.status("/track/") for _visitor in range(3)] == [200] * 3
    finally:
        for line in lines:
            line.close()


def test_a_taken_port_is_named(prepared: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert f"port {port} on 127.0.0.1 is taken by another program" in refused(prepared, "--port", str(port))


def test_a_second_instance_on_one_folder_is_refused_and_the_first_goes_on(prepared: Path, start: Start) -> None:
    site = start(prepared)
    site.wait()
    assert f"another instance (process {site.process.pid})" in refused(prepared, "--port", str(free_port()))
    assert site.status("/healthz") == 200


def test_a_database_locked_by_another_program_is_named(prepared: Path) -> None:
    other = sqlite3.connect(prepared / "open315.sqlite3", isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        assert "is locked by another program" in refused(prepared, "--port", str(free_port()))
    finally:
        other.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert "cannot be written" in refused(tmp_path / "file" / "var", "--port", str(free_port()))


def test_ctrl_c_stops_everything_in_good_order(prepared: Path, start: Start) -> None:
    site = start(prepared)
    site.wait()
    web, worker = child(site, "web"), child(site, "worker")
    os.kill(site.process.pid, signal.SIGINT)
    assert site.process.wait(HANGS_AFTER) == 0
    wait_until_gone(web, worker)
    assert "stopped" in site.last_words()


def test_killed_children_come_back(prepared: Path, start: Start) -> None:
    site = start(prepared)
    site.wait()
    for name in ("web", "worker", "web"):
        killed = kill(site, name)
        child(site, name, other_than=killed)
    site.wait("/healthz")


def test_when_the_parent_is_killed_the_children_leave_and_a_new_start_works(prepared: Path, start: Start) -> None:
    site = start(prepared)
    site.wait()
    orphans = child(site, "web"), child(site, "worker")
    os.kill(site.process.pid, signal.SIGKILL)
    site.process.wait(HANGS_AFTER)
    again = start(prepared)
    again.wait()
    wait_until_gone(*orphans)
    assert again.status("/healthz") == 200


def test_a_database_emptied_behind_its_back_is_prepared_again(started_once: Path, tmp_path: Path, start: Start) -> None:
    site = start(copy_of(started_once, tmp_path))
    site.wait()
    assert site.stop() == 0
    for file in (tmp_path / "var").glob("open315.sqlite3*"):
        file.unlink()
    again = start(tmp_path / "var")
    again.wait("/")
    assert again.status("/readyz") == 200


def test_secrets_are_for_this_user_alone(prepared: Path) -> None:
    assert (prepared / "secrets").stat().st_mode & 0o777 == 0o700
    for file in (prepared / "secrets").iterdir():
        assert file.stat().st_mode & 0o777 == 0o600
