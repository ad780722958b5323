"""A backup of an earlier state of the tables restores into this version: rows, figures and pages are what they were.

Each archive is a small demo, made by the version that had that state; the figures beside it were told by that version.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fault.test_move_house import empty_postgres, run, sums  # noqa: F401  (a fixture)
from tests.site_process import ROOT

ARCHIVES = sorted((Path(__file__).parent / "archives").glob("*.tar"))
OF_THE_VERSION = ("auth_permission", "django_content_type")
"""Tables that are filled anew for the models of the version that runs."""


def told_by(var: Path, database: str = "") -> dict[str, dict[str, object]]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("OPEN315_")}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.fault.telling"],
        cwd=ROOT,
        env={**ours, "OPEN315_VAR": str(var), "OPEN315_DATABASE": database, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    found: dict[str, dict[str, object]] = json.loads(ended.stdout)
    return found


def compare(archive: Path, var: Path, database: str = "") -> None:
    """Restore, then see that nothing was lost, that figures are as they were, and that pages open."""
    assert "all compared" in run(var, "restore", str(archive), database=database)
    assert told_by(var, database) == json.loads(archive.with_suffix(".json").read_text(encoding="utf-8"))
    run(var, "backup", str(var / "again.tar"), database=database)
    before, after = sums(archive), sums(var / "again.tar")
    kept = (set(before) & set(after)) - set(OF_THE_VERSION)
    assert {"cases_case", "cases_clock", "cases_competencerule", "org_organisation", "core_auditentry"} <= kept
    assert {name: after[name]["rows"] for name in kept} == {name: before[name]["rows"] for name in kept}
    assert "the chain holds" in run(var, "audit-verify", database=database)


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda each: each.stem)
def test_into_a_new_sqlite(archive: Path, tmp_path: Path) -> None:
    compare(archive, tmp_path / "var")


@pytest.mark.parametrize("archive", ARCHIVES[:1], ids=lambda each: each.stem)
def test_into_a_database_that_was_made_but_never_used(archive: Path, tmp_path: Path) -> None:
    run(tmp_path / "var", "migrate")
    compare(archive, tmp_path / "var")


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda each: each.stem)
def test_into_an_empty_postgresql(archive: Path, tmp_path: Path, empty_postgres: str) -> None:  # noqa: F811
    compare(archive, tmp_path / "var", empty_postgres)
