"""`prepare` and `load-demo`: tables, files, translations, and a demo where it may be."""

import sqlite3
from contextlib import nullcontext
from datetime import date
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import DatabaseError

from conftest import Cast
from open315.config.demo import Loaded
from open315.config.management.commands import demo, prepare, reset_demo
from open315.config.serve import exposure, preflight, stamp
from open315.config.tests.commanding import Called, database_says, fails, left, ran


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


def test_a_preparation_that_meets_a_damageddatabase_says_so(
    db: None, var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_more: Any) -> None:
        raise database_says(sqlite3.SQLITE_CORRUPT)

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
