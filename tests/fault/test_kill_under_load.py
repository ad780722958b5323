"""kill -9 under intake load: whatever was acknowledged is there once and whole, and what follows a commit happens."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fault.children import child, kill
from tests.fault.intake_load import Load, send
from tests.site_process import HANGS_AFTER, Site, start_site

KILLS = 30
"""In turn the web process and the worker."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the small demo (it has the council of the place the load complains about)."""
    environment = {
        "OPEN315_FILINGS_PER_HOUR": "10000000",
        "OPEN315_DEMO_SMALL": "1",
        "OPEN315_LONGEST_RESTART_PAUSE": "1",
    }
    running = start_site(tmp_path_factory.mktemp("kills") / "var", environment=environment)
    try:
        running.wait()
        yield running
    finally:
        running.stop()


def rows(site: Site, sql: str) -> list[tuple[object, ...]]:
    """What the database says, read beside the running site."""
    with sqlite3.connect(f"file:{database(site)}?mode=ro", uri=True, timeout=20) as connection:
        return connection.execute(sql).fetchall()


def database(site: Site) -> Path:
    """The site's SQLite file."""
    return site.var / "open315.sqlite3"


def wait_for(condition: object, words: str) -> None:
    """Poll until the condition holds."""
    until = time.monotonic() + HANGS_AFTER
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < until, words
        time.sleep(0.2)


def test_every_acknowledged_case_survives_thirty_kills_once_and_whole(site: Site) -> None:
    load = Load(site)
    load.start()
    try:
        for turn in range(KILLS):
            name = "web" if turn % 2 == 0 else "worker"
            before = len(load.acknowledged)
            gone = kill(site, name)
            child(site, name, other_than=gone)
            wait_for(lambda: len(load.acknowledged) >= before + 3, f"no filing after kill {turn} of {name}")  # noqa: B023
    finally:
        load.stop()
    assert load.failures > 0, "no kill was ever felt: the test proves nothing"
    assert not load.changed
    stored = rows(site, "SELECT title, number, id FROM cases_case WHERE title LIKE '故障測試 load-%'")
    by_key = {str(title).removeprefix("故障測試 "): number for title, number, _id in stored}
    assert len(stored) == len(by_key), "a case stands twice"
    assert by_key == load.acknowledged
    for table, per_case in (("cases_party", 1), ("cases_clock", 1)):
        counts = rows(
            site,
            f"SELECT c.id, count(t.id) FROM cases_case c LEFT JOIN {table} t ON t.case_id = c.id "
            "WHERE c.title LIKE '故障測試 load-%' GROUP BY c.id",
        )
        assert {count for _id, count in counts} == {per_case}, table
    registered = rows(
        site,
        "SELECT c.id, count(t.id) FROM cases_case c LEFT JOIN cases_timelineentry t ON t.case_id = c.id "
        "AND t.verb = 'register' WHERE c.title LIKE '故障測試 load-%' GROUP BY c.id",
    )
    assert {count for _id, count in registered} == {1}
    assert rows(site, "PRAGMA integrity_check") == [("ok",)]


def test_what_follows_the_commit_happens_after_the_kills(site: Site) -> None:
    def waiting() -> int:
        found = rows(site, "SELECT count(*) FROM core_outboxevent WHERE state <> 'done' AND name = 'cases.registered'")
        return int(str(found[0][0]))

    wait_for(lambda: waiting() == 0, "the outbox was not emptied")
    assert rows(site, "SELECT count(*) FROM core_outboxevent WHERE state = 'dead'") == [(0,)]


def test_one_key_sent_by_many_at_once_is_one_case(site: Site) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda _turn: send(site, "fault-same-key"), range(16)))
    assert len({number for number in numbers if number}) == 1
    assert rows(site, "SELECT count(*) FROM cases_case WHERE title = '故障測試 fault-same-key'") == [(1,)]


def test_a_locked_database_is_a_503_and_nothing_is_half_saved(site: Site) -> None:
    before = rows(site, "SELECT count(*) FROM cases_case")
    holder = sqlite3.connect(database(site), isolation_level=None, timeout=30)
    try:
        holder.execute("BEGIN IMMEDIATE")
        assert send(site, "fault-locked") is None
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    wait_for(lambda: send(site, "fault-locked") is not None, "the site did not recover")
    assert rows(site, "SELECT count(*) FROM cases_case") == [(int(str(before[0][0])) + 1,)]
