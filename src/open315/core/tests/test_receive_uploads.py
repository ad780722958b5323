"""Files come in by content, stay as they came, and go out harmless."""

import errno
import os
import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

from open315.core.errors import InvalidInput, Unavailable
from open315.core.uploads import kinds, services, storage
from open315.core.uploads.models import Upload
from open315.core.uploads.names import given_name, safe_name

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    settings.UPLOADS = tmp_path / "uploads"


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **saving: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 1).save(out, kind, **saving)
    return out.getvalue()


def package(**entries: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def workbook() -> bytes:
    out, book = BytesIO(), Workbook()
    book.active.append(["編號"])
    book.save(out)
    return out.getvalue()


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 64
AMR = b"#!AMR\n" + b"\x3c\x91\x17" * 20


def receive(content: bytes, name: str = "證據.jpg", **given: Any) -> Upload:
    return services.receive(SimpleUploadedFile(name, content), at=AT, **given)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (picture(), "image/jpeg"),
        (picture("PNG"), "image/png"),
        (picture("WEBP"), "image/webp"),
        (PDF, "application/pdf"),
        (MP4, "video/mp4"),
        (AMR, "audio/amr"),
        (b"ID3\x04" + b"\0" * 60, "audio/mpeg"),
        (workbook(), kinds.XLSX),
        (package(**{"[Content_Types].xml": b"<a/>", "word__document.xml": b"<a/>"}), kinds.DOCX),
    ],
)
def test_evidence_is_told_by_its_content_whatever_its_name(content: bytes, content_type: str) -> None:
    upload = receive(content, "聲明.exe")
    assert upload.content_type == content_type
    assert (upload.original_name, b"\xe8\x81\xb2" in bytes(upload.sealed_name)) == ("", False)
    assert given_name(upload) == "聲明" + kinds.EXTENSIONS[content_type]
    with services.open_original(upload) as file:
        assert file.read() == content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"MZ\x90\0" + b"\0" * 100,
        b"\x7fELF" + b"\0" * 100,
        b"#!/bin/sh\nrm -rf /",
        b"just text",
        package(**{"a.txt": b"a"}),
        package(**{"[Content_Types].xml": b"<a/>", "xl__workbook.xml": b"<a/>", "xl__vbaProject.bin": b"x"}),
        package(**{"[Content_Types].xml": b"<a/>", "word__document.xml": b"\0" * (30 * 1024 * 1024)}),
        picture() + package(**{"a.js": b"alert(1)"}),
        PDF + package(**{"a.js": b"alert(1)"}),
        b"junk" + PDF,
        picture("JPEG", comment=b"<script>alert(1)</script>"),
        picture()[:30],
        b"\xff\xd8\xff\xe0" + b"\0" * 200,
        picture("PNG", size=(20_000, 10_000), mode="1"),
    ],
    ids=[
        "empty", "html", "svg", "exe", "elf", "script", "text", "zip", "macros", "zip bomb", "picture and zip", "pdf and zip",
        "pdf inside", "picture with script", "cut off", "no picture", "pixel bomb",
    ],
)  # fmt: skip
def test_anything_else_is_refused_at_its_field_and_leaves_nothing_behind(content: bytes) -> None:
    with pytest.raises(InvalidInput) as refusal:
        receive(content)
    assert refusal.value.field == "evidence"
    assert not Upload.objects.exists()
    assert not [path for path in storage.root().rglob("*") if path.is_file()]


def test_a_sheet_is_taken_only_where_sheets_are_wanted() -> None:
    csv = "投訴編號,內容\n1,退款\n".encode("gb18030")
    assert receive(csv, "a.csv", accept=kinds.SHEETS).content_type == "text/csv"
    with pytest.raises(InvalidInput):
        receive(csv, "a.csv")
    page = b"<table><tr><td>1"
    assert receive(page, "a.xls", accept=kinds.SHEETS).content_type == kinds.XLS
    with pytest.raises(InvalidInput):
        receive(page, "a.xls")


