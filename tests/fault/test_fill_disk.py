"""A full disk is a 503 in plain words; nothing is half saved, and the site goes on when there is room again."""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fault.intake_load import send
from tests.fault.setups import Prepared, copy_of
from tests.fault.small_disk import small_disk_at, use_up
from tests.site_process import HANGS_AFTER, Site, start_site

SIZE_MB = 640
KEEP_FREE = 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, in memory; needs the right to mount one."""
    with small_disk_at(tmp_path / "disk", SIZE_MB) as place:
        yield place


@pytest.fixture
def site(small_disk: Path, demo_machine: Prepared) -> Iterator[Site]:
    var = copy_of(demo_machine.var, small_disk)
    running = start_site(var, "--no-demo", environment={"OPEN315_FILINGS_PER_HOUR": "1000000"})
    try:
        running.wait()
        yield running
    finally:
        running.stop()


def fill(place: Path) -> None:
    """Use up the disk to the last byte."""
    use_up(place / "filler", 65536)
    use_up(place / "rest", 512)


def test_a_full_disk_refuses_and_recovers(site: Site, small_disk: Path) -> None:
    assert send(site, "disk-before") is not None
    fill(small_disk)
    assert shutil.disk_usage(small_disk).free == 0
    refused = [send(site, f"disk-full-{turn}") for turn in range(40)]
    assert None in refused, "the disk was never felt to be full"
    assert site.status("/healthz") == 200
    assert site.process.poll() is None
    os.unlink(small_disk / "filler")
    os.unlink(small_disk / "rest")
    until = time.monotonic() + HANGS_AFTER
    while send(site, "disk-after") is None:
        assert time.monotonic() < until, f"the site did not recover:\n{site.last_words()}"
        time.sleep(0.5)
    with sqlite3.connect(f"file:{site.var / 'open315.sqlite3'}?mode=ro", uri=True, timeout=20) as connection:
        stored = connection.execute("SELECT count(*) FROM cases_case WHERE title LIKE '故障測試 disk-%'").fetchone()
        halves = connection.execute(
            "SELECT count(*) FROM cases_case c WHERE NOT EXISTS (SELECT 1 FROM cases_timelineentry t WHERE t.case_id = c.id)"
        ).fetchone()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert stored == (2 + sum(number is not None for number in refused),)
    assert halves == (0,)
