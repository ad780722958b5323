"""The commands of docs/operations, run from the pages themselves in a root of their own; what cannot be run here says why on its page."""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import sysconfig
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.site_process import HANGS_AFTER, ROOT, free_port

PAGES = ROOT / "docs" / "operations"
BLOCK = re.compile(r"<!-- (tried|not tried): ([^>]*) -->\n *```sh\n(.*?)\n *```", re.DOTALL)
FENCE = re.compile(r"^ *```sh$", re.MULTILINE)
COPIED = ("src", "script", "requirements", "deploy")

SHIMS = {
    "adduser": 'echo "adduser: this machine has no user of that name, and gets none from a test" >&2',
    "runuser": 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"',
    "install": 'for word; do shift; case "$word" in -o | -g) skip=1 ;; *) [ -n "${skip:-}" ] && skip= || set -- "$@" "$word" ;; esac; done\n'
    'exec /usr/bin/install "$@"',
    "systemctl": 'echo "$*" >>"$ROOTS/systemctl.log"\ncase "$*" in *--now*open315.service*) exec "$ROOTS/start" ;; esac',
}
"""What stands for the programs that would change this machine: they do what can be done in a folder, and note the rest."""


@dataclass(frozen=True)
class Block:
    """Some commands of a page."""

    page: str
    is_tried: bool
    where: str
    commands: str


def blocks() -> list[Block]:
    """All of them, in the order of the pages."""
    pages = [PAGES / name for name in ("install.md", "postgresql.md", "backup.md", "upgrade.md", "monitoring.md")]
    return [
        Block(
            page.name,
            found[1] == "tried",
            found[2],
            re.sub(r"(?m)^ {3}", "", found[3]) if found[3].startswith("   ") else found[3],
        )
        for page in pages
        for found in BLOCK.finditer(page.read_text(encoding="utf-8"))
    ]


def test_every_command_of_the_pages_is_tried_or_says_why_not(capsys: pytest.CaptureFixture[str]) -> None:
    fences = sum(len(FENCE.findall(page.read_text(encoding="utf-8"))) for page in PAGES.glob("*.md"))
    found = blocks()
    assert len(found) == fences
    assert {block.where for block in found if block.is_tried} == {"one machine", "province"}
    with capsys.disabled():
        for block in found:
            if not block.is_tried:
                print(f"\nnot tried, {block.page}: {block.where}")
    indented = [
        (page.name, line)
        for page in PAGES.glob("*.md")
        for line in page.read_text(encoding="utf-8").splitlines()
        if re.match(r" {4,}(open315|script/|\.venv|runuser|OPEN315_)", line)
    ]
    assert indented == []


