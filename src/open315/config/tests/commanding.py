"""Running a command of Open315 in a test: what it printed, and what it called instead of doing it."""

import sqlite3
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, OperationalError

AT = datetime(2026, 5, 12, 18, 30, tzinfo=UTC)


def fails(error: Exception) -> Any:
    def call(*_args: Any, **_more: Any) -> Any:
        raise error

    return call


class Called:
    """Stands for `call_command` and notes what was called."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.options: dict[str, dict[str, Any]] = {}

    def __call__(self, name: str, **options: Any) -> None:
        self.names.append(name)
        self.options[name] = options


def ran(name: str, *words: str, **options: Any) -> tuple[str, str]:
    """What a command says on its two ways out."""
    out, err = StringIO(), StringIO()
    call_command(name, *words, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


LOCKS = {"serve.lock", "running.lock"}


def left(var: Path) -> set[str]:
    """Every file but the locks, which are made by looking whether they are held."""
    return {each.relative_to(var).as_posix() for each in var.rglob("*") if each.is_file() and each.name not in LOCKS}


def database_says(code: int | None) -> DatabaseError:
    error = OperationalError("x")
    error.__cause__ = sqlite3.OperationalError("x")
    if code is not None:
        error.__cause__.sqlite_errorcode = code  # type: ignore[attr-defined]
    return error
