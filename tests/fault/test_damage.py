"""A damaged page, a file that is no database, an audit log or a folder of logs that cannot be written: a sentence or a 503, and nothing half done."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.fault.intake_load import send
from tests.fault.setups import ONE_MACHINE, SETUPS, Prepared, Running, standing, wait_for
from tests.site_process import HANGS_AFTER, ROOT, free_port

FOUNDING = ("create-admin", "--council", "湖北省消費者委員會", "--region", "420000", "--prefix", "鄂消")
JUNK = b"\xa5" * 4096


def ended(place: Running, *words: str) -> tuple[int, str]:
    """A command that is expected to fail; its code and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "open315", *words], cwd=ROOT, env=place.whole_environment(), capture_output=True, text=True,
        timeout=HANGS_AFTER, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def spoil(file: Path, offset: int) -> None:
    """Overwrite a page where it lies."""
    with file.open("r+b") as pages:
        pages.seek(offset)
        pages.write(JUNK)


def spoil_pages(place: Running, table: str) -> None:
    """Of a table that nobody has read since it was copied: the root of its tree, or on PostgreSQL all of them."""
    if place.kind == ONE_MACHINE:
        with closing(sqlite3.connect(place.var / "open315.sqlite3")) as database:
            ((page,),) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table])
            ((size,),) = database.execute("PRAGMA page_size")
        spoil(place.var / "open315.sqlite3", (page - 1) * size)
        return
    folder = Path(str(place.value("SHOW data_directory")))
    file = folder / str(place.value(f"SELECT pg_relation_filepath('{table}')"))
    for page in range(0, file.stat().st_size, 8192):
        spoil(file, page)


@pytest.fixture(params=SETUPS)
def place(request: pytest.FixtureRequest, demo_of: Callable[[str], Prepared], tmp_path: Path) -> Iterator[Running]:
    with standing(request.param, demo_of(request.param), tmp_path) as made:
        yield made


def test_a_damaged_page_is_a_503_where_it_is_needed_and_a_sentence_at_the_terminal(
    place: Running, tmp_path: Path
) -> None:
    try:
        spoil_pages(place, "cases_case")
    except PermissionError:
        pytest.skip("needs to write into PostgreSQL's folder (root)")
    place.start()
    wait_for(lambda: place.site.status("/healthz") == 200, "never alive", place)
    assert send(place.site, "into-a-damaged-page") is None
    assert place.site.status("/track/") == 200
    code, said = ended(place, "backup", "--begin-anew", str(tmp_path / "backups" / "x.tar"))
    assert code != 0
    assert "is damaged: stop every service" in said
    assert list((tmp_path / "backups").iterdir()) == []
    assert '"status": 500' not in place.words()


def test_a_file_that_is_no_database_stops_the_start_with_a_sentence(demo_machine: Prepared, tmp_path: Path) -> None:
    with standing(ONE_MACHINE, demo_machine, tmp_path) as place:
        spoil(place.var / "open315.sqlite3", 0)
        for words in (("serve", "--no-demo", "--port", str(free_port())), ("backup",)):
            code, said = ended(place, *words)
            assert (code, "is damaged: stop every service" in said) == (1, True), said


@pytest.mark.parametrize("kind", SETUPS)
def test_without_its_audit_log_nothing_privileged_is_done(
    kind: str, empty_of: Callable[[str], Prepared], tmp_path: Path
) -> None:
    with standing(kind, empty_of(kind), tmp_path) as place:
        rename(place, "core_auditentry", "core_auditentry_away")
        done = subprocess.run(
            [sys.executable, "-m", "open315", *FOUNDING], cwd=ROOT, env=place.whole_environment(), capture_output=True,
            timeout=HANGS_AFTER, check=False,
        )  # fmt: skip
        assert done.returncode != 0
        assert place.value("SELECT count(*) FROM org_account") == 0
        assert place.value("SELECT count(*) FROM org_organisation WHERE kind = 'council'") == 0
        rename(place, "core_auditentry_away", "core_auditentry")
        assert "temporary password" in place.command(*FOUNDING)


def rename(place: Running, old: str, new: str) -> None:
    if place.database:
        with psycopg.connect(place.database, autocommit=True) as connection:
            connection.execute(f'ALTER TABLE "{old}" RENAME TO "{new}"')
        return
    with closing(sqlite3.connect(place.var / "open315.sqlite3", isolation_level=None)) as database:
        database.execute("PRAGMA legacy_alter_table = ON")
        database.execute(f'ALTER TABLE "{old}" RENAME TO "{new}"')


def test_a_folder_of_logs_that_cannot_be_written_keeps_nobody_from_filing(
    demo_machine: Prepared, tmp_path: Path
) -> None:
    """A province logs to standard error."""
    with standing(ONE_MACHINE, demo_machine, tmp_path) as place:
        for name in ("web", "worker"):
            (place.var / "log" / f"{name}.jsonl").unlink(missing_ok=True)
            (place.var / "log" / f"{name}.jsonl").mkdir(parents=True)
        place.start()
        place.until_ready()
        assert send(place.site, "without-a-log") is not None
        assert "the log cannot be written" in (place.var / "site.log").read_text(encoding="utf-8")
