"""The two set-ups on which every fault is tried: one machine on SQLite, and a province on PostgreSQL and Redis.

Each begins as a copy of what was prepared once: a folder, and on PostgreSQL a database that is copied as a template.
"""

import itertools
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from redis import Redis

from tests.fault import children
from tests.fault.cable import Cable
from tests.installs import run
from tests.site_process import HANGS_AFTER, ROOT, Site, free_port, own_environment, start_site

ONE_MACHINE, PROVINCE = "one machine", "province"
SETUPS = (ONE_MACHINE, PROVINCE)


@dataclass(frozen=True)
class Prepared:
    """A folder, and the name of a database to copy ("": SQLite in the folder). Never started, never changed."""

    var: Path
    template: str = ""


def copy_of(var: Path, folder: Path) -> Path:
    """A copy that may be spoilt."""
    return Path(shutil.copytree(var, folder / "var"))


def postgres() -> str:
    """The server of the tests; skips where there is none."""
    server = os.environ.get("OPEN315_TEST_POSTGRES")
    if not server:
        pytest.skip("needs PostgreSQL: run script/test fault")
    return server


def create(name: str, template: str = "template0") -> str:
    """A new database; its address."""
    with psycopg.connect(postgres(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
    return urlsplit(postgres())._replace(path=f"/{name}").geturl()


@contextmanager
def copied(template: str) -> Iterator[str]:
    """The address of a copy, which is dropped afterwards."""
    name = f"own_{uuid.uuid4().hex[:12]}"
    try:
        yield create(name, template)
    finally:
        with psycopg.connect(postgres(), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@dataclass
class Running:
    """An install that runs. Ask it over HTTP at `port`, its database with `rows`; kill its processes by name."""

    kind: str
    var: Path
    environment: dict[str, str]
    port: int
    database: str = ""
    wire: Cable | None = None
    redis: Cable | None = None
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def site(self) -> Site:
        """For what asks over HTTP."""
        return Site(self.processes["web"], self.port, self.var, self.var / "web.log")

    def start(self) -> None:
        """All processes, as the documents say."""
        if self.kind == ONE_MACHINE:
            self.processes["web"] = start_site(
                self.var, "--no-demo", environment=self.environment, port=self.port
            ).process
            return
        self.begin("web", "web", "--port", str(self.port), "--processes", "2")
        self.begin("worker", "worker")

    def begin(self, name: str, *words: str, **more: str) -> None:
        """One process of a province."""
        with (self.var / f"{name}.log").open("ab") as output:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", "open315", *words], cwd=ROOT, env=self.whole_environment(**more), stdin=subprocess.DEVNULL,
                stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def whole_environment(self, **more: str) -> dict[str, str]:
        """What its processes and commands know."""
        return own_environment(**{**self.environment, "OPEN315_VAR": str(self.var), **more})

    def until_ready(self, verdict: str = "ok") -> None:
        """Return when `/readyz` says so."""
        wait_for(lambda: f'"status": "{verdict}"' in self.site.body("/readyz"), f"never {verdict}", self)

    def pids(self, name: str) -> set[int]:
        """The processes that do the work of "web" or "worker"."""
        if self.kind == ONE_MACHINE:
            found = children.children(self.site).get(name, 0)
            return {found} - {0}
        if name == "worker":
            return {self.processes["worker"].pid}
        listed = Path(f"/proc/{self.processes['web'].pid}/task/{self.processes['web'].pid}/children")
        return {int(pid) for pid in listed.read_text(encoding="ascii").split()}

    def pid(self, name: str) -> int:
        """One of them, once there is one."""
        seen: set[int] = set()
        wait_for(lambda: seen.update(self.pids(name)) or seen, f"no {name} process", self)
        return min(seen)

    def kill(self, name: str) -> int:
        """kill -9 one; the parent starts it again, or, of a worker of a province, we do in systemd's place. Returns its process id."""
        pid = self.pid(name)
        os.kill(pid, signal.SIGKILL)
        if self.kind == PROVINCE and name == "worker":
            self.processes["worker"].wait()
            self.begin("worker", "worker")
        return pid

    def until_again(self, name: str, other_than: int) -> None:
        """Return when there is another one."""
        wait_for(lambda: self.pids(name) - {other_than}, f"no new {name}", self)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the database says, read beside the running processes."""
        if self.database:
            with psycopg.connect(self.database) as connection:
                return connection.execute(sql).fetchall()  # type: ignore[call-overload]
        with closing(
            sqlite3.connect(f"file:{self.var / 'open315.sqlite3'}?mode=ro", uri=True, timeout=20)
        ) as connection:
            return connection.execute(sql).fetchall()

    def can_write(self) -> bool:
        """Whether nobody is in the middle of writing, on SQLite into the database or the queue."""
        if self.database:
            return self.value(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL "
                "AND pid <> pg_backend_pid()"
            ) == 0  # fmt: skip
        return all(map(_can_write, self.var.glob("*.sqlite3")))

    def value(self, sql: str) -> Any:
        """The first cell of it."""
        return (self.rows(sql) or [(None,)])[0][0]

    def words(self) -> str:
        """The last words of all processes."""
        logs = sorted((*self.var.glob("*.log"), *self.var.glob("log/*.jsonl")))
        return "\n".join(f"== {log.name}\n{log.read_text(encoding='utf-8', errors='replace')[-1500:]}" for log in logs)

    def command(self, *words: str, module: str = "open315") -> str:
        """A command beside it; what it wrote."""
        return self.output(*words, module=module).decode()

    def output(self, *words: str, module: str = "open315") -> bytes:
        """The same, as bytes."""
        ended = subprocess.run(
            [sys.executable, "-m", module, *words], cwd=ROOT, env=self.whole_environment(), capture_output=True,
            timeout=2 * HANGS_AFTER, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr.decode()[-2000:]
        return ended.stdout

    def stop(self) -> None:
        """End what was started, and only that."""
        for process in self.processes.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGCONT)
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(40)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _can_write(file: Path) -> bool:
    with closing(sqlite3.connect(file, timeout=0)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        connection.rollback()
    return True


def wait_for(condition: Any, words: str, running: Running | None = None, *, within: float = HANGS_AFTER) -> None:
    """Poll until the condition holds."""
    until = time.monotonic() + within
    while not condition():
        assert time.monotonic() < until, f"{words}\n{running.words() if running else ''}"
        time.sleep(0.05)


@contextmanager
def running(kind: str, prepared: Prepared, folder: Path, **more: str) -> Iterator[Running]:
    """A set-up on a copy, started and ready; all of it is gone afterwards."""
    with standing(kind, prepared, folder, **more) as made:
        made.start()
        made.until_ready()
        yield made


@contextmanager
def standing(kind: str, prepared: Prepared, folder: Path, **more: str) -> Iterator[Running]:
    """The same, not started."""
    var = copy_of(prepared.var, folder)
    quick = {
        "OPEN315_FILINGS_PER_HOUR": "10000000",
        "OPEN315_LONGEST_RESTART_PAUSE": "1",
        "OPEN315_LANGUAGE": "en",
        **more,
    }
    if kind == ONE_MACHINE:
        made = Running(kind, var, quick, free_port())
        try:
            yield made
        finally:
            made.stop()
        return
    redis = os.environ.get("OPEN315_TEST_REDIS")
    if not redis:
        pytest.skip("needs Redis: run script/test fault")
    with (
        copied(prepared.template) as database,
        closing(cable_to(database, 5432)) as wire,
        closing(cable_to(redis, 6379)) as line,
    ):
        through = urlsplit(database)._replace(netloc=f"{urlsplit(database).username}@127.0.0.1:{wire.port}").geturl()
        own = {
            "OPEN315_DATABASE": through, "OPEN315_REDIS": f"redis://127.0.0.1:{line.port}/{_empty_redis(redis)}", "OPEN315_MFA_REQUIRED": "0", **quick,
        }  # fmt: skip
        made = Running(kind, var, own, free_port(), database, wire, line)
        try:
            yield made
        finally:
            made.stop()


_turn = itertools.count()


def _empty_redis(address: str) -> int:
    """The number of a database of the tests' Redis that nobody else uses, emptied. Number 0 is for others, and each process has seven."""
    process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 2
    number = 1 + 7 * process + next(_turn) % 7
    with Redis.from_url(urlsplit(address)._replace(path=f"/{number}").geturl()) as redis:
        redis.flushdb()
    return number


def cable_to(address: str, port: int) -> Cable:
    """A wire that can be cut."""
    parts = urlsplit(address)
    return Cable(str(parts.hostname), int(parts.port or port))


def prepare_machine(var: Path) -> Prepared:
    """An empty install on SQLite."""
    run(var, "prepare", "--no-demo")
    return Prepared(var)


def fill_with_demo(empty: Prepared, folder: Path) -> Prepared:
    """The small demo on SQLite."""
    var = copy_of(empty.var, folder)
    run(var, "prepare", "--demo")
    return Prepared(var)


def prepare_province(empty: Prepared, folder: Path) -> Prepared:
    """An empty install on PostgreSQL. What lies on the machine is there already."""
    var, name = copy_of(empty.var, folder), f"empty_{uuid.uuid4().hex[:12]}"
    (var / "open315.sqlite3").unlink()
    run(var, "prepare", "--no-demo", database=create(name))
    return Prepared(var, name)


def move_demo(demo: Prepared, empty: Prepared, folder: Path) -> Prepared:
    """The small demo on PostgreSQL: a backup of the other, restored (which compares every row), and the machine prepared."""
    var, name = folder / "var", f"demo_{uuid.uuid4().hex[:12]}"
    run(demo.var, "backup", str(folder / "demo.tar"), "--with-secrets")
    database = create(name, empty.template)
    assert "all compared" in run(var, "restore", str(folder / "demo.tar"), database=database)
    run(var, "prepare", "--no-demo", database=database)
    return Prepared(var, name)
