"""The default install has no PostgreSQL driver, no Redis client, no province's server: nothing on its way may need them."""

import subprocess
import sys
from pathlib import Path

from tests.plumbing import ROOT
from tests.site_process import HANGS_AFTER, own_environment

PROGRAM = """
import sys
for extra in ("psycopg", "psycopg_pool", "redis", "granian"):
    sys.modules[extra] = None  # importing it raises ImportError, as where it is not installed
import django
django.setup()
from django.core.management import call_command
from django.urls import get_resolver
assert get_resolver().url_patterns
from importlib import import_module
for server in ("asgi", "stream", "wsgi"):
    try:
        import_module(f"open315.config.{server}")
    except SystemExit:
        assert server == "wsgi"  # it ends without a prepared database, for which it looks when everything is loaded
        assert "open315.config.web" in sys.modules
call_command("check")
"""


def test_the_base_install_loads_without_the_extras_of_a_province(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=own_environment(
            OPEN315_VAR=str(tmp_path), DJANGO_SETTINGS_MODULE="open315.config.settings", PYTHONPATH="src"
        ),
        capture_output=True,
        text=True,
        timeout=HANGS_AFTER,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
