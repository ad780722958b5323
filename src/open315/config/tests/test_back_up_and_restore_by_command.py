"""`backup` and `restore` as commands: what they keep, refuse and warn of."""

import io
import os
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
import time_machine
from django.core.management import CommandError
from django.db import connection

from conftest import Cast
from open315.config.management.commands import backup, prepare, restore
from open315.config.serve import exposure, preflight, stamp
from open315.config.serve.trouble import Refused
from open315.config.tests.commanding import AT, Called, fails, ran
from open315.core import audit, clock
from open315.core.access import SYSTEM
from open315.core.audit.chain import seal_new
from open315.core.audit.models import AuditSeal
from open315.core.ops import heartbeat, prepared
from open315.core.ops.archive import RestoreRefused
from open315.core.ops.archive.manifest import Manifest


@pytest.fixture(autouse=True)
def _without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clone in which nothing was set; the compiled translations of the test run stay as they are."""
    for name in (*exposure.TELLTALES, "OPEN315_DEMO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(prepare.compiling, "compile_all", lambda: 0)


@pytest.fixture
def archived(monkeypatch: pytest.MonkeyPatch, var: Path) -> list[dict[str, Any]]:
    """Backups that are only noted."""
    asked: list[dict[str, Any]] = []

    def note(path: Path, **options: Any) -> Any:
        options["say"]("cases …")
        asked.append({"path": path, **options})
        return SimpleNamespace(rows=7, tables=3, files=2, missing_files=len(asked) - 1)

    monkeypatch.setattr(backup, "backup", note)
    monkeypatch.setattr(backup, "require_sense", lambda _folder: None)
    monkeypatch.setattr(backup.clock, "now", lambda: AT)
    return asked


def test_a_backup_lies_in_var_named_by_its_moment_in_china(var: Path, archived: list[dict[str, Any]]) -> None:
    out, err = ran("backup")
    path = var / "backups" / "open315-20260513-023000.tar"
    assert (archived[0]["path"], archived[0]["at"], archived[0]["with_secrets"]) == (path, AT, False)
    assert out == f"{path}: 7 rows in 3 tables, 2 files\n"
    assert "cases …" in err
    assert "The keys are not in it." in err
    assert "warning" not in err


def test_a_backup_with_the_keys_warns_and_tells_of_missing_files(
    var: Path, archived: list[dict[str, Any]], tmp_path: Path
) -> None:
    ran("backup")
    out, err = ran("backup", file=str(tmp_path / "b.tar"), with_secrets=True, quiet=True)
    assert (archived[1]["path"], archived[1]["with_secrets"]) == (tmp_path / "b.tar", True)
    assert out == f"{tmp_path / 'b.tar'}: 7 rows in 3 tables, 2 files\n"
    assert "cases …" not in err
    assert "warning: 1 uploads are listed but not on the disk" in err
    assert "who has it can read every name and telephone number" in err
    assert "The keys are not in it." not in err


def test_a_backup_that_cannot_be_written_says_so(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: Any, **_more: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "backup", full)
    monkeypatch.setattr(backup, "require_sense", lambda _folder: None)
    with pytest.raises(
        CommandError, match=r"could not be written to /b.tar \(No space left on device\); there is no file"
    ):
        ran("backup", file="/b.tar")


def test_a_restored_install_holds_no_demo_and_is_indexed_anew(
    var: Path, called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp.mark_demo(var)
    asked: list[Any] = []

    def note(path: Path, *, replace: bool, say: Any) -> Any:
        say("comparing …")
        asked.append((path, replace))
        return SimpleNamespace(rows=7, tables=3, files=2)

    monkeypatch.setattr(restore, "restore", note)
    monkeypatch.setattr(restore, "reseal_all", lambda: [("files of cases", 3)])
    monkeypatch.setattr(restore, "at_work", lambda _at: [])
    monkeypatch.setattr(
        restore.prepared, "end_restore", lambda: asked.append((list(called.names), stamp.has_demo(var)))
    )
    out, err = ran("restore", "b.tar", replace=True)
    assert asked == [(Path("b.tar"), True), (["reindex"], False)]  # only then may anything start again
    assert not stamp.has_demo(var)
    assert called.names == ["reindex"]
    assert out == "restored: 7 rows in 3 tables, 2 files; all compared\n"
    assert err.splitlines() == ["comparing …", "building the search indexes …", "sealed: 3 (files of cases)",
                                "Now run `open315 prepare` on every machine, then start the services."]  # fmt: skip


def test_a_refused_restore_changes_nothing(var: Path, called: Called, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp.mark_demo(var)

    def refused(*_args: Any, **_more: Any) -> None:
        raise RestoreRefused("the database is not empty")

    monkeypatch.setattr(restore, "restore", refused)
    with pytest.raises(CommandError, match="the database is not empty"):
        ran("restore", "b.tar")
    assert stamp.has_demo(var)
    assert called.names == []


def test_nothing_is_restored_under_a_running_site(var: Path, called: Called) -> None:
    with preflight.take_lock(var), pytest.raises(CommandError, match="the site is running"):
        ran("restore", "b.tar")


def test_nothing_starts_while_a_restore_is_at_work(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody files meanwhile would be acknowledged, and thrown away a moment later."""
    monkeypatch.setattr(preflight, "A_LOOK", -1.0)
    refused: list[str] = []

    def meanwhile(*_args: Any, **_options: Any) -> Any:
        for start in (preflight.take_lock, preflight.join):
            with pytest.raises(Refused) as refusal:
                start(var)
            refused.append(str(refusal.value))
        raise RestoreRefused("that is all")

    monkeypatch.setattr(restore, "restore", meanwhile)
    with pytest.raises(CommandError, match="that is all"):
        ran("restore", "b.tar")
    assert ["another instance" in refused[0], "a restore is at work" in refused[1]] == [True, True]
    preflight.take_lock(var).close()


