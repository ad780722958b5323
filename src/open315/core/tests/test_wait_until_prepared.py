"""Nothing serves or works with a database that was not prepared, or into which a restore was broken off."""

import fcntl
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone

from open315.core.ops import health, heartbeat, others, prepared
from open315.core.ops.archive import RestoreRefused, alone, backup, restore, shelf
from open315.core.ops.models import Heartbeat
from open315.core.ops.prepared import NotPrepared
from open315.core.ops.worker import Worker
from open315.org.models import Account

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)


@pytest.fixture
def place(settings: Any, tmp_path: Path) -> Path:
    settings.VAR, settings.UPLOADS, settings.SECRETS = tmp_path, tmp_path / "uploads", tmp_path / "secrets"
    return tmp_path


@pytest.mark.django_db
def test_a_prepared_database_may_be_worked_with() -> None:
    prepared.check()
    prepared.require_whole_restore()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("zh-hant", ["資料庫尚未更新到", "the database is not in the state"]),
        ("en", ["the database is not in the state"]),
    ],
)
def test_one_without_its_migrations_may_not(
    monkeypatch: pytest.MonkeyPatch, settings: Any, language: str, lines: list[str]
) -> None:
    settings.LANGUAGE_CODE = language
    monkeypatch.setattr(health, "migrations", lambda: False)
    with pytest.raises(NotPrepared) as refused:
        prepared.check()
    said = refused.value.sentence.split("。\n")
    assert [line[: len(start)] for line, start in zip(said, lines, strict=True)] == lines
    assert all("`open315 prepare`" in line for line in said)


@pytest.mark.django_db
def test_a_worker_does_not_begin_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("open315.core.ops.worker.signal.signal", lambda *_args: None)
    prepared.begin_restore()
    worker = Worker(threads=1)
    monkeypatch.setattr(worker.consumer, "start", lambda: pytest.fail("it began"))
    with pytest.raises(NotPrepared):
        worker.run()


@pytest.mark.django_db
def test_a_restore_at_work_is_no_worker_and_is_noted_until_its_end() -> None:
    prepared.begin_restore()
    assert prepared.is_restore_unfinished()
    assert (heartbeat.alive(timezone.now()), health.worker(), health.clocks()) == (set(), False, True)
    assert [name for name in others.at_work(timezone.now()) if name.startswith("worker")] == []
    (row,) = Heartbeat.objects.all()
    assert timezone.now() - row.at < timedelta(hours=13), "it is not forgotten as a worker that is long gone"
    with pytest.raises(NotPrepared, match="restore"):
        prepared.check()
    prepared.end_restore()
    assert not prepared.is_restore_unfinished()
    prepared.check()


@pytest.mark.django_db(transaction=True)
def test_a_restore_that_was_broken_off_may_be_done_again_without_more_words(place: Path) -> None:
    backup(place / "one.tar", at=AT)
    Account.objects.create(username="somebody")
    with pytest.raises(RestoreRefused, match="in use"):
        restore(place / "one.tar")
    assert not prepared.is_restore_unfinished()
    prepared.begin_restore()
    restore(place / "one.tar")
    assert not Account.objects.exists()
    assert prepared.is_restore_unfinished(), "who calls it ends it, when indexes and seals are there as well"


@pytest.mark.django_db(transaction=True)
def test_a_second_restore_beside_one_is_refused_and_what_a_killed_one_unpacked_goes(place: Path) -> None:
    backup(place / "one.tar", at=AT)
    left = place / ".uploads-killed"
    left.mkdir()
    (left / "photo").write_bytes(b"sealed")
    with (place / "restore.lock").open("a") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        with pytest.raises(RestoreRefused, match="another restore is at work"), alone():
            pytest.fail("two at once")
    assert left.exists()
    with alone():
        restore(place / "one.tar", replace=True)
    assert list(place.glob(".uploads-*")) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "expected"), [(sqlite3.SQLITE_NOTADB, DatabaseError), (sqlite3.SQLITE_ERROR, shelf.BackupRefused)]
)
def test_a_database_that_cannot_be_read_is_not_called_empty(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int, expected: type[Exception]
) -> None:
    def broken(*_args: Any) -> bool:
        error = DatabaseError("x")
        error.__cause__ = sqlite3.DatabaseError("x")
        error.__cause__.sqlite_errorcode = code  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Account._default_manager, "exists", broken)
    with pytest.raises(expected):
        shelf.require_sense(tmp_path)