class Machine:
    """A folder that stands for a machine: the release in srv, the data in lib, the units in etc."""

    def __init__(self, root: Path) -> None:
        self.root, self.port = root, free_port()
        self.program, self.var = root / "srv" / "open315", root / "lib"
        (root / "etc" / "systemd" / "system").mkdir(parents=True)
        self.program.mkdir(parents=True)
        for name in COPIED:
            shutil.copytree(ROOT / name, self.program / name, ignore=shutil.ignore_patterns("tests"))
        for path in (self.program / "deploy").rglob("*"):
            if path.is_file():
                path.write_text(self.placed(path.read_text(encoding="utf-8")), encoding="utf-8")
        self._make_venv()
        self._make_shims()

    def placed(self, text: str) -> str:
        """The paths and the port of the pages, here."""
        for old, new in (
            ("/srv/open315", str(self.program)),
            ("/var/lib/open315", str(self.var)),
            ("/etc/systemd", str(self.root / "etc" / "systemd")),
            ("127.0.0.1:8315", f"127.0.0.1:{self.port}"),
        ):
            text = text.replace(old, new)
        return text

    def _make_venv(self) -> None:
        """With the packages of the test run: `script/install` finds what the lock files ask for, and fetches nothing."""
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(self.program / ".venv")], check=True)
        site = next((self.program / ".venv" / "lib").glob("python3*/site-packages"))
        (site / "packages-of-the-tests.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
        locks = self.program / ".venv" / "locks"
        locks.mkdir()
        for name in ("base.txt", "province.txt"):
            shutil.copy(ROOT / "requirements" / name, locks / name)

    def _make_shims(self) -> None:
        (self.root / "bin").mkdir()
        start = f"exec {sys.executable} {Path(__file__).with_name('systemd.py')} {self.root} {self.program} --port {self.port}"
        for path, text in {
            **{self.root / "bin" / name: text for name, text in SHIMS.items()},
            self.root / "start": start,
        }.items():
            path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
            path.chmod(0o755)

    def follow(self, block: Block) -> str:
        """Run the commands as they stand, with as little around them as cron has; what they wrote."""
        ended = subprocess.run(
            ["/bin/sh", "-eu", "-c", self.placed(block.commands)],
            cwd=self.program,
            env={"PATH": f"{self.root / 'bin'}:/usr/local/bin:/usr/bin:/bin", "HOME": str(self.root), "LC_ALL": "C.UTF-8", "ROOTS": str(self.root)},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=2 * HANGS_AFTER, check=False,
        )  # fmt: skip
        log = self.root / "site.log"
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:] if log.exists() else ""
        assert ended.returncode == 0, f"{block.page}:\n{block.commands}\n{ended.stdout}\n{ended.stderr[-3000:]}\n{said}"
        return ended.stdout + ended.stderr

    def page(self, path: str) -> tuple[int, str]:
        """A page of the running site, as its proxy asks for it."""
        headers = {"Host": "complaints.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        with suppress(urllib.error.HTTPError), urllib.request.urlopen(asked, timeout=HANGS_AFTER) as answer:
            return int(answer.status), answer.read().decode()
        return 0, ""

    def stop(self) -> None:
        """End the site, if it was started."""
        pid = self.root / "site.pid"
        if pid.exists():
            with suppress(ProcessLookupError):
                os.kill(int(pid.read_text(encoding="ascii")), signal.SIGTERM)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path)
    yield made
    made.stop()


def test_who_follows_the_pages_has_a_safe_install_that_works(machine: Machine) -> None:
    said = {}
    for block in blocks():
        if block.is_tried and block.where == "one machine":
            said[f"{block.page} {len(said)}"] = machine.follow(block)
    everything = "\n".join(said.values())
    assert "temporary password " in everything, "create-admin"
    assert "The second factor is gone" in everything, "rescue"
    assert re.search(r"open315-\d{8}-\d{6}\.tar: \d+ rows in \d+ tables", everything), "backup"
    assert re.search(r"restored: \d+ rows in \d+ tables", everything), "restore"
    assert re.search(r"^open315 \d+\.\d+\.\d+$", everything, re.MULTILINE), "--version"
    assert stat.S_IMODE(machine.var.stat().st_mode) == 0o700
    assert stat.S_IMODE((machine.program / "open315.env").stat().st_mode) == 0o640
    status, page = machine.page("/accounts/login/")
    assert status == 200
    assert "open315-demo" not in page + (machine.root / "site.log").read_text(encoding="utf-8")
    assert "sign in" in page.lower() or "登入" in page or "登錄" in page
    enabled = (machine.root / "systemctl.log").read_text(encoding="utf-8")
    assert "enable --now open315.service open315-backup.timer" in enabled
    assert not (machine.program / "var").exists(), "everything lies where the settings say"


def test_the_services_of_a_province_are_where_the_page_puts_them(machine: Machine) -> None:
    for block in blocks():
        if block.is_tried and block.where == "province":
            machine.follow(block)
    units = {path.name for path in (machine.root / "etc" / "systemd" / "system").iterdir()}
    enabled = (machine.root / "systemctl.log").read_text(encoding="utf-8").split()
    assert {
        re.sub(r"@\d+", "@", name) + ("" if "." in name else ".service")
        for name in enabled
        if name.startswith("open315")
    } <= units
