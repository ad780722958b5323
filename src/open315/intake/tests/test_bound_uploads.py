"""How much strangers may leave on the disk, counted on the disk: a request, an hour, a day, all of them together."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from open315.cases.models import Attachment, Case
from open315.core.throttle import counting
from open315.core.uploads import services, storage
from open315.core.uploads.models import Upload
from open315.intake.tests.test_file_on_portal import begin, filed

NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
MB = 1024 * 1024
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _bounds(tmp_path: Path, settings: Any) -> Any:
    settings.UPLOADS = tmp_path / "uploads"
    settings.UPLOAD_MAX_BYTES = 2 * MB
    settings.UPLOAD_BYTES_PER_HOUR = 5 * MB
    settings.UPLOAD_MAX_FILES = 3
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def visitor(cast: Any) -> Client:
    return Client()


def pdf(size: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("發票.pdf", PDF.ljust(size), "application/pdf")


def stored() -> int:
    """Bytes under the uploads folder, to the next lower megabyte."""
    return sum(path.stat().st_size for path in storage.root().rglob("*") if path.is_file()) // MB


def post(client: Client, data: dict[str, Any], *files: SimpleUploadedFile, **more: Any) -> Any:
    return client.post(
        "/complain/", {**data, "title": "", "narrative": "", "step": "check", "evidence": files}, follow=True, **more
    )


def test_forms_that_are_refused_leave_no_more_than_the_hour_allows(visitor: Client) -> None:
    data = begin(visitor)
    answers = [post(visitor, data, pdf(MB), pdf(MB)) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 2 + [422] * 4
    assert stored() == 4
    told = ["網絡連接已上傳了大量文件" in answer.content.decode() for answer in answers]
    assert told == [False, False, True, True, True, True]
    assert post(visitor, data, pdf(MB), REMOTE_ADDR="203.0.113.9").status_code == 200
    assert stored() == 5, "somebody else"
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        post(visitor, data, pdf(MB))
        assert stored() == 6


def test_a_day_allows_three_hours_of_it(visitor: Client) -> None:
    data = begin(visitor)
    day = counting._window_start(counting._hashed("upload:127.0.0.1", 86_400), 86_400, NOW) + timedelta(days=1)
    for hour in range(9):
        with time_machine.travel(day + timedelta(hours=hour), tick=False):
            post(visitor, data, pdf(2 * MB), pdf(2 * MB))
    assert stored() == 12


def test_the_complaint_can_be_sent_without_the_files_that_were_too_many(visitor: Client) -> None:
    data = begin(visitor)
    for _ in range(3):
        post(visitor, data, pdf(MB), pdf(MB))
    filed(visitor, data)
    assert Case.objects.count() == 1


def test_a_large_file_and_a_small_one_arrive_whole(visitor: Client) -> None:
    data = begin(visitor)
    filed(visitor, {**data, "evidence": [pdf(2 * MB), pdf(100)]})
    kept = [each.upload for each in Attachment.objects.select_related("upload").order_by("id")]
    assert [each.size for each in kept] == [2 * MB, 100]
    for each, size in zip(kept, (2 * MB, 100), strict=True):
        with services.open_original(each) as file:
            assert file.read() == PDF.ljust(size)


def test_a_file_over_the_limit_is_told_and_not_kept(visitor: Client) -> None:
    page = post(visitor, begin(visitor), pdf(2 * MB + 1)).content.decode()
    assert "文件不能超過 2 MB" in page or "2 MB" in page
    assert stored() == 0


def test_more_files_than_a_form_may_bring_are_passed_over(visitor: Client) -> None:
    page = post(visitor, begin(visitor), *(pdf(100) for _ in range(5))).content.decode()
    assert "最多可以提交 3 個文件。" in page
    assert Upload.objects.count() == 3


def test_a_request_larger_than_all_its_files_may_be_is_not_read_to_its_end(visitor: Client) -> None:
    page = post(visitor, begin(visitor), *(pdf(4 * MB) for _ in range(3))).content.decode()
    assert (stored(), Upload.objects.exists()) == (0, False)
    assert page


def test_staff_are_not_counted_with_strangers(cast: Any) -> None:
    clerk = Client()
    clerk.force_login(cast.accounts["clerk"])
    data = {**begin(clerk), "channel": "hotline"}
    for _ in range(4):
        clerk.post("/console/desk/", {**data, "title": "", "narrative": "", "evidence": [pdf(MB), pdf(MB)]})
    assert stored() == 8


def test_all_that_waits_together_is_bounded_and_what_is_claimed_is_not_counted(visitor: Client, settings: Any) -> None:
    settings.UPLOAD_UNCLAIMED_BYTES = 2 * MB
    data = begin(visitor)
    for address in ("203.0.113.1", "203.0.113.2", "203.0.113.3"):
        page = post(visitor, data, pdf(MB), REMOTE_ADDR=address).content.decode()
    assert "等待處理的文件過多" in page
    assert stored() == 2
    services.claim([Upload.objects.order_by("id")[0].pk], NOW)
    post(visitor, data, pdf(MB), REMOTE_ADDR="203.0.113.4")
    assert stored() == 3


def test_one_visitor_does_not_shut_the_door_for_others(visitor: Client, settings: Any) -> None:
    """All strangers together had 4 GB, and one of them could take it all for a day."""
    settings.UPLOAD_UNCLAIMED_BYTES, settings.UPLOAD_MAX_BYTES = 32 * MB, MB
    data = begin(visitor)
    pages = [post(visitor, data, pdf(MB), REMOTE_ADDR="203.0.113.1").content.decode() for _each in range(4)]
    assert ["等待處理的文件過多" in page for page in pages] == [False, False, True, True]
    assert stored() == 2, "a sixteenth of the room"
    assert "等待處理的文件過多" not in post(visitor, data, pdf(MB), REMOTE_ADDR="203.0.113.2").content.decode()
    assert stored() == 3


def test_a_flood_gives_way_to_who_brings_one_photo(
    visitor: Client, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.UPLOAD_UNCLAIMED_BYTES, settings.UPLOAD_MAX_BYTES = 4 * MB, 2 * MB
    data = begin(visitor)
    with django_capture_on_commit_callbacks(execute=True):
        for last in (1, 1, 2, 4):
            post(visitor, data, pdf(MB), REMOTE_ADDR=f"203.0.113.{last}")
        first = Upload.objects.filter(sender=services.sender_of("203.0.113.1")).order_by("pk").first()
        page = post(visitor, data, pdf(MB // 2), REMOTE_ADDR="203.0.113.3").content.decode()
    assert "等待處理的文件過多" not in page
    assert list(Upload.objects.order_by("size").values_list("size", flat=True)) == [MB // 2, MB, MB, MB]
    assert first is not None
    assert not storage.kept(first).path.exists(), "the oldest of the largest sender is gone from the disk as well"
    assert "203.0.113" not in str(list(Upload.objects.values()))


def test_who_sent_a_file_is_forgotten_when_it_is_claimed(visitor: Client) -> None:
    filed(visitor, {**begin(visitor), "evidence": pdf(MB)})
    assert Upload.objects.get().sender == ""


def test_evidence_that_was_refused_to_an_officer_leaves_nothing(
    cast: Any, visitor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    filed(visitor, begin(visitor))
    case = Case.objects.get()
    officer = Client()
    officer.force_login(cast.accounts["officer"])
    address = f"/console/cases/{case.number}/do/add_evidence/"
    with django_capture_on_commit_callbacks(execute=True):
        files = [pdf(MB), SimpleUploadedFile("a.pdf", b"no")]
        broken = officer.post(address, {"version": case.version, "evidence": files})
    assert (broken.status_code, stored(), Upload.objects.count()) == (422, 0, 0)
    assert officer.post(address, {"version": case.version, "evidence": [pdf(MB)]}).status_code == 302
    assert (stored(), Attachment.objects.count()) == (1, 1)
