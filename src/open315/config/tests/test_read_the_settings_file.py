"""One settings file for every command, the environment before it; what it says wrongly ends the start with a sentence."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from open315.config import environment, settings_file
from open315.config.management.commands import settings as command
from tests.plumbing import ROOT
from tests.site_process import HANGS_AFTER, own_environment

NAME = "OPEN315_SOMETHING"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The settings file of this test; empty."""
    made = tmp_path / "open315.env"
    made.write_text("", encoding="utf-8")
    monkeypatch.setenv("OPEN315_SETTINGS", str(made))
    known = dict(environment._asked)
    settings_file.forget()
    yield made
    settings_file.forget()
    environment._asked.clear()
    environment._asked.update(known)


def test_lines_are_names_and_values_with_comments_between(file: Path) -> None:
    file.write_text(
        '\ufeff# of this machine\n; another\n\nOPEN315_ONE=1\n OPEN315_TWO = two words = 2 \nOPEN315_THREE="quoted"\nOPEN315_FOUR=\'"\'\n'
        'OPEN315_FIVE=\nOPEN315_SIX="\n',
        encoding="utf-8",
    )
    assert settings_file.values() == {
        "OPEN315_ONE": "1",
        "OPEN315_TWO": "two words = 2",
        "OPEN315_THREE": "quoted",
        "OPEN315_FOUR": '"',
        "OPEN315_FIVE": "",
        "OPEN315_SIX": '"',
    }


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = "OPEN315_ASKED_HERE_ALONE"  # the first default that is asked with is the one that is told
    assert environment.text(own, "default") == "default"
    assert environment.asked()[own] == environment.Asked("default", "default", "")
    file.write_text(f"{own}=from the file\n", encoding="utf-8")
    settings_file.forget()
    assert environment.text(own, "default") == "from the file"
    assert environment.asked()[own].source == "file"
    monkeypatch.setenv(own, "from the environment")
    assert environment.text(own) == "from the environment"
    assert environment.asked()[own] == environment.Asked("from the environment", "default", "environment")
    assert environment.text("OPEN315_NEVER", secret=True) == ""
    assert environment.asked()["OPEN315_NEVER"] == environment.Asked("", "", "", True)


def test_a_secret_in_a_file_of_its_own_may_be_named_in_the_settings_file(file: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush\n", encoding="utf-8")
    file.write_text(f"{NAME}_FILE={tmp_path / 'secret'}\n", encoding="utf-8")
    assert environment.text(NAME) == "hush"
    (tmp_path / "secret").unlink()
    with pytest.raises(SystemExit, match=rf"{NAME}_FILE names .*secret, which cannot be read"):
        environment.text(NAME)


def test_a_relative_folder_in_the_file_is_meant_from_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text(f"{NAME}=data\n", encoding="utf-8")
    assert environment.path(NAME, Path("/else")) == file.parent / "data"
    monkeypatch.setenv(NAME, "data")
    assert environment.path(NAME, Path("/else")) == Path.cwd() / "data"
    monkeypatch.delenv(NAME)
    assert environment.path("OPEN315_NEVER", Path("/else")) == Path("/else")
    monkeypatch.setenv(NAME, "")
    assert environment.path(NAME, Path("/else")) == Path("/else")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"OPEN315_HOSTS\n", r"line 1 of .*open315\.env must be OPEN315_…=value, not 'OPEN315_HOSTS'"),
        (b"\nexport OPEN315_HOSTS=a\n", r"line 2 of .* not 'export OPEN315_HOSTS'"),
        (b"DATABASE=a\n", r"line 1 of .* not 'DATABASE'"),
        (b"OPEN315_HOSTS=\xff\n", r"the settings file .* cannot be read"),
    ],
)
def test_a_file_that_says_something_else_ends_the_start(file: Path, content: bytes, said: str) -> None:
    file.write_bytes(content)
    with pytest.raises(SystemExit, match=said):
        settings_file.values()


def test_a_file_that_is_named_and_not_there_ends_the_start(file: Path) -> None:
    file.unlink()
    with pytest.raises(
        SystemExit, match=r"cannot be read \(No such file or directory\)\. Run the command as the user of the"
    ):
        settings_file.values()


