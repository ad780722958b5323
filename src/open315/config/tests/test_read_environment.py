"""What the environment says becomes settings; what it says wrongly stops the start with a sentence that names the setting."""

import json
import logging
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from open315.config import environment, logs
from open315.config.databases import PATIENCE, SQLITE_PRAGMAS, database
from open315.config.queues import queue

NAME = "OPEN315_SOMETHING"


def test_a_value_comes_from_the_environment_or_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.text(NAME) == ""
    assert environment.text(NAME, "default") == "default"
    monkeypatch.setenv(NAME, " as it is ")
    assert environment.text(NAME, "default") == " as it is "


def test_a_secret_is_read_from_the_file_that_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The file goes before the value, and the line end that editors leave is no part of it."""
    (tmp_path / "secret").write_text("from the file\n", encoding="utf-8")
    monkeypatch.setenv(NAME, "from the environment")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "secret"))
    assert environment.text(NAME) == "from the file"


@pytest.mark.parametrize(
    ("value", "default", "meant"),
    [
        ("1", False, True), ("true", False, True), ("YES", False, True), ("on", False, True),
        ("0", True, False), ("False", True, False), ("no", True, False), ("off", True, False),
        ("", True, True), ("", False, False),
    ],
)  # fmt: skip
def test_a_switch_is_on_or_off(monkeypatch: pytest.MonkeyPatch, value: str, default: bool, meant: bool) -> None:
    monkeypatch.setenv(NAME, value)
    assert environment.flag(NAME, default=default) is meant


def test_numbers_and_lists_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (environment.number(NAME, 7), environment.words(NAME, ["a"])) == (7, ["a"])
    monkeypatch.setenv(NAME, "-12")
    assert environment.number(NAME, 7) == -12
    monkeypatch.setenv(NAME, " one, two ,,three")
    assert environment.words(NAME, ["a"]) == ["one", "two", "three"]


def test_of_several_words_one_is_chosen_the_first_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.choice(NAME, ("", "tls", "ssl")) == ""
    monkeypatch.setenv(NAME, "TLS")
    assert environment.choice(NAME, ("", "tls", "ssl")) == "tls"


WRONG: list[tuple[Callable[[], Any], str, str]] = [
    (lambda: environment.flag(NAME), "perhaps", "OPEN315_SOMETHING must be 1 or 0, not 'perhaps'"),
    (lambda: environment.number(NAME, 1), "3.5", "OPEN315_SOMETHING must be a whole number, not '3.5'"),
    (lambda: environment.choice(NAME, ("", "tls", "ssl")), "plain", "OPEN315_SOMETHING must be one of tls, ssl, not 'plain'"),
]  # fmt: skip


@pytest.mark.parametrize(("read", "value", "said"), WRONG)
def test_a_wrong_value_is_named(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[], Any], value: str, said: str
) -> None:
    monkeypatch.setenv(NAME, value)
    with pytest.raises(SystemExit) as stopped:
        read()
    assert str(stopped.value) == said


def test_a_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "key"
    first = environment.kept_secret(path)
    assert len(first) > 50
    assert environment.kept_secret(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    by_hand = "put there by hand, and as long as one that is made"
    path.write_text(f"{by_hand}\n", encoding="utf-8")
    assert environment.kept_secret(path) == by_hand


@pytest.mark.parametrize("content", ["", "cut off"])
def test_a_secret_that_is_empty_or_cut_off_ends_the_start(tmp_path: Path, content: str) -> None:
    (tmp_path / "key").write_text(content, encoding="utf-8")
    with pytest.raises(SystemExit, match="is empty or cut off"):
        environment.kept_secret(tmp_path / "key")
    assert (tmp_path / "key").read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    ("language", "firsts"),
    [
        ("zh-hant", ["open315: 金鑰檔 {path} 是空的", "open315: the secret {path} is empty"]),
        ("zh-hans", ["open315: 密钥档 {path} 是空的", "open315: the secret {path} is empty"]),
        ("en", ["open315: the secret {path} is empty"]),
    ],
)
def test_what_ends_the_start_before_there_is_django_is_said_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, firsts: list[str]
) -> None:
    (tmp_path / "key").write_text("", encoding="utf-8")
    monkeypatch.setenv("OPEN315_LANGUAGE", language)
    with pytest.raises(SystemExit) as ended:
        environment.kept_secret(tmp_path / "key")
    lines = str(ended.value.code).splitlines()
    starts = [first.format(path=tmp_path / "key") for first in firsts]
    assert [line[: len(first)] for line, first in zip(lines, starts, strict=True)] == starts


def test_data_lie_where_the_setting_says_or_beside_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OPEN315_VAR", str(tmp_path))
    assert environment.var_folder() == tmp_path
    monkeypatch.setenv("OPEN315_VAR", "here")
    assert environment.var_folder() == Path.cwd() / "here"
    monkeypatch.delenv("OPEN315_VAR")
    assert environment.var_folder() == Path(environment.__file__).resolve().parents[3] / "var"


@pytest.mark.parametrize(
    ("url", "name"), [("", "/data/open315.sqlite3"), ("sqlite:///elsewhere/o.sqlite3", "/elsewhere/o.sqlite3")]
)
def test_without_an_address_the_database_is_a_file_in_var(url: str, name: str) -> None:
    found = database(url, Path("/data"))
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", name)
    assert found["TEST"] == {"NAME": str(Path(name).with_name("test.sqlite3"))}
    assert found["OPTIONS"] == {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS}


def test_an_address_of_postgresql_is_taken_apart() -> None:
    found = database("postgresql://open315:p%40ss%2Fword@db.example:5433/council?sslmode=require", Path("/data"))
    assert found == {
        "ENGINE": "django.db.backends.postgresql", "NAME": "council", "USER": "open315", "PASSWORD": "p@ss/word",
        "HOST": "db.example", "PORT": "5433", "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**PATIENCE, "sslmode": "require", "application_name": "open315"},
    }  # fmt: skip


def test_a_socket_s_folder_stands_for_the_host_and_what_is_not_said_is_empty() -> None:
    found = database("postgres:///council?host=/run/postgresql", Path("/data"))
    assert (found["HOST"], found["PORT"], found["USER"], found["PASSWORD"], found["NAME"]) == (
        "/run/postgresql", "", "", "", "council",
    )  # fmt: skip
    assert found["OPTIONS"] == {**PATIENCE, "application_name": "open315"}


def test_a_database_that_says_nothing_is_waited_for_seconds_and_the_address_may_say_how_many() -> None:
    assert (PATIENCE["connect_timeout"], PATIENCE["tcp_user_timeout"]) == ("5", "60000")
    found = database("postgresql://db.example/council?connect_timeout=20", Path("/data"))
    assert found["OPTIONS"]["connect_timeout"] == "20"


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(SystemExit, match="OPEN315_DATABASE must begin with sqlite:// or postgresql://, not 'mysql'"):
        database("mysql://localhost/council", Path("/data"))


@pytest.mark.parametrize(
    ("kind", "redis", "store"),
    [
        ("", "", ("huey.SqliteHuey", "filename")),
        ("sqlite", "redis://r", ("huey.SqliteHuey", "filename")),
        ("", "redis://r", ("huey.RedisHuey", "url")),
        ("redis", "redis://r", ("huey.RedisHuey", "url")),
        ("postgres://q", "redis://r", ("huey.PostgresHuey", "dsn")),
        ("postgresql://q", "", ("huey.PostgresHuey", "dsn")),
    ],
)
def test_tasks_wait_in_the_store_that_is_named(kind: str, redis: str, store: tuple[str, str], tmp_path: Path) -> None:
    found = queue(kind, redis, tmp_path / "var")
    where = {
        "filename": str(tmp_path / "var" / "queue.sqlite3"),
        "url": "redis://r?socket_timeout=5&socket_connect_timeout=2",
        "dsn": kind,
    }
    assert (found["huey_class"], found[store[1]]) == (store[0], where[store[1]])
    assert (found["name"], found["immediate"], found["results"], found["store_none"]) == ("open315", False, True, False)
    assert (tmp_path / "var").exists() == (store[1] == "filename")
    assert found.get("connect_timeout") == (PATIENCE["connect_timeout"] if store[1] == "dsn" else None)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("redis", "OPEN315_QUEUE=redis needs the address of a Redis in OPEN315_REDIS"),
        ("rabbit", "OPEN315_QUEUE must be sqlite, redis or a postgresql:// address, not 'rabbit'"),
    ],
)
def test_a_queue_that_cannot_be_is_refused(kind: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        queue(kind, "", tmp_path)
    assert str(stopped.value) == said


def test_a_process_writes_its_lines_into_a_file_of_its_own(tmp_path: Path, settings: Any) -> None:
    settings.VAR = tmp_path
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    try:
        logs.log_to_file("web")
        (handler,) = root.handlers
        logging.getLogger("open315.test").warning("it rains", extra={"fields": {"where": "Wuhan"}})
        handler.close()
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    (line,) = (tmp_path / "log" / "web.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["where"] == "Wuhan"
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o700
    assert (handler.maxBytes, handler.backupCount) == (20 * 1024 * 1024, 5)


def test_a_log_that_cannot_be_written_leaves_the_lines_where_they_go(
    tmp_path: Path, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.VAR = tmp_path
    (tmp_path / "log" / "web.jsonl").mkdir(parents=True)
    before = list(logging.getLogger().handlers)
    logs.log_to_file("web")
    assert logging.getLogger().handlers == before
    assert [record.getMessage() for record in caplog.records] == ["the log cannot be written"]
