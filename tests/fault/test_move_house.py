"""A backup made on SQLite restores into an empty PostgreSQL and back, and nothing is lost or changed on the way."""

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fault.setups import Prepared
from tests.installs import empty_postgres, run


def sums(archive: Path) -> dict[str, dict[str, object]]:
    """What a backup says of each table; but which Django key lies beside a restored database its next start tells anew."""
    with tarfile.open(archive) as tar:
        manifest = tar.extractfile("manifest.json")
        assert manifest is not None
        found: dict[str, dict[str, object]] = json.loads(manifest.read())["tables"]
    found.pop("core_sealingkey")
    return found


@pytest.fixture(name="empty_postgres")
def _empty_postgres() -> Iterator[str]:
    with empty_postgres() as address:
        yield address


def test_from_sqlite_to_postgresql_and_back(tmp_path: Path, demo_machine: Prepared, empty_postgres: str) -> None:
    run(demo_machine.var, "backup", str(tmp_path / "first.tar"), "--with-secrets")

    said = run(tmp_path / "large", "restore", str(tmp_path / "first.tar"), database=empty_postgres)
    assert "all compared" in said
    run(tmp_path / "large", "backup", str(tmp_path / "second.tar"), "--with-secrets", database=empty_postgres)
    assert sums(tmp_path / "second.tar") == sums(tmp_path / "first.tar")
    assert sums(tmp_path / "first.tar")["cases_case"]["rows"] != 0

    run(tmp_path / "back", "restore", str(tmp_path / "second.tar"))
    run(tmp_path / "back", "backup", str(tmp_path / "third.tar"))
    assert sums(tmp_path / "third.tar") == sums(tmp_path / "first.tar")
    assert (tmp_path / "back/secrets/vault-keys.json").read_bytes() == (
        demo_machine.var / "secrets/vault-keys.json"
    ).read_bytes()
    assert "the chain holds" in run(tmp_path / "back", "audit-verify")