def test_a_name_that_is_no_setting_ends_the_start(file: Path) -> None:
    file.write_text("OPEN315_HTTPS=1\nOPEN315_SECRET_KEY_FILE=/x\nOPEN315_HOST=a\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"names OPEN315_HOST, and there is no such setting"):
        environment.refuse_unknown()
    file.write_text("OPEN315_HTTPS=1\n", encoding="utf-8")
    settings_file.forget()
    environment.refuse_unknown()


def test_without_a_name_the_file_beside_the_program_counts_if_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPEN315_SETTINGS")
    assert settings_file.BESIDE == ROOT / "open315.env"
    monkeypatch.setattr(settings_file, "BESIDE", tmp_path / "open315.env")
    assert settings_file.path() is None
    assert settings_file.values() == {}
    (tmp_path / "open315.env").write_text("", encoding="utf-8")
    assert settings_file.path() == tmp_path / "open315.env"
    monkeypatch.setenv("OPEN315_SETTINGS", "none")
    assert settings_file.path() is None


def test_a_command_from_another_folder_and_an_empty_environment_means_the_same_install(tmp_path: Path) -> None:
    """As cron runs it."""
    file = tmp_path / "open315.env"
    file.write_text(
        f"OPEN315_VAR={tmp_path / 'data'}\nOPEN315_DATABASE=postgresql://office:hush@db/open315\nOPEN315_SMTP_PASSWORD=hush\n",
        encoding="utf-8",
    )
    ended = subprocess.run(
        [sys.executable, "-m", "open315", "settings"],
        cwd="/",
        env=own_environment(OPEN315_SETTINGS=str(file), OPEN315_HOTS="a"),
        capture_output=True, text=True, timeout=HANGS_AFTER, check=True,
    )  # fmt: skip
    lines = ended.stdout.splitlines()
    assert lines[0] == f"settings file: {file}"
    assert f"OPEN315_VAR={tmp_path / 'data'}  (file)" in lines
    assert "OPEN315_DATABASE=postgresql://office:***@db/open315  (file)" in lines
    assert "OPEN315_SMTP_PASSWORD=(set, not shown)  (file)" in lines
    assert "OPEN315_HTTPS=0" in lines
    assert "hush" not in ended.stdout + ended.stderr
    assert ended.stderr == "warning: OPEN315_HOTS is set in the environment, and there is no such setting\n"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("redis://:hush@cache:6379/0", "redis://:***@cache:6379/0"),
        ("postgresql://me@db/x?password=hush&sslmode=require", "postgresql://me@db/x?password=***&sslmode=require"),
        ("postgresql://me:hu:sh@db/x", "postgresql://me:***@db/x"),
        ("https://complaints.example.org", "https://complaints.example.org"),
        ("", ""),
    ],
)
def test_passwords_in_addresses_are_not_shown(value: str, shown: str) -> None:
    assert command.shown(environment.Asked(value, "", "file")) == shown


def test_the_settings_are_shown_without_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("settings")
    assert f"settings file: none (it would be {ROOT / 'open315.env'})" in capsys.readouterr().out


DOCUMENTED = re.compile(r"^\| `(OPEN315_[A-Z_]+)` \| ([^|]*) \|", re.MULTILINE)


def documented() -> dict[str, str]:
    """The defaults of the one table of settings, by name."""
    found = DOCUMENTED.findall((ROOT / "docs" / "operations" / "settings.md").read_text(encoding="utf-8"))
    assert len(found) == len(dict(found)), "a setting stands twice in the table"
    return dict(found)


def asked_by_the_program() -> dict[str, environment.Asked]:
    """What a process of its own asks for: the tests have asked for others."""
    ended = subprocess.run(
        [sys.executable, "-m", "open315", "settings"],
        cwd=ROOT, env=own_environment(OPEN315_VAR=os.environ["OPEN315_VAR"]),
        capture_output=True, text=True, timeout=HANGS_AFTER, check=True,
    )  # fmt: skip
    names = [line.partition("=")[0] for line in ended.stdout.splitlines()[1:]]
    return {name: environment.asked()[name] for name in names}


def test_every_setting_stands_in_the_table_with_its_default() -> None:
    table, asked = documented(), asked_by_the_program()
    assert sorted(table) == sorted([*asked, "OPEN315_SETTINGS"])
    plain = {name: found.default for name, found in asked.items() if not found.default.startswith("/")}
    wrong = {
        name: (table[name], default) for name, default in plain.items() if table[name].strip("`") != (default or "–")
    }
    assert wrong == {}


def test_no_page_names_a_setting_that_there_is_not() -> None:
    known = set(documented())
    known |= {f"{name}_FILE" for name in known}
    own = {"OPEN315_TEST_STRICT", "OPEN315_SHARED_DATA", "OPEN315_SHOTS", "OPEN315_CHROMIUM", "OPEN315_PYTHON"}
    strange = {
        (page.name, name)
        for page in [*(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").rglob("*"), ROOT / "README.md"]
        if page.is_file()
        for name in re.findall(r"OPEN315_[A-Z_]*[A-Z]", page.read_text(encoding="utf-8"))
    }
    assert {each for each in strange if each[1] not in known | own} == set()
