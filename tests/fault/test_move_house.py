"""A backup made on SQLite restores into an empty PostgreSQL and back, and nothing is lost or changed on the way."""

import json
import os
import subprocess
import sys
import tarfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.site_process import ROOT


def run(var: Path, *words: str, database: str = "") -> str:
    """One `open315` command on a folder and a database of its own; what it wrote."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("OPEN315_")}
    ended = subprocess.run(
        [sys.executable, "-m", "open315", *words],
        cwd=ROOT,
        env={**ours, "OPEN315_VAR": str(var), "OPEN315_DATABASE": database, "OPEN315_DEMO_SMALL": "1"},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    return ended.stdout


def sums(archive: Path) -> dict[str, dict[str, object]]:
    """What a backup says of each table."""
    with tarfile.open(archive) as tar:
        manifest = tar.extractfile("manifest.json")
        assert manifest is not None
        found: dict[str, dict[str, object]] = json.loads(manifest.read())["tables"]
    return found


@pytest.fixture
def empty_postgres() -> Iterator[str]:
    """The address of an empty database, which is dropped afterwards."""
    server = os.environ.get("OPEN315_TEST_POSTGRES")
    if not server:
        pytest.skip("needs PostgreSQL: run script/test fault")
    name = f"move_{uuid.uuid4().hex[:12]}"
    admin = urlsplit(server)._replace(path="/postgres").geturl()
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield urlsplit(server)._replace(path=f"/{name}").geturl()
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.timeout(900)
def test_from_sqlite_to_postgresql_and_back(tmp_path: Path, empty_postgres: str) -> None:
    run(tmp_path / "small", "prepare")
    run(tmp_path / "small", "backup", str(tmp_path / "first.tar"), "--with-secrets")

    said = run(tmp_path / "large", "restore", str(tmp_path / "first.tar"), database=empty_postgres)
    assert "all compared" in said
    run(tmp_path / "large", "backup", str(tmp_path / "second.tar"), "--with-secrets", database=empty_postgres)
    assert sums(tmp_path / "second.tar") == sums(tmp_path / "first.tar")
    assert sums(tmp_path / "first.tar")["cases_case"]["rows"] != 0

    run(tmp_path / "back", "restore", str(tmp_path / "second.tar"))
    run(tmp_path / "back", "backup", str(tmp_path / "third.tar"))
    assert sums(tmp_path / "third.tar") == sums(tmp_path / "first.tar")
    assert (tmp_path / "back/secrets/vault-keys.json").read_bytes() == (
        tmp_path / "small/secrets/vault-keys.json"
    ).read_bytes()
    assert "the chain holds" in run(tmp_path / "back", "audit-verify")