@pytest.mark.django_db
def test_no_machine_starts_or_prepares_or_restores_beside_a_restore_in_the_same_database(var: Path) -> None:
    if connection.vendor != "postgresql":
        with prepared.restoring():
            assert not prepared.is_restore_at_work(), "SQLite lies in one folder, which is locked"
        return
    settings = connection.get_connection_params()
    with psycopg.connect(
        **{name: settings[name] for name in ("dbname", "user", "password", "host", "port") if settings.get(name)}
    ) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [prepared.AT_RESTORE])
        for refused in (prepared.check, prepared.require_whole_restore, prepared.require_nobody_restores):
            with pytest.raises(prepared.NotPrepared, match="正在還原"):
                refused()
        with pytest.raises(CommandError, match="a restore is at work in this database"):
            ran("restore", "b.tar")
        other.execute("SELECT pg_advisory_unlock_all()")
    prepared.check()
    with prepared.restoring():
        prepared.check()


def test_a_restore_over_what_others_work_with_is_refused(
    cast: Cast, var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restore, "restore", fails(AssertionError("restored all the same")))
    heartbeat.beat(clock.now(), "elsewhere:7")
    with pytest.raises(CommandError, match=r"others work with this database \(worker elsewhere:7.*stop every service"):
        ran("restore", "b.tar", replace=True)


def test_a_restore_waits_for_a_process_of_a_province_on_this_machine(var: Path) -> None:
    with preflight.join(var), preflight.join(var), pytest.raises(CommandError, match="the site is running"):
        ran("restore", "b.tar")
    assert not preflight.is_running(var)


def made(folder: Path, day: int, head: str = "") -> Path:
    """A backup of that day of May that says of itself where its audit log ended."""
    path = folder / f"open315-202605{day:02}-021500.tar"
    told = Manifest("2026-05-01", "0.1.0", "sqlite", [], head).to_json()
    with tarfile.open(path, "w") as tar:
        info = tarfile.TarInfo("manifest.json")
        info.size = len(told)
        tar.addfile(info, io.BytesIO(told))
    stamped = datetime(2026, 5, day, 2, 15, tzinfo=UTC).timestamp()
    os.utime(path, (stamped, stamped))
    return path


@pytest.fixture
def written(var: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of backups; each call writes an empty file."""
    folder = var / "backups"
    folder.mkdir()

    def note(path: Path, **_more: Any) -> Any:
        path.write_bytes(b"")
        return SimpleNamespace(rows=7, tables=3, files=2, missing_files=0)

    monkeypatch.setattr(backup, "backup", note)
    return folder


def test_an_empty_database_is_no_backup_and_the_good_ones_stay(db: None, written: Path) -> None:
    good = [made(written, day) for day in range(1, 20)]
    with pytest.raises(CommandError, match=r"no backup was written and none was deleted: the database is empty"):
        ran("backup", keep_days=1)
    assert sorted(written.iterdir()) == good


def test_another_database_than_last_night_s_is_no_backup(cast: Cast, written: Path) -> None:
    audit.record("test.happened", actor=SYSTEM, at=AT)
    seal_new()
    ours = AuditSeal.objects.order_by("-sequence").first()
    assert ours is not None
    made(written, 1, f"{ours.sequence}:{ours.digest}")
    ran("backup", str(written / "first.tar"))
    made(written, 2, f"{ours.sequence}:{'0' * 64}")
    for head in (f"{ours.sequence}:{'0' * 64}", f"{ours.sequence + 1}:{ours.digest}", f"x:{ours.digest}"):
        made(written, 2, head)
        with pytest.raises(CommandError, match=r"the newest backup in .* is of another database"):
            ran("backup", str(written / "second.tar"))
    assert not (written / "second.tar").exists()
    ran("backup", str(written / "second.tar"), begin_anew=True)
    assert (written / "second.tar").exists()


def test_a_newest_backup_that_cannot_be_read_is_passed_over(cast: Cast, written: Path) -> None:
    seal_new()
    made(written, 1, "1:other")
    broken = written / "open315-20260502-021500.tar"
    broken.write_bytes(b"not a tar file")
    with pytest.raises(CommandError, match="another database"):
        ran("backup", str(written / "x.tar"))


def test_old_backups_go_once_a_new_one_lies_there_and_seven_always_stay(cast: Cast, written: Path) -> None:
    for day in range(1, 20):
        made(written, day)
    with time_machine.travel(datetime(2026, 5, 20, 2, 15, tzinfo=UTC), tick=False):
        out, _err = ran("backup", str(written / "open315-20260520-021500.tar"), keep_days=10)
        left = sorted(path.name[14:16] for path in written.iterdir())
        assert left == ["10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"]
        assert len([line for line in out.splitlines() if line.startswith("deleted: ")]) == 9
        ran("backup", str(written / "open315-20260520-021501.tar"), keep_days=0)
    assert sorted(path.name[14:16] for path in written.iterdir()) == ["15", "16", "17", "18", "19", "20", "20"]
