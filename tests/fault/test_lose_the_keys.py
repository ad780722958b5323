"""The key ring or the Django key is lost, cut off or mixed up: nothing starts, each says what is missing and what to do."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fault.conftest import copy_of
from tests.site_process import HANGS_AFTER, ROOT, free_port, own_environment, start_site

STARTS = {
    "serve": ("-m", "open315", "serve", "--no-demo", "--port", "{port}"),
    "worker": ("-m", "open315", "worker"),
    "web of a province": ("-c", "import open315.config.wsgi"),
    "rotate-keys": ("-m", "open315", "rotate-keys"),
    "prepare": ("-m", "open315", "prepare", "--no-demo"),
}


@pytest.fixture
def var(started_once: Path, tmp_path: Path) -> Path:
    """An install that was prepared once, for one test to spoil."""
    return copy_of(started_once, tmp_path)


def refused(var: Path, how: str) -> str:
    """Start what must be refused; all that it says."""
    ended = subprocess.run(
        [sys.executable, *(word.format(port=free_port()) for word in STARTS[how])],
        cwd=ROOT,
        env=own_environment(
            OPEN315_VAR=str(var),
            OPEN315_LANGUAGE="en",
            DJANGO_SETTINGS_MODULE="open315.config.settings",
            PYTHONPATH=str(ROOT / "src"),
        ),
        capture_output=True,
        text=True,
        timeout=HANGS_AFTER,
        check=False,
    )
    assert ended.returncode != 0
    return ended.stderr


@pytest.mark.parametrize("how", STARTS)
def test_the_ring_is_gone_and_nothing_starts(var: Path, how: str) -> None:
    ring = var / "secrets" / "vault-keys.json"
    ring.unlink()
    said = refused(var, how)
    assert f"the key ring is missing: there is no file {ring}" in said
    assert "docs/operations/backup.md" in said
    assert not ring.exists()
    assert "Traceback" not in said or how == "web of a province"


def test_the_ring_is_cut_off_and_the_site_does_not_start(var: Path) -> None:
    ring = var / "secrets" / "vault-keys.json"
    ring.write_bytes(ring.read_bytes()[:40])
    assert f"the key ring {ring} is damaged" in refused(var, "serve")


def test_the_ring_of_another_install_and_the_site_does_not_start(var: Path) -> None:
    ring = var / "secrets" / "vault-keys.json"
    content = json.loads(ring.read_text())
    ring.write_text(json.dumps({**content, "index": "A" * 43 + "="}))
    assert f"the key ring {ring} is not the one of this database" in refused(var, "serve")


@pytest.mark.parametrize("content", ["", "half-of-a-key"])
def test_the_django_key_is_cut_off_and_the_site_says_so_instead_of_500s(var: Path, content: str) -> None:
    key = var / "secrets" / "django-key"
    key.write_text(content)
    said = refused(var, "serve")
    assert f"the secret {key} is empty or cut off" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("how", sorted(STARTS.keys() - {"rotate-keys"}))
def test_a_machine_made_a_django_key_of_its_own_and_nothing_starts_there(var: Path, how: str) -> None:
    key = var / "secrets" / "django-key"
    key.unlink()
    said = refused(var, how)
    assert f"the key {key} (or OPEN315_SECRET_KEY), which signs sessions and links, is not the one" in said
    assert "open315 adopt-django-key" in said
    assert "Traceback" not in said or how == "web of a province"


def test_the_ring_is_lost_while_the_site_runs_and_readyz_says_no_until_it_is_back(var: Path) -> None:
    ring = var / "secrets" / "vault-keys.json"
    site = start_site(var, "--no-demo")
    try:
        site.wait()
        aside = ring.rename(ring.with_name("aside"))
        until = time.monotonic() + HANGS_AFTER
        while site.status("/readyz") != 503:
            assert time.monotonic() < until
        assert site.status("/healthz") == 200
        aside.rename(ring)
        site.wait()
    finally:
        site.stop()
