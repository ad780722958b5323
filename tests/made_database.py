"""The test database on SQLite (on PostgreSQL: `made_on_postgres`): made from the migrations once, kept as a file, and copied from then on.

Kept in var/test-databases by the digest of the migrations and of all that they import and read; a copy takes milliseconds, the
migrations seconds, in every process of every run. A test with real transactions, which would end by emptying all tables, ends by
putting the kept rows back: those that the migrations had made are there for the next test, as they are for all others.
"""

import ast
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import TransactionTestCase

from tests import made_on_postgres

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
KEPT = ROOT / "var" / "test-databases"
_DATA = {".toml", ".csv", ".gz", ".json"}


def _imported(path: Path, seen: set[Path]) -> None:
    """Add a file of the product, and those it imports, to `seen`."""
    if path in seen or not path.is_file():
        return
    seen.add(path)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
        for name in names:
            if name.startswith("open315."):
                place = SOURCE.joinpath(*name.split("."))
                _imported(place.with_suffix(".py"), seen)
                _imported(place / "__init__.py", seen)


def digest() -> str:
    """One digest of everything that decides what a new database holds."""
    files: set[Path] = set()
    for path in SOURCE.glob("open315/**/migrations/*.py"):
        _imported(path, files)
    files |= {path for path in SOURCE.rglob("*") if path.suffix in _DATA and "tests" not in path.parts}
    found = sha256(f"{version('django')} {sqlite3.sqlite_version}".encode())
    for path in sorted(files):
        found.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:20]


def _keep(made: Path) -> None:
    """Keep the database as the migrations left it. Two processes may do so at once: the file appears whole or not at all."""
    made.parent.mkdir(parents=True, exist_ok=True)
    for old in sorted(made.parent.glob("*.sqlite3"), key=lambda each: each.stat().st_mtime)[:-4]:
        old.unlink(missing_ok=True)
    part = made.with_suffix(f".{os.getpid()}")
    connections["default"].ensure_connection()
    with closing(sqlite3.connect(part)) as target:
        connections["default"].connection.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, no log beside it
    part.replace(made)


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """The test database. OPEN315_TEST_DATABASE names one that is made; else the kept one is copied, or made and kept."""
    connection = connections["default"]
    if connection.vendor != "sqlite":
        request.getfixturevalue("django_db_modify_db_settings")  # each process has a name of its own
        name = connection.creation._get_test_db_name()
        with django_db_blocker.unblock():
            made_on_postgres.copy(digest(), name)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: made_on_postgres.put_back())
            yield
        with django_db_blocker.unblock():
            made_on_postgres.drop(name)
        return
    made = Path(os.environ.get("OPEN315_TEST_DATABASE") or KEPT / f"{digest()}.sqlite3")
    with django_db_blocker.unblock():
        if made.is_file():
            connections.close_all()
            connection.settings_dict["NAME"] = shutil.copyfile(made, connection.settings_dict["TEST"]["NAME"])
        else:
            request.getfixturevalue("django_db_setup")
            _keep(made)
    # A run may be longer than the file is kept.
    pristine = Path(shutil.copyfile(made, Path(connection.settings_dict["NAME"]).with_name("pristine.sqlite3")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: _put_back(pristine))
        yield


def _put_back(pristine: Path) -> None:
    connection = connections["default"]
    connection.ensure_connection()
    with closing(sqlite3.connect(pristine)) as source:
        source.backup(connection.connection)
