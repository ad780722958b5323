"""The commands of an administrator: how they are typed, what they say when something is in the way."""

import sqlite3
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, get_commands
from django.db import DatabaseError, ProgrammingError

from conftest import Cast
from open315 import __version__
from open315.config import cli
from open315.config.management.commands import audit_verify, prepare
from open315.config.serve import exposure
from open315.config.tests.commanding import AT, database_says, ran
from open315.core import audit
from open315.core.access import SYSTEM
from open315.core.audit.chain import seal_new
from open315.core.audit.models import AuditEntry, AuditWords
from open315.core.audit.words import data_of
from open315.core.crypto import KeysUnusable


@pytest.fixture(autouse=True)
def _without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clone in which nothing was set; the compiled translations of the test run stay as they are."""
    for name in (*exposure.TELLTALES, "OPEN315_DEMO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(prepare.compiling, "compile_all", lambda: 0)


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


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (database_says(sqlite3.SQLITE_CORRUPT), "is damaged: stop every service"),
        (database_says(sqlite3.SQLITE_BUSY), "is locked by another program"),
        (database_says(sqlite3.SQLITE_IOERR), "cannot be opened"),
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


@pytest.mark.parametrize("error", [ProgrammingError("syntax"), database_says(sqlite3.SQLITE_ERROR)])
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
