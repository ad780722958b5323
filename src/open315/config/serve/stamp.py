"""Whether this folder was prepared for exactly this code and database: one file, compared without loading anything.

It is only a shortcut. The tables themselves are looked at as well, in one query (`config.serve.readiness`).
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from open315.config import environment

PACKAGE = Path(__file__).resolve().parent.parent.parent
DEMO_MARK = "demo-loaded"
UNFINISHED_MARK = "demo-unfinished"


def code_signature() -> str:
    """A hash over what preparing depends on: migrations, static files, catalogues, and the installed packages."""
    digest = hashlib.sha256()
    for path in sorted(_watched()):
        found = path.stat()
        digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    for name in sorted(_packages()):
        digest.update(f"{name}\n".encode())
    return digest.hexdigest()


def signature() -> str:
    """For which code and which database a folder is prepared."""
    return f"{code_signature()} {environment.text('OPEN315_DATABASE')}"


def _watched() -> Iterator[Path]:
    yield from PACKAGE.glob("**/migrations/*.py")
    for folder in PACKAGE.glob("**/static"):
        yield from (path for path in folder.rglob("*") if path.is_file())


def _packages() -> Iterator[str]:
    for folder in sys.path:
        path = Path(folder)
        if path.name == "site-packages" and path.is_dir():
            yield from (entry.name for entry in path.iterdir() if entry.name.endswith(".dist-info"))


def read(var: Path) -> dict[str, Any]:
    """What was written after the last preparation; empty if there was none."""
    try:
        content = json.loads((var / "prepared.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write(var: Path, **content: Any) -> None:
    """Note that the folder is prepared."""
    (var / "prepared.json").write_text(json.dumps(content), encoding="utf-8")


def forget(var: Path) -> None:
    """Let the next start prepare the folder, whatever was prepared before."""
    (var / "prepared.json").unlink(missing_ok=True)


def mark_demo(var: Path) -> None:
    """Note that the database holds the demo, so that the sign-in page may show its log-ins."""
    (var / DEMO_MARK).write_text("This database was filled with the demo. Not for real work.\n", encoding="utf-8")


def begin_demo(var: Path) -> None:
    """Note that the demo is being loaded, so that a start that was broken off can begin anew."""
    (var / UNFINISHED_MARK).write_text("The demo is being loaded.\n", encoding="utf-8")


def end_demo(var: Path) -> None:
    """The demo is loaded, or people may have begun to work: from now on nothing is thrown away."""
    (var / UNFINISHED_MARK).unlink(missing_ok=True)


def is_demo_unfinished(var: Path) -> bool:
    """Whether loading was broken off, and the site was never started since."""
    return (var / UNFINISHED_MARK).exists()


def unmark_demo(var: Path) -> None:
    """The database no longer holds the demo (a backup was restored)."""
    (var / DEMO_MARK).unlink(missing_ok=True)


def has_demo(var: Path) -> bool:
    """Whether the demo was loaded here."""
    return (var / DEMO_MARK).exists()
