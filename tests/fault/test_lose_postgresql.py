"""PostgreSQL goes away under a running site and comes back: 503 meanwhile, nothing half saved, no restart needed."""

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.fault.cable import Cable
from tests.fault.intake_load import send
from tests.fault.setups import Prepared, copied, copy_of
from tests.site_process import HANGS_AFTER, Site, start_site


@pytest.fixture
def database(demo_province: Prepared) -> Iterator[str]:
    """The address of a database with the small demo, dropped afterwards."""
    with copied(demo_province.template) as address:
        yield address


@pytest.fixture
def cable(database: str) -> Iterator[Cable]:
    parts = urlsplit(database)
    laid = Cable(str(parts.hostname), int(parts.port or 5432))
    yield laid
    laid.close()


@pytest.fixture
def site(database: str, demo_province: Prepared, cable: Cable, tmp_path: Path) -> Iterator[Site]:
    parts = urlsplit(database)
    through = parts._replace(netloc=f"{parts.username}@127.0.0.1:{cable.port}").geturl()
    environment = {"OPEN315_DATABASE": through, "OPEN315_FILINGS_PER_HOUR": "1000000"}
    running = start_site(copy_of(demo_province.var, tmp_path), "--no-demo", environment=environment)
    try:
        running.wait()
        yield running
    finally:
        running.stop()


def test_the_database_goes_away_and_comes_back(site: Site, cable: Cable, database: str) -> None:
    assert send(site, "lost-before") is not None
    cable.cut()
    assert [send(site, f"lost-turn-{turn}") for turn in range(5)] == [None] * 5
    assert site.status("/complain/") in {200, 503}
    assert site.status("/healthz") == 200
    cable.mend()
    until = time.monotonic() + HANGS_AFTER
    while send(site, "lost-turn-0") is None:
        assert time.monotonic() < until, f"the site did not recover:\n{site.last_words()}"
        time.sleep(0.2)
    with psycopg.connect(database) as connection:
        found = connection.execute(
            "SELECT title FROM cases_case WHERE title LIKE '故障測試 lost-%' ORDER BY title"
        ).fetchall()
    assert [title for (title,) in found] == ["故障測試 lost-before", "故障測試 lost-turn-0"]
