"""The pages of an import, as a clerk uses them."""

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from openpyxl import Workbook, load_workbook

from open315.intake.models import SheetImport
from open315.intake.sheet_import import services
from open315.intake.tests.importing import received, run, sheet, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any) -> Any:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    with translation.override("en"):
        yield


def test_a_clerk_brings_a_sheet_through_all_pages(cast: Any, client: Client) -> None:
    signed_in(cast, client)
    page = client.post(
        "/console/imports/new/", {"file": sheet(), "source": "12315平台", "council": cast.bodies["wuhan"].pk}
    )
    job = SheetImport.objects.get()
    assert page.url == f"/console/imports/{job.pk}/columns/"
    page = client.get(page.url)
    form = page.context["form"]
    sent = {name: form.initial.get(name, "") for name in form.fields}
    assert sent["column_3"] == "narrative"
    assert "手機開不了機" in page.content.decode()

    page = client.post(page.wsgi_request.path, {**sent, "column_0": "trader_name"})
    assert page.status_code == 422
    page = client.post(page.wsgi_request.path, sent)
    assert page.url == f"/console/imports/{job.pk}/preview/"
    text = client.get(page.url).content.decode()
    assert "2 of these rows would not become cases." in text
    assert "Not an amount of yuan." in text
    assert "30,000.00" in text

    page = client.post(f"/console/imports/{job.pk}/start/")
    assert page.url == f"/console/imports/{job.pk}/"
    progress = f"/console/imports/{job.pk}/progress/"
    assert progress in client.get(page.url).content.decode()
    assert "result.xlsx" not in client.get(progress).content.decode()
    run(job)
    assert "result.xlsx" in client.get(progress).content.decode()
    assert progress not in client.get(page.url).content.decode()
    assert "12315平台" in client.get("/console/imports/").content.decode()

    answer = b"".join(client.get(f"/console/imports/{job.pk}/result.csv").streaming_content)
    lines = list(csv.reader(StringIO(answer.decode("utf-8-sig"))))
    assert [line[2] for line in lines[1:-1]] == ["new", "wrong", "wrong", "new"]
    assert lines[-1] == ["Rows: 4. End of the list."]
    answer = b"".join(client.get(f"/console/imports/{job.pk}/result.xlsx").streaming_content)
    assert load_workbook(BytesIO(answer))["List"]["C2"].value == "new"


def test_another_sheet_or_row_of_headings_can_be_looked_at(cast: Any, client: Client) -> None:
    book = Workbook()
    book.active.append(["說明"])
    other = book.create_sheet("清單")
    for row in (["總表"], ["投訴編號", "投訴內容"], ["1", "退款"]):
        other.append(row)
    out = BytesIO()
    book.save(out)
    file = SimpleUploadedFile("a.xlsx", out.getvalue())
    job = services.receive_sheet(
        file, source="x", council_id=cast.bodies["wuhan"].pk, actor=cast.actor("clerk"), at=cast.at
    )
    signed_in(cast, client)
    mapping = client.get(f"/console/imports/{job.pk}/columns/?sheet=清單").context["mapping"]
    assert (mapping.sheet, mapping.heading_row) == ("清單", 2)
    mapping = client.get(f"/console/imports/{job.pk}/columns/?sheet=清單&row=1").context["mapping"]
    assert mapping.headings[0] == "總表"


@pytest.mark.parametrize("content", [b"", b"<html>", b"MZ\x90\0\x03", b"\xff\x00\x01,\x80\x81\xff"])
def test_a_file_that_is_no_sheet_is_refused_at_its_field(cast: Any, client: Client, content: bytes) -> None:
    signed_in(cast, client)
    page = client.post(
        "/console/imports/new/",
        {"file": SimpleUploadedFile("a.csv", content), "source": "x", "council": cast.bodies["wuhan"].pk},
    )
    assert page.status_code == 422
    assert page.context["form"].errors["file"]
    assert not SheetImport.objects.exists()


def test_an_import_of_another_council_is_not_there(cast: Any, client: Client) -> None:
    job = received(cast)
    signed_in(cast, client, "huangshi_clerk")
    for tail in ("", "columns/", "preview/", "progress/", "result.csv"):
        assert client.get(f"/console/imports/{job.pk}/{tail}").status_code == 404
    assert client.post(f"/console/imports/{job.pk}/start/").status_code == 404
