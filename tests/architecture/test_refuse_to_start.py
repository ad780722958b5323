"""Where script/server cannot install, one clear sentence and a non-zero exit: nothing is left half made."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plumbing import ROOT
from tests.site_process import HANGS_AFTER

TOOLS = ("bash", "dirname", "sed", "awk", "cmp", "df")
OLD_PYTHON = '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n'
FULL_DISK = (
    "#!/bin/sh\necho Filesystem 1024-blocks Used Available Capacity Mounted\necho /dev/sda1 900 900 2048 99% /\n"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A clone's scripts beside a PATH with nothing but what they need, on a machine whose system has no Python of its own."""
    shutil.copytree(ROOT / "script", tmp_path / "clone" / "script")
    (tmp_path / "bin").mkdir()
    lib = tmp_path / "clone" / "script" / "lib.sh"
    text = lib.read_text(encoding="utf-8")
    assert "/usr/bin/python3" in text
    lib.write_text(text.replace("/usr/bin/python3", f"{tmp_path}/nowhere/python3"), encoding="utf-8")
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    (tmp_path / "bin" / "python3").symlink_to(sys.executable)
    return tmp_path


def replace(place: Path, tool: str, text: str) -> None:
    """Let a tool of the PATH be a small script."""
    found = place / "bin" / tool
    found.unlink()
    found.write_text(text, encoding="utf-8")
    found.chmod(0o755)


def start(place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [place / "bin" / "bash", "script/server"],
        cwd=place / "clone",
        env={"PATH": str(place / "bin")},
        capture_output=True,
        text=True,
        timeout=HANGS_AFTER,
        check=False,
    )


@pytest.mark.parametrize(
    ("tool", "text", "said"),
    [
        ("python3", OLD_PYTHON, "Open315 needs Python 3.11 or newer, and found Python 3.9.2."),
        ("df", FULL_DISK, "the disk is nearly full: 2 MB are free"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(place: Path, tool: str, text: str, said: str) -> None:
    replace(place, tool, text)
    ended = start(place)
    assert ended.returncode == 1
    (line,) = [line for line in ended.stderr.splitlines() if line.startswith("open315: ")]
    assert said in line
    assert "Traceback" not in ended.stderr
    assert not (place / "clone" / ".venv").exists()


WITH_AN_ENTRY = """
import os
import sys
import django
django.setup()
from open315.core.ui.nav import add_nav
for permission in ("cases:raed", "cases:read"):
    sys.stdout.flush()
    if os.fork():  # so that Django is loaded once
        os.wait()
        continue
    add_nav(key="mistaken", label="", url_name="home", permission=permission)
    import open315.config.web  # what every server loads; before it looks for its database
    print("started with", permission)
    break
"""


def test_the_server_does_not_start_with_a_permission_that_nobody_declares() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WITH_AN_ENTRY],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "open315.config.settings", "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=HANGS_AFTER,
        check=False,
    )
    assert ended.stdout.splitlines() == ["started with cases:read"], ended.stderr
    assert ended.stderr.count("the entry mistaken: permission cases:raed unknown") == 1
    assert "cases:read unknown" not in ended.stderr
