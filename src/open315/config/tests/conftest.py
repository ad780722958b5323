"""What several files of these tests stand on."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from open315.config.management.commands import prepare, reset_demo, restore
from open315.config.tests.commanding import AT, Called
from open315.config.tests.folder_of_a_campaign import SHEETS


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


@pytest.fixture
def folder(tmp_path: Path, time_machine: Any) -> Path:
    """The folder, on 20 March."""
    time_machine.move_to(AT.replace(month=3, day=20), tick=False)
    path = tmp_path / "folder"
    path.mkdir()
    for name, text in SHEETS.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path