def test_a_file_over_the_limit_is_refused_even_if_it_lies_about_its_size(settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1024
    file = SimpleUploadedFile("a.pdf", PDF + b" " * 2000)
    with pytest.raises(InvalidInput):
        services.receive(file, at=AT)
    file.size = 10
    with pytest.raises(InvalidInput):
        services.receive(file, at=AT)


def test_the_file_lies_under_its_id_for_its_owner_only() -> None:
    upload = receive(PDF)
    path = storage.root() / upload.storage_path
    assert path.name == str(upload.pk)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_full_disk_is_said_and_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable):
        receive(PDF)
    assert not Upload.objects.exists()
    assert not [path for path in storage.root().rglob("*") if path.is_file()]


def test_an_upload_is_claimed_once() -> None:
    one, other = receive(PDF), receive(picture())
    assert services.claim([other.pk, one.pk], AT) == [other, one]
    with pytest.raises(InvalidInput):
        services.claim([one.pk], AT)
    with pytest.raises(InvalidInput):
        services.claim([uuid4()], AT)
    assert services.claim([], AT) == []


def test_what_nobody_claims_is_swept_after_a_day_and_what_is_claimed_stays() -> None:
    lost, kept = receive(PDF), receive(PDF)
    services.claim([kept.pk], AT)
    assert services.sweep(AT + timedelta(hours=23)) == 0
    assert services.sweep(AT + timedelta(hours=25)) == 1
    assert list(Upload.objects.all()) == [kept]
    assert not (storage.root() / lost.storage_path).exists()
    assert (storage.root() / kept.storage_path).exists()


def test_a_form_that_came_to_nothing_takes_its_own_files_and_none_that_was_claimed_meanwhile(
    django_capture_on_commit_callbacks: Any,
) -> None:
    lost, kept, other = receive(PDF), receive(PDF), receive(PDF)
    services.claim([kept.pk], AT)
    with django_capture_on_commit_callbacks(execute=True):
        services.drop_unclaimed([lost.pk, kept.pk])
    assert set(Upload.objects.values_list("pk", flat=True)) == {kept.pk, other.pk}
    there = [(storage.root() / each.storage_path).exists() for each in (lost, kept, other)]
    assert there == [False, True, True]


def test_a_published_picture_has_lost_place_and_device_and_the_original_has_not() -> None:
    notes = Image.Exif()
    notes[0x010F] = "Maker of phones"
    notes[0x0112] = 6
    notes.get_ifd(0x8825)[2] = (30.0, 35.0, 0.0)
    upload = receive(picture(exif=notes.tobytes(), comment=b"by me"))
    published = services.published_copy(upload)
    with Image.open(BytesIO(published.content)) as copy:
        assert dict(copy.getexif()) == {}
        assert "comment" not in copy.info
        assert copy.size == (20, 40)
    assert b"Maker of phones" not in published.content
    with services.open_original(upload) as file:
        assert b"Maker of phones" in file.read()


def test_only_pictures_can_be_published() -> None:
    with pytest.raises(InvalidInput):
        services.published_copy(receive(PDF))


def test_a_file_is_served_so_that_it_cannot_act() -> None:
    answer = services.response(receive(picture(), '我的"證據.jpg'), stem='鄂消"1', inline=True)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("inline")
    answer.close()


@pytest.mark.parametrize("content", [PDF, MP4])
def test_what_is_no_picture_is_only_ever_a_download(content: bytes) -> None:
    answer = services.response(receive(content), stem="1", inline=True)
    assert answer["Content-Disposition"].startswith("attachment")
    answer.close()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\evil\\發票.pdf", "發票.pdf"),
        ("fdp.\u202eexe", "fdp.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("", "file.pdf"),
        (".pdf", "file.pdf"),
        ("長" * 300 + ".pdf", "長" * 120 + ".pdf"),
    ],
)
def test_file_names_are_harmless(name: str, safe: str) -> None:
    assert safe_name(name, "application/pdf") == safe


def test_names_that_an_earlier_version_kept_in_clear_are_sealed_once() -> None:
    mine, other = receive(picture()), receive(picture(), "別人的.jpg")
    Upload.objects.update(original_name="歐陽的發票.jpg", name_key_id="", sealed_name=b"")
    assert services.seal_names([mine.pk]) == 1
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.original_name, given_name(mine)) == ("", "歐陽的發票.jpg")
    assert "歐陽".encode() not in bytes(mine.sealed_name)
    assert other.original_name == "歐陽的發票.jpg"
    assert services.seal_names([mine.pk]) == 0
