"""While a sheet is read, however long that takes, others go on writing."""

import json
import threading
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from conftest import make_cast
from open315.cases.models import Case
from open315.core.foreign_files import reading
from open315.core.foreign_files.types import Look
from open315.intake.models import SheetImport
from open315.intake.sheet_import import services
from open315.intake.tests.test_file_by_api import BODY

pytestmark = pytest.mark.django_db(transaction=True)
SHEET = "投訴編號,投訴日期,投訴內容\nA1,2026-05-01,手機開不了機\n".encode()


def test_a_filing_from_outside_goes_through_while_a_sheet_is_being_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    settings.UPLOADS = tmp_path / "uploads"
    at = datetime(2026, 5, 12, 2, tzinfo=UTC)
    cast, look, answers = make_cast(at), reading.look, []

    def file_a_case() -> None:
        try:
            sent = Client().post(
                "/api/v1/cases",
                json.dumps(BODY),
                content_type="application/json",
                headers={"Idempotency-Key": "key-00000001"},
            )
            answers.append(sent.status_code)
        finally:
            connection.close()

    def slow_look(file: Any, **given: Any) -> Look:
        assert not connection.in_atomic_block
        other = threading.Thread(target=file_a_case)
        other.start()
        other.join(30.0)
        answers.append("filed while the sheet was read" if Case.objects.exists() else "had to wait")
        return look(BytesIO(file.read()), **given)

    monkeypatch.setattr(reading, "look", slow_look)
    services.receive_sheet(
        SimpleUploadedFile("a.csv", SHEET),
        source="x",
        council_id=cast.bodies["wuhan"].pk,
        actor=cast.actor("clerk"),
        at=at,
    )
    assert answers == [201, "filed while the sheet was read"]
    assert SheetImport.objects.count() == 1
