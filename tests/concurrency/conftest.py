"""Who races, and for what: the cast in a folder of its own, and an import that was started in pieces."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import Cast, make_cast
from open315.intake.models import SheetImport
from open315.intake.sheet_import import importing, services
from open315.intake.sheet_import.columns import Mapping

AT = datetime(2026, 5, 12, 2, tzinfo=UTC)


@pytest.fixture
def people(transactional_db: None, tmp_path: Path, settings: Any) -> Cast:
    """The cast; its files go with the test."""
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    return make_cast(AT)


@pytest.fixture
def start_import(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], SheetImport]:
    """Starts an import of so many rows, in pieces of ten."""
    monkeypatch.setattr(importing, "PIECE", 10)

    def start(rows: int) -> SheetImport:
        actor, council = people.actor("clerk"), people.bodies["wuhan"].pk
        text = "投訴編號,被投訴方,投訴內容\n" + "".join(f"N{n},商家{n % 7},第{n}件退款難\n" for n in range(rows))
        file = SimpleUploadedFile("x.csv", text.encode())
        received = services.receive_sheet(file, source="12315", council_id=council, actor=actor, at=AT)
        services.set_mapping(received.pk, Mapping.from_data(received.mapping), actor=actor, at=AT)
        return services.start_import(received.pk, actor=actor, at=AT)

    return start
