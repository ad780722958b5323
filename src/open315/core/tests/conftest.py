"""What several files of these tests stand on."""

from pathlib import Path
from typing import Any

import pytest

from open315.core.access import permissions
from open315.core.jobs import kinds
from open315.core.tests.long_work import AT, Bench


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path, time_machine: Any) -> Bench:
    settings.EXPORTS = tmp_path
    time_machine.move_to(AT, tick=False)
    monkeypatch.setattr(kinds, "_KINDS", {})
    monkeypatch.setattr(kinds, "_HEARERS", [])
    monkeypatch.setitem(permissions._PERMISSIONS, "tests:work", "Work")
    bench = Bench()
    kinds.when_ended(lambda job, kind: bench.heard.append((kind.name, job.state)))
    return bench
