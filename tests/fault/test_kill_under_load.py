"""kill -9 under intake load, on both set-ups: whatever was acknowledged is there once and whole, and what follows a commit happens."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests.fault.intake_load import Load, send
from tests.fault.setups import ONE_MACHINE, SETUPS, Prepared, Running, running, wait_for

KILLS = 30
"""In turn a web process and the worker."""


@pytest.fixture(scope="module", params=SETUPS)
def site(
    request: pytest.FixtureRequest, demo_of: Callable[[str], Prepared], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """With the small demo (it has the council of the place the load complains about)."""
    with running(request.param, demo_of(request.param), tmp_path_factory.mktemp("kills")) as made:
        yield made


def test_every_acknowledged_case_survives_thirty_kills_once_and_whole(
    site: Running, record_property: Callable[[str, object], None]
) -> None:
    load = Load(site.site)
    load.start()
    try:
        for turn in range(KILLS):
            name = "web" if turn % 2 == 0 else "worker"
            before = len(load.acknowledged)
            site.until_again(name, other_than=site.kill(name))
            wait_for(lambda: len(load.acknowledged) >= before + 3, f"no filing after kill {turn} of {name}", site)  # noqa: B023
    finally:
        load.stop()
    record_property("acknowledged", len(load.acknowledged))
    record_property("answers that never came", load.failures)
    assert load.failures > 0, "no kill was ever felt: the test proves nothing"
    assert not load.changed
    stored = site.rows("SELECT title, number, id FROM cases_case WHERE title LIKE '故障測試 load-%'")
    by_key = {str(title).removeprefix("故障測試 "): number for title, number, _id in stored}
    assert len(stored) == len(by_key), "a case stands twice"
    assert by_key == load.acknowledged
    for table, per_case, more in (
        ("cases_party", 1, ""),
        ("cases_clock", 1, ""),
        ("cases_timelineentry", 1, "AND t.verb = 'register'"),
    ):
        counts = site.rows(
            f"SELECT c.id, count(t.id) FROM cases_case c LEFT JOIN {table} t ON t.case_id = c.id {more} "
            "WHERE c.title LIKE '故障測試 load-%' GROUP BY c.id"
        )
        assert {count for _id, count in counts} == {per_case}, table
    if site.kind == ONE_MACHINE:
        assert site.rows("PRAGMA integrity_check") == [("ok",)]


def test_what_follows_the_commit_happens_after_the_kills(site: Running) -> None:
    waiting = "SELECT count(*) FROM core_outboxevent WHERE state <> 'done' AND name = 'cases.registered'"
    wait_for(lambda: site.value(waiting) == 0, "the outbox was not emptied", site)
    assert site.value("SELECT count(*) FROM core_outboxevent WHERE state = 'dead'") == 0


def test_one_key_sent_by_many_at_once_is_one_case(site: Running) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda _turn: send(site.site, "fault-same-key"), range(16)))
    assert len({number for number in numbers if number}) == 1
    assert site.value("SELECT count(*) FROM cases_case WHERE title = '故障測試 fault-same-key'") == 1


def test_a_locked_database_is_a_503_and_nothing_is_half_saved(site: Running) -> None:
    before = site.value("SELECT count(*) FROM cases_case")
    if site.kind == ONE_MACHINE:
        holder = sqlite3.connect(site.var / "open315.sqlite3", isolation_level=None, timeout=30)
        holder.execute("BEGIN IMMEDIATE")
    else:
        holder = psycopg.connect(site.database)
        holder.execute("LOCK TABLE cases_case IN EXCLUSIVE MODE")
    try:
        assert send(site.site, "fault-locked") is None
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    wait_for(lambda: send(site.site, "fault-locked") is not None, "the site did not recover", site)
    assert site.value("SELECT count(*) FROM cases_case") == before + 1
