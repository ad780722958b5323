"""The settings file of an install: `open315.env` beside the program, or where OPEN315_SETTINGS says (ADR 0109).

Every command reads it by itself, so that cron, a unit and a person at the terminal mean the same database. One NAME=VALUE a line; what the
environment says goes before it. Standard library only.
"""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

SETTING = "OPEN315_SETTINGS"
BESIDE = Path(__file__).resolve().parents[3] / "open315.env"


def path() -> Path | None:
    """The file that counts; None when there is none, or when OPEN315_SETTINGS=none asks for none."""
    named = os.environ.get(SETTING, "")
    if named == "none":
        return None
    if named:
        return Path(named).absolute()
    return BESIDE if BESIDE.exists() else None


def values() -> Mapping[str, str]:
    """What the file says; empty without one. SystemExit with a sentence for a file that cannot be read."""
    found = path()
    return _read(found) if found else {}


@lru_cache(maxsize=4)
def _read(file: Path) -> Mapping[str, str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise SystemExit(
            f"open315: the settings file {file} cannot be read ({getattr(error, 'strerror', error)}). Run the command as the user "
            "of the service (sudo -u open315 …), or give this user the right to read the file."
        ) from None
    return dict(_pair(file, number, line) for number, line in enumerate(text.splitlines(), 1) if _says_something(line))


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(("#", ";"))


def _pair(file: Path, number: int, line: str) -> tuple[str, str]:
    name, sign, value = line.partition("=")
    name, value = name.strip(), value.strip()
    if not sign or not name.startswith("OPEN315_"):
        raise SystemExit(f"open315: line {number} of {file} must be OPEN315_…=value, not {name[:40]!r}")
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return name, value


def forget() -> None:
    """Read the file anew (tests)."""
    _read.cache_clear()
