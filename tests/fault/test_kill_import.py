"""kill -9 of the worker in the middle of an import: each row comes in once, and the result says so of each."""

import csv
import io
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fault.children import child, kill
from tests.fault.setups import Prepared, copy_of
from tests.installs import run
from tests.site_process import HANGS_AFTER, ROOT, Site, own_environment, start_site

ROWS = 7_000
KILLED_AFTER = (1_000, 3_000, 5_000)
"""Rows that are committed when the worker is killed."""


@pytest.fixture(scope="module")
def site(demo_machine: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the small demo."""
    var = copy_of(demo_machine.var, tmp_path_factory.mktemp("kill-import"))
    running = start_site(var, "--no-demo", environment={"OPEN315_LONGEST_RESTART_PAUSE": "1"})
    try:
        running.wait()
        yield running
    finally:
        running.stop()


RESULT = """
import sys
import django
django.setup()
from open315.core.jobs import files
from open315.core.jobs.models import JobFile
sys.stdout.buffer.write(files.open_file(JobFile.objects.get(key="rows")).read())
"""


def result_of(site: Site) -> str:
    """The rows of the import one by one; the file is sealed at rest, so the program opens it."""
    ended = subprocess.run(
        [sys.executable, "-c", RESULT],
        cwd=ROOT,
        env=own_environment(
            OPEN315_VAR=str(site.var), DJANGO_SETTINGS_MODULE="open315.config.settings", PYTHONPATH=str(ROOT / "src")
        ),
        capture_output=True,
        timeout=HANGS_AFTER,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode()[-2000:]
    return ended.stdout.decode("utf-8")


def value(site: Site, sql: str) -> Any:
    """The first cell of what the database says, read beside the running site."""
    with sqlite3.connect(f"file:{site.var / 'open315.sqlite3'}?mode=ro", uri=True, timeout=20) as connection:
        return (connection.execute(sql).fetchone() or [None])[0]


def done(site: Site) -> int:
    """Rows behind the last commit."""
    return int(value(site, "SELECT done FROM core_job WHERE kind = 'imports.sheet'") or 0)


def wait_for(condition: Any, words: str) -> None:
    """Poll until the condition holds."""
    until = time.monotonic() + HANGS_AFTER
    while not condition():
        assert time.monotonic() < until, words
        time.sleep(0.05)


def test_every_row_of_an_import_comes_in_once_though_its_worker_is_killed_thrice(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    text = "投訴編號,被投訴方,投訴內容\n" + "".join(f"K{n},商家{n % 50},第{n}件退款難\n" for n in range(ROWS))
    path.write_text(text, encoding="utf-8")
    run(site.var, "wuhan.clerk", str(path), module="tests.fault.import_sheet")
    seen = []
    for threshold in KILLED_AFTER:
        wait_for(lambda: done(site) >= threshold, f"{threshold} rows were never reached")  # noqa: B023
        seen.append(done(site))
        child(site, "worker", other_than=kill(site, "worker"))
    assert max(seen) < ROWS, "the worker was never killed in the middle: the test proves nothing"
    ended = "SELECT state FROM core_job WHERE kind = 'imports.sheet'"
    wait_for(lambda: value(site, ended) not in {"waiting", "running"}, "the import was not gone on with")

    assert value(site, ended) == "done"
    assert (
        value(site, "SELECT rows_new || '/' || rows_known || '/' || rows_wrong FROM intake_sheetimport")
        == f"{ROWS}/0/0"
    )
    assert value(site, "SELECT count(*) FROM cases_case WHERE source LIKE 'fault#%'") == ROWS
    assert value(site, "SELECT count(DISTINCT source_ref) FROM cases_case WHERE source LIKE 'fault#%'") == ROWS
    result = csv.reader(io.StringIO(result_of(site), newline=""))
    assert [(line[1], line[2]) for line in result] == [(f"K{n}", "new") for n in range(ROWS)]
