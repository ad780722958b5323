"""kill -9 in the middle of an upgrade and of a restore, on both databases: nothing serves what is half done, and the next try completes it."""

import json
import os
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.fault.setups import ONE_MACHINE, SETUPS, Prepared, Running, copied, standing
from tests.installs import run
from tests.site_process import HANGS_AFTER, ROOT, free_port
from tests.upgrade.test_upgrade_earlier_states import ARCHIVES, GROWING, MOVED, SHIPPED

KILLED_AFTER = (1, 6, 20)
"""Migrations of the upgrade that are done when it is killed."""


def migrations_of(archive: Path) -> int:
    """How many the state of an archive had gone through."""
    with tarfile.open(archive) as tar:
        manifest = tar.extractfile("manifest.json")
        assert manifest is not None
        return len(json.loads(manifest.read())["migrations"])


OLDEST = min(ARCHIVES, key=migrations_of)


@pytest.fixture(params=SETUPS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    """A folder and an empty database without tables."""
    if request.param == ONE_MACHINE:
        yield Running(request.param, tmp_path / "var", {"OPEN315_LANGUAGE": "en"}, free_port())
        return
    with copied("template0") as database:
        own = {"OPEN315_DATABASE": database, "OPEN315_LANGUAGE": "en"}
        yield Running(request.param, tmp_path / "var", own, free_port(), database)


def applied(place: Running) -> int:
    with suppress(Exception):  # the table may not be there yet, or be locked for a moment
        return int(place.value("SELECT count(*) FROM django_migrations"))
    return 0


def killed_when(place: Running, condition: Callable[[], bool], *words: str) -> bool:
    """Start a command and kill it as soon as the condition holds; whether it was in the middle."""
    process = subprocess.Popen(
        [sys.executable, "-m", "open315", *words], cwd=ROOT, env=place.whole_environment(), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    until = time.monotonic() + HANGS_AFTER
    while not condition() and process.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    is_in_the_middle = process.poll() is None
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return is_in_the_middle


def refused(place: Running, *words: str) -> str:
    """What is said by what must not start."""
    ended = subprocess.run(
        [sys.executable, "-m", "open315", *words], cwd=ROOT, env=place.whole_environment(), capture_output=True, text=True,
        timeout=HANGS_AFTER, check=False,
    )  # fmt: skip
    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr
    return ended.stderr


def test_an_upgrade_that_is_killed_again_and_again_completes_and_nothing_serves_before(place: Running) -> None:
    place.command(str(OLDEST), module="tests.fault.earlier_state")
    began = applied(place)
    assert began > 0
    killed = [
        killed_when(place, lambda: applied(place) >= began + threshold, "prepare", "--no-demo")  # noqa: B023
        for threshold in KILLED_AFTER
    ]
    assert killed == [True] * 3, "it was never killed in the middle: the test proves nothing"
    for words in (("web", "--port", str(free_port())), ("worker",), ("stream", "--port", str(free_port()))):
        if words[0] == "web" and place.kind == ONE_MACHINE:
            continue
        assert "run `open315 prepare`" in refused(place, *words)
    place.command("prepare", "--no-demo")
    place.command("reindex")  # an archive holds no search index

    recorded = json.loads(OLDEST.with_suffix(".json").read_text(encoding="utf-8"))
    shown = json.loads(place.command(str(OLDEST), module="tests.upgrade.looking"))
    same = set(recorded["rows"]) - set(MOVED) - GROWING - SHIPPED
    assert {table: shown["rows"][table] for table in same} == {table: recorded["rows"][table] for table in same}
    assert shown["cases"] == recorded["cases"]
    assert shown["found"] == recorded["found"]
    assert "the chain holds" in shown["chain"]


def test_a_restore_that_is_killed_shows_nothing_and_the_next_one_restores_everything(
    place: Running, demo_of: Callable[[str], Prepared], empty_of: Callable[[str], Prepared], tmp_path: Path
) -> None:
    archive = tmp_path / "demo.tar"
    run(demo_of(ONE_MACHINE).var, "backup", str(archive), "--with-secrets")
    with standing(place.kind, empty_of(place.kind), tmp_path / "to") as empty:
        drafts = lambda: any(empty.var.glob(".uploads-*"))  # noqa: E731
        assert killed_when(empty, drafts, "restore", str(archive)), "it was never killed in the middle"
        assert empty.value("SELECT count(*) FROM cases_case") == 0
        assert not any((empty.var / "uploads").rglob("*.*"))
        assert "all compared" in empty.command("restore", str(archive))
        assert empty.value("SELECT count(*) FROM cases_case") > 100
        assert [path.name for path in empty.var.glob(".uploads-*")] == [], "what the killed one had unpacked is gone"
        killed_when(empty, lambda: empty.value("SELECT count(*) FROM core_heartbeat WHERE worker = 'restore'") == 1, "restore", "--replace", str(archive))  # fmt: skip
        if empty.value("SELECT count(*) FROM core_heartbeat WHERE worker = 'restore'"):
            assert "a restore was broken off" in refused(empty, "prepare", "--no-demo")
            assert "all compared" in empty.command("restore", str(archive))
        empty.command("prepare", "--no-demo")


def test_a_backup_that_is_killed_leaves_no_file_and_the_next_one_sweeps(
    demo_of: Callable[[str], Prepared], tmp_path: Path
) -> None:
    with standing(ONE_MACHINE, demo_of(ONE_MACHINE), tmp_path) as place:
        folder = place.var / "backups"
        parts = lambda: any(path.stat().st_size > 0 for path in folder.glob(".*part"))  # noqa: E731
        assert killed_when(place, parts, "backup"), "it was never killed in the middle"
        assert list(folder.glob("*.tar")) == []
        place.command("backup", "--quiet")
        assert len(list(folder.glob("*.tar"))) == 1
        assert list(folder.glob(".*part")) == []
