"""PostgreSQL's own disk is full, the one of its journal: 503 in the meantime, nothing acknowledged is lost, and it goes on when there is room.

The server of this test is its own, on a small disk in memory. A journal that cannot grow makes PostgreSQL stop altogether; whoever looks after
it makes room and starts it again, as its unit does. The site is never started again.
"""

import glob
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.fault.intake_load import send
from tests.fault.setups import Prepared, copy_of, postgres
from tests.fault.small_disk import small_disk_at, use_up
from tests.site_process import HANGS_AFTER, Site, free_port, start_site

SIZE_MB = 500
SMALL_JOURNAL = "-c min_wal_size=2MB -c max_wal_size=8MB -c shared_buffers=32MB -c unix_socket_directories=''"


@dataclass(frozen=True)
class Server:
    """A PostgreSQL of this test alone."""

    place: Path
    programs: Path
    port: int

    @property
    def address(self) -> str:
        return f"postgresql://open315@127.0.0.1:{self.port}/postgres"

    def run(self, program: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        """A program of PostgreSQL, as the user it wants."""
        return subprocess.run(
            [str(self.programs / program), *words], user="postgres", group="postgres", extra_groups=(), cwd="/", check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=HANGS_AFTER,
        )  # fmt: skip

    def start(self) -> bool:
        words = f"-c port={self.port} -c listen_addresses=127.0.0.1 {SMALL_JOURNAL}"
        done = self.run("pg_ctl", "-D", str(self.place / "data"), "-w", "-t", "60", "-o", words, "start")
        return done.returncode == 0

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.place / "data"), "-m", "immediate", "stop")


def programs() -> Path:
    """Where PostgreSQL's programs lie, the newest."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    if not found or os.geteuid() != 0:
        pytest.skip("needs PostgreSQL's own programs, and the right to mount a small disk (root on Debian)")
    return Path(found[-1]).parent


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    place = Path("/run") / f"open315-test-{os.getpid()}"
    made = Server(place, programs(), free_port())
    with small_disk_at(place, SIZE_MB):
        shutil.chown(place, "postgres", "postgres")
        began = ("-U", "open315", "-A", "trust", "-E", "UTF8", "--locale=C", "--wal-segsize=1", "--no-sync")
        assert made.run("initdb", "-D", str(place / "data"), *began).returncode == 0
        try:
            assert made.start()
            yield made
        finally:
            made.stop()


@pytest.fixture
def site(server: Server, demo_province: Prepared, tmp_path: Path) -> Iterator[Site]:
    source = postgres().rsplit("/", 1)[0] + f"/{demo_province.template}"
    dump = subprocess.run([server.programs / "pg_dump", "-d", source], stdout=subprocess.PIPE, check=True)
    subprocess.run(
        [server.programs / "psql", "-q", "-d", server.address], input=dump.stdout, stdout=subprocess.DEVNULL, check=True
    )
    environment = {"OPEN315_DATABASE": server.address, "OPEN315_FILINGS_PER_HOUR": "1000000"}
    running = start_site(copy_of(demo_province.var, tmp_path), "--no-demo", environment=environment)
    try:
        running.wait()
        yield running
    finally:
        running.stop()


def test_a_full_disk_under_postgresql_loses_nothing_that_was_acknowledged(site: Site, server: Server) -> None:
    assert send(site, "pgdisk-before") is not None
    filler = use_up(server.place / "filler", 4096)
    answers: dict[str, str | None] = {}
    until = time.monotonic() + HANGS_AFTER
    while None not in answers.values():
        assert time.monotonic() < until, "the disk was never felt to be full"
        key = f"pgdisk-full-{len(answers)}"
        answers[key] = send(site, key)
    assert site.status("/complain/") in {200, 503}
    assert site.status("/healthz") == 200
    assert site.process.poll() is None
    filler.unlink()
    server.stop()
    assert server.start(), "what was written can be recovered"
    until = time.monotonic() + HANGS_AFTER
    while send(site, "pgdisk-after") is None:
        assert time.monotonic() < until, f"the site did not recover:\n{site.last_words()}"
        time.sleep(0.5)
    (refused,) = [key for key, number in answers.items() if number is None]
    with psycopg.connect(server.address) as connection:
        rows = connection.execute("SELECT title FROM cases_case WHERE title LIKE '故障測試 pgdisk-%'").fetchall()
        halves = connection.execute(
            "SELECT count(*) FROM cases_case c WHERE NOT EXISTS (SELECT 1 FROM cases_timelineentry t WHERE t.case_id = c.id)"
        ).fetchone()
    stored = [title.removeprefix("故障測試 ") for (title,) in rows]
    acknowledged = {"pgdisk-before", "pgdisk-after", *(key for key, number in answers.items() if number)}
    assert acknowledged <= set(stored), "acknowledged and gone"
    assert len(stored) == len(set(stored))
    assert set(stored) - acknowledged <= {refused}, "its commit may have reached the journal before the answer failed"
    assert halves == (0,)
