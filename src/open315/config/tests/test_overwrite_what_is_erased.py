"""What is erased from SQLite is gone from its file, not only from its tables."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from open315.config.databases import SQLITE_PRAGMAS
from open315.core.ops.housekeeping import settle_the_log

WORD = "歐陽鐵柱 13788996655"


def bytes_after_erasing(path: Path, pragmas: str) -> bytes:
    """A row with the word is changed and another deleted; then the bytes of database and log."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(pragmas)
        database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT)")
        database.executemany("INSERT INTO t VALUES (?, ?)", [(n, f"{WORD} {n} " * 30) for n in range(200)])
        database.execute("UPDATE t SET words = '*' WHERE id < 100")
        database.execute("DELETE FROM t WHERE id >= 100")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


def test_erased_words_are_overwritten_in_the_file(tmp_path: Path) -> None:
    assert WORD.encode() not in bytes_after_erasing(tmp_path / "ours", SQLITE_PRAGMAS)
    without = SQLITE_PRAGMAS.replace("secure_delete=ON", "secure_delete=OFF")
    assert WORD.encode() in bytes_after_erasing(tmp_path / "twin", without)


@pytest.mark.django_db(transaction=True)
def test_the_log_is_cut_to_nothing_and_the_usual_patience_comes_back() -> None:
    if connection.vendor != "sqlite":
        assert settle_the_log(None) is False  # type: ignore[arg-type]
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()
        assert settle_the_log(None) is True  # type: ignore[arg-type]
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == usual
        log = Path(f"{connection.settings_dict['NAME']}-wal")
        assert not log.exists() or log.stat().st_size == 0


@pytest.mark.django_db
def test_nothing_is_settled_inside_a_transaction() -> None:
    assert settle_the_log(None) is False  # type: ignore[arg-type]
