"""What several files of these tests stand on."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from open315.config.management.commands import prepare, reset_demo, restore
from open315.config.tests.commanding import Called


@pytest.fixture
def var(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Called:
    found = Called()
    for module in (prepare, reset_demo, restore):
        monkeypatch.setattr(module, "call_command", found)
    monkeypatch.setattr(connection, "close", lambda: None)
    return found
