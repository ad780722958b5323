"""What the commands do for whoever runs an install: prepare it, load and throw away a demo, back up, restore, verify the log."""

import io
import os
import sqlite3
import tarfile
from contextlib import nullcontext
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command, get_commands
from django.db import DatabaseError, OperationalError, ProgrammingError, connection

from conftest import Cast
from open315 import __version__
from open315.config import cli
from open315.config.demo import Loaded
from open315.config.management.commands import audit_verify, backup, demo, prepare, reset_demo, restore
from open315.config.serve import exposure, preflight, stamp
from open315.core import audit, clock
from open315.core.access import SYSTEM
from open315.core.audit.chain import seal_new
from open315.core.audit.models import AuditEntry, AuditSeal, AuditWords
from open315.core.audit.words import data_of
from open315.core.crypto import KeysUnusable
from open315.core.ops import heartbeat
from open315.core.ops.archive import RestoreRefused
from open315.core.ops.archive.manifest import Manifest

AT = datetime(2026, 5, 12, 18, 30, tzinfo=UTC)


@pytest.fixture
def var(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path


def fails(error: Exception) -> Any:
    def call(*_args: Any, **_more: Any) -> Any:
        raise error

    return call


class Called:
    """Stands for `call_command` and notes what was called."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.options: dict[str, dict[str, Any]] = {}

    def __call__(self, name: str, **options: Any) -> None:
        self.names.append(name)
        self.options[name] = options


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Called:
    found = Called()
    for module in (prepare, reset_demo, restore):
        monkeypatch.setattr(module, "call_command", found)
    monkeypatch.setattr(connection, "close", lambda: None)
    return found


def ran(name: str, *words: str, **options: Any) -> tuple[str, str]:
    """What a command says on its two ways out."""
    out, err = StringIO(), StringIO()
    call_command(name, *words, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture(autouse=True)
def _without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clone in which nothing was set; the compiled translations of the test run stay as they are."""
    for name in (*exposure.TELLTALES, "OPEN315_DEMO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(prepare.compiling, "compile_all", lambda: 0)


def test_a_clone_without_settings_gets_folders_tables_files_translations_and_the_demo(
    db: None, var: Path, called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[int] = []
    monkeypatch.setattr(prepare.compiling, "compile_all", lambda: compiled.append(1))
    _out, err = ran("prepare")
    assert called.names == ["collectstatic", "migrate", "demo"]
    assert compiled == [1]
    assert {"secrets", "uploads", "exports", "log"} <= {each.name for each in var.iterdir()}
    assert "on the others as well" in err
    assert called.options["demo"]["if_empty"] is True
    assert (stamp.has_demo(var), stamp.is_demo_unfinished(var)) == (True, False)
    assert stamp.read(var)["migrations"] > 50
    assert stamp.read(var)["code"] == stamp.signature(), "the first start does not prepare once more"
    assert "open315 create-admin --council" in err


def test_an_install_may_be_left_empty(db: None, var: Path, called: Called) -> None:
    ran("prepare", demo=False)
    assert called.names == ["collectstatic", "migrate"]
    assert not stamp.has_demo(var)


@pytest.mark.parametrize("name", exposure.TELLTALES)
def test_a_real_install_gets_no_demo_unless_it_is_asked_for_by_name(
    db: None, var: Path, called: Called, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "1")
    ran("prepare")
    assert called.names == ["collectstatic", "migrate"]
    assert not stamp.has_demo(var)
    ran("prepare", demo=True)
    assert called.names[2:] == ["collectstatic", "migrate", "demo"]
    assert stamp.has_demo(var)
    with pytest.raises(CommandError, match=f"holds the demo, whose passwords everybody knows, and {name} is set"):
        ran("prepare")
    monkeypatch.setenv("OPEN315_DEMO", "1")
    ran("prepare")


def test_a_demo_that_was_broken_off_is_nothing_for_a_real_install(
    db: None, var: Path, called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp.begin_demo(var)
    monkeypatch.setenv("OPEN315_HOSTS", "complaints.example.org")
    with pytest.raises(CommandError, match="holds the demo"):
        ran("prepare")
    assert called.names == []


def test_translations_that_another_owns_are_left_to_him(
    db: None, var: Path, called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare.compiling, "compile_all", fails(PermissionError(13, "no", "django.mo")))
    with pytest.raises(CommandError, match=r"django\.mo may not be written by this user.*script/install"):
        ran("prepare")


def test_somebody_s_work_is_left_alone(cast: Cast, var: Path, called: Called) -> None:
    _out, err = ran("prepare")
    assert called.names == ["collectstatic", "migrate"]
    assert not stamp.has_demo(var)
    assert "create-admin" not in err


def test_a_demo_that_was_broken_off_begins_anew(cast: Cast, var: Path, called: Called, monkeypatch: Any) -> None:
    """It is thrown away only while nobody can have begun to work."""
    stamp.begin_demo(var)
    ran("prepare")
    assert called.names == ["collectstatic", "migrate", "flush"]


def test_a_preparation_that_meets_a_damaged_database_says_so(
    db: None, var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_more: Any) -> None:
        raise _database_says(sqlite3.SQLITE_CORRUPT)

    monkeypatch.setattr(prepare, "call_command", broken)
    with pytest.raises(CommandError, match=r"is damaged: stop every service.*\.$"):
        ran("prepare")


@pytest.mark.parametrize("error", [DatabaseError("the database is away"), OSError("the disk is full")])
def test_a_preparation_that_fails_says_why_and_is_not_noted(
    db: None, var: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(*_args: Any, **_more: Any) -> None:
        raise error

    monkeypatch.setattr(prepare, "call_command", broken)
    with pytest.raises(CommandError, match=str(error)):
        ran("prepare")
    assert stamp.read(var) == {}


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch, var: Path) -> list[Any]:
    """The demo's command with a load that only notes what it was asked for."""
    asked: list[Any] = []

    def load(today: date, *, small: bool, report: Any) -> Loaded:
        asked.append((today, small))
        for done in (0, 1, 10, 11, 20):
            report("cases", done, 20)
        report("campaigns", 1, 1)
        return Loaded(5, 9, {"cases": 20, "campaigns": 1})  # type: ignore[arg-type]

    monkeypatch.setattr(demo, "load", load)
    return asked


def test_the_demo_is_loaded_for_a_day_and_says_its_log_ins(db: None, var: Path, loaded: list[Any]) -> None:
    out, err = ran("demo", today=date(2026, 5, 12), small=True)
    assert loaded == [(date(2026, 5, 12), True)]
    assert err.splitlines() == [
        "  cases and their history 0/20", "  cases and their history 10/20", "  cases and their history 20/20",
        "  campaigns 1/1",
    ]  # fmt: skip
    assert "5 bodies, 9 log-ins, 20 cases, 1 campaigns." in out
    assert "    wuhan.clerk          Intake clerk, Wuhan Consumer Council · 武漢市消費者協會 " in out
    assert (var / "demo-log-ins.txt").read_text(encoding="utf-8") in out
    assert stamp.has_demo(var)


def test_a_served_demo_shows_its_log_ins_later(db: None, var: Path, loaded: list[Any]) -> None:
    out, _err = ran("demo", if_empty=True)
    assert "wuhan.clerk" not in out
    assert "wuhan.clerk" in (var / "demo-log-ins.txt").read_text(encoding="utf-8")


def test_progress_moves_on_one_line_of_a_terminal() -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    err = Terminal()
    command = demo.Command(stderr=err)
    for done in (1, 2):
        command.report("cases", done, 20)
    assert err.getvalue() == "".join(f"\r{f'  cases and their history {done}/20':<60}" for done in (1, 2))


class Away:
    """Stands for the connection to a database that is about to be thrown away."""

    def __init__(self, vendor: str) -> None:
        self.vendor, self.ran = vendor, list[str]()

    def cursor(self) -> Any:
        return nullcontext(SimpleNamespace(execute=self.ran.append))

    def close(self) -> None:
        self.ran.append("closed")


@pytest.fixture
def holding(var: Path, monkeypatch: pytest.MonkeyPatch, called: Called) -> Path:
    """An install that holds the demo, with something in each of its parts."""
    stamp.write(var, migrations=1)
    stamp.mark_demo(var)
    database = {"NAME": str(var / "open315.sqlite3")}
    monkeypatch.setattr(reset_demo, "settings", SimpleNamespace(VAR=var, DATABASES={"default": database}))
    monkeypatch.setattr(reset_demo, "connection", Away("sqlite"))
    for name in ("open315.sqlite3", "open315.sqlite3-wal", "queue.sqlite3", "queue.sqlite3-shm", "secrets.txt"):
        (var / name).write_text("x", encoding="utf-8")
    for part in ("uploads", "exports", "mail", "secrets"):
        (var / part).mkdir()
        (var / part / "file").write_text("x", encoding="utf-8")
    return var


def left(var: Path) -> set[str]:
    """Every file but the lock, which is made by looking whether it is held."""
    return {each.relative_to(var).as_posix() for each in var.rglob("*") if each.is_file() and each.name != "serve.lock"}


def test_a_demo_is_thrown_away_and_loaded_anew_and_the_secrets_stay(holding: Path, called: Called) -> None:
    ran("reset_demo", yes=True)
    assert left(holding) == {"prepared.json", "secrets.txt", "secrets/file"}
    assert called.names == ["prepare"]


@pytest.mark.parametrize("answer", ["", "no", "y", "YES"])
def test_who_does_not_say_yes_keeps_the_demo(
    holding: Path, called: Called, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr("builtins.input", lambda _words: answer)
    before = left(holding)
    with pytest.raises(CommandError, match="Nothing was deleted"):
        ran("reset_demo")
    assert (left(holding), called.names) == (before, [])


def test_on_postgresql_everything_in_the_database_is_dropped_at_once(
    holding: Path, called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Away("postgresql")
    monkeypatch.setattr(reset_demo, "connection", database)
    ran("reset_demo", yes=True)
    assert database.ran == ["DROP SCHEMA public CASCADE", "CREATE SCHEMA public", "closed"]
    assert "open315.sqlite3" in left(holding)
    assert "queue.sqlite3" not in left(holding)
    assert called.names == ["prepare"]


def test_who_says_yes_loses_it(holding: Path, called: Called, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _words: " yes ")
    ran("reset_demo")
    assert called.names == ["prepare"]
    assert "open315.sqlite3" not in left(holding)


def test_a_real_install_is_not_thrown_away(holding: Path, called: Called) -> None:
    stamp.unmark_demo(holding)
    before = left(holding)
    with pytest.raises(CommandError, match="does not hold the demo"):
        ran("reset_demo", yes=True)
    assert (left(holding), called.names) == (before, [])


def test_a_running_demo_is_not_thrown_away(holding: Path, called: Called) -> None:
    before = left(holding)
    with preflight.take_lock(holding), pytest.raises(CommandError, match="Open315 is running: stop it first"):
        ran("reset_demo", yes=True)
    assert (left(holding), called.names) == (before, [])


def test_where_nothing_was_prepared_the_demo_is_simply_loaded(var: Path, called: Called) -> None:
    ran("reset_demo")
    assert called.names == ["prepare"]


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


def test_the_log_is_verified_and_its_head_can_be_given_back(db: None) -> None:
    for _turn in range(3):
        audit.record("test.done", actor=SYSTEM, at=AT)
    seal_new()
    audit.record("test.done", actor=SYSTEM, at=AT)
    out, err = ran("audit_verify")
    holds, head = out.splitlines()
    assert holds == "the chain holds: 3 entries, 1 not sealed yet"
    assert err == ""
    assert ran("audit_verify", expect=head.removeprefix("head "))[0] == out
    with pytest.raises(CommandError, match="the chain ends before the head that was noted"):
        ran("audit_verify", expect=f"9:{'0' * 64}")


def test_exchanged_words_beside_the_log_are_told(db: None) -> None:
    audit.record("test.done", actor=SYSTEM, at=AT, typed={"reason": "abc"})
    pk = AuditEntry.objects.get().pk
    assert ran("audit_verify")[1] == ""
    AuditWords.objects.update(ciphertext=b"x" * 40)
    with pytest.raises(CommandError, match=f"what was typed with entry {pk} is not what was recorded"):
        ran("audit_verify")


@pytest.mark.parametrize("head", ["3", "x:" + "0" * 64, "3:" + "0" * 63])
def test_a_head_that_is_none_is_refused(db: None, head: str) -> None:
    with pytest.raises(CommandError, match="--expect wants a head as this command prints it"):
        ran("audit_verify", expect=head)


def test_missing_guards_of_the_log_are_told(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_verify, "triggers", list)
    assert "the triggers that keep the log append-only are missing" in ran("audit_verify")[1]


def test_an_install_without_a_council_is_told_what_is_wrong(db: None) -> None:
    with pytest.raises(CommandError, match="請選擇地區"):
        ran("create_admin", council="某會", region="999999")
    with pytest.raises(CommandError, match="請填寫登錄名"):
        ran("create_admin", council="某會", region="420000", username=" ")


@pytest.mark.parametrize(
    ("typed", "run"),
    [
        (["open315", "audit-verify", "--expect", "a-b"], ["open315", "audit_verify", "--expect", "a-b"]),
        (["open315"], ["open315"]),
        (["open315", "--help"], ["open315", "--help"]),
    ],
)
def test_commands_are_typed_with_dashes(monkeypatch: pytest.MonkeyPatch, typed: list[str], run: list[str]) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr("django.core.management.execute_from_command_line", seen.append)
    monkeypatch.setattr(cli.sys, "argv", typed)
    cli.main()
    assert seen == [run]


def test_serving_is_answered_before_django_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("open315.config.serve.command.main", lambda words: 7 if words == ["--port", "80"] else 1)
    monkeypatch.setattr(cli.sys, "argv", ["open315", "serve", "--port", "80"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 7


def _database_says(code: int | None) -> DatabaseError:
    error = OperationalError("x")
    error.__cause__ = sqlite3.OperationalError("x")
    if code is not None:
        error.__cause__.sqlite_errorcode = code  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (_database_says(sqlite3.SQLITE_CORRUPT), "is damaged: stop every service"),
        (_database_says(sqlite3.SQLITE_BUSY), "is locked by another program"),
        (_database_says(sqlite3.SQLITE_IOERR), "cannot be opened"),
        (KeysUnusable("the ring is gone"), "open315: the ring is gone"),
    ],
)
def test_trouble_with_storage_ends_a_command_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, settings: Any, error: Exception, said: str
) -> None:
    settings.LANGUAGE_CODE = "en"
    _ends_with(monkeypatch, error)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert str(ended.value.code).startswith("open315: ")
    assert said in str(ended.value.code)
    assert str(ended.value.code).endswith(".")


@pytest.mark.parametrize("error", [ProgrammingError("syntax"), _database_says(sqlite3.SQLITE_ERROR)])
def test_a_mistake_of_ours_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    _ends_with(monkeypatch, error)
    with pytest.raises(DatabaseError):
        cli.main()


def _ends_with(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def run(_words: list[str]) -> None:
        raise error

    monkeypatch.setattr("django.core.management.execute_from_command_line", run)
    monkeypatch.setattr(cli.sys, "argv", ["open315", "backup"])


def test_every_command_of_the_manual_is_there() -> None:
    ours = {name for name, app in get_commands().items() if str(app).startswith("open315")}
    assert ours >= {
        "audit_verify",
        "backup",
        "create_admin",
        "demo",
        "prepare",
        "reset_demo",
        "restore",
        "serve",
        "worker",
    }


def test_the_only_administrator_gets_back_in_and_the_audit_log_tells_it(cast: Cast) -> None:
    admin = cast.accounts["administrator"]
    TOTP.activate(admin, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    out, _err = ran("rescue", admin.username.upper(), second_factor="telephone lost", password=True)
    assert not Authenticator.objects.filter(user=admin).exists()
    admin.refresh_from_db()
    assert admin.must_change_password
    assert admin.check_password(out.splitlines()[1].rpartition(" ")[2])
    told = {entry.event: entry for entry in AuditEntry.objects.filter(event__startswith="org.account_")}
    assert set(told) == {"org.account_second_factor_reset", "org.account_password_reset"}
    assert data_of(told["org.account_second_factor_reset"])["reason"] == "telephone lost"
    assert {entry.actor_kind for entry in told.values()} == {"system"}


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("administrator", {}, "say what was lost"),
        ("nobody.there", {"password": True}, "there is no account 'nobody.there'"),
        ("administrator", {"second_factor": " "}, r"\w"),
    ],
)
def test_a_rescue_without_name_loss_or_reason_is_refused(
    cast: Cast, name: str, options: dict[str, Any], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        ran("rescue", name, **options)
    assert not AuditEntry.objects.filter(event__startswith="org.account_").exists()


@pytest.mark.parametrize("word", ["--version", "version"])
def test_the_version_is_that_of_open315(
    word: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli.sys, "argv", ["open315", word])
    cli.main()
    assert capsys.readouterr().out == f"open315 {__version__}\n"


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
