"""Two of everything at once, on both set-ups: one does the work, the other waits or is told why not; nothing is done twice, nobody sees a traceback."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fault.setups import ONE_MACHINE, SETUPS, Prepared, Running, standing, wait_for
from tests.site_process import HANGS_AFTER, ROOT, free_port

FOUNDING = ("create-admin", "--council", "湖北省消費者委員會", "--region", "420000", "--prefix", "鄂消")


def both(place: Running, *words: str) -> list[tuple[int, str]]:
    """Run a command twice at once; how each ended and what it said."""
    begun = [
        subprocess.Popen(
            [sys.executable, "-m", "open315", *words], cwd=ROOT, env=place.whole_environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    said = [process.communicate(timeout=2 * HANGS_AFTER)[0] for process in begun]
    assert [words for words in said if "Traceback" in words] == []
    return sorted((process.returncode, words) for process, words in zip(begun, said, strict=True))


@pytest.fixture(params=SETUPS)
def empty(request: pytest.FixtureRequest, empty_of: Callable[[str], Prepared], tmp_path: Path) -> Iterator[Running]:
    with standing(request.param, empty_of(request.param), tmp_path) as made:
        yield made


def test_two_that_prepare_and_found_an_install_make_one(empty: Running) -> None:
    (empty.var / "prepared.json").unlink()
    assert [code for code, _said in both(empty, "prepare", "--no-demo")] == [0, 0]
    (code, said), (other, why) = both(empty, *FOUNDING)
    assert (code, other) == (0, 1), (said, why)
    assert "temporary password" in said
    assert empty.value("SELECT count(*) FROM org_account") == 1
    assert empty.value("SELECT count(*) FROM org_organisation WHERE kind = 'council'") == 1
    assert {code for code, _said in both(empty, "rotate-keys")} <= {0, 1}
    assert empty.value("SELECT count(*) FROM core_sealingkey") >= 3
    empty.command("rotate-keys", "--resume")
    assert "the chain holds" in empty.command("audit-verify")


def test_two_backups_and_two_restores_at_once_leave_one_whole_of_each(empty: Running, tmp_path: Path) -> None:
    empty.command(*FOUNDING)
    archive = tmp_path / "one.tar"
    assert 0 in [code for code, _said in both(empty, "backup", str(archive), "--with-secrets")]
    assert [path.name for path in tmp_path.glob(".*part")] == []
    ended = both(empty, "restore", str(archive), "--replace")
    assert ended[0][0] == 0, ended
    assert "restored: " in ended[0][1]
    assert empty.value("SELECT count(*) FROM org_account") == 1
    empty.command("prepare", "--no-demo")
    assert "the chain holds" in empty.command("audit-verify")


def test_two_sites_and_two_workers_on_one_install(empty: Running) -> None:
    """On one machine the second is refused; a province may have as many as it likes."""
    empty.start()
    empty.until_ready()
    if empty.kind == ONE_MACHINE:
        second = subprocess.run(
            [sys.executable, "-m", "open315", "serve", "--no-demo", "--port", str(free_port())], cwd=ROOT,
            env=empty.whole_environment(), capture_output=True, text=True, timeout=HANGS_AFTER, check=False,
        )  # fmt: skip
        assert (second.returncode, "another instance" in second.stderr) == (1, True)
        assert empty.site.status("/healthz") == 200
        return
    empty.begin("worker two", "worker")
    empty.begin("web two", "web", "--port", str(free_port()), "--processes", "1")
    alive = "SELECT count(*) FROM core_heartbeat WHERE worker NOT LIKE '%-probe'"
    wait_for(lambda: empty.value(alive) == 2, "the second worker never beat", empty)
    assert empty.site.status("/readyz") == 200
    assert empty.processes["web two"].poll() is None
