"""Installs of their own for a test: `open315` commands on a folder and a database, and empty PostgreSQL databases."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.site_process import HANGS_AFTER, ROOT, own_environment


def run(var: Path, *words: str, database: str = "", module: str = "open315") -> str:
    """One `open315` command (or another module) on a folder and a database of its own; what it wrote."""
    ended = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env=own_environment(OPEN315_VAR=str(var), OPEN315_DATABASE=database, OPEN315_DEMO_SMALL="1"),
        capture_output=True,
        text=True,
        timeout=2 * HANGS_AFTER,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    return ended.stdout


@contextmanager
def empty_postgres() -> Iterator[str]:
    """The address of an empty database, which is dropped afterwards; skips the test where there is no PostgreSQL."""
    server = os.environ.get("OPEN315_TEST_POSTGRES")
    if not server:
        pytest.skip("needs PostgreSQL: run script/test fault")
    name = f"own_{uuid.uuid4().hex[:12]}"
    admin = urlsplit(server)._replace(path="/postgres").geturl()
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
