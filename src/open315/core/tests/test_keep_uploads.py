"""Uploads on both sides of each bound: how large, how long unclaimed, claimed once; and all of what is kept of a file."""

import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from open315.core import crypto
from open315.core.errors import InvalidInput
from open315.core.uploads import kinds, services, storage
from open315.core.uploads.models import Upload
from open315.core.uploads.names import given_name
from tests.rows import changes, nothing_changes

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SIXTY = PDF.ljust(60)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    settings.UPLOADS = tmp_path / "uploads"
    settings.UPLOAD_MAX_BYTES = 1000


def file(size: int = 46, name: str = "發票.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF + b" " * (size - len(PDF)))


def receive(at: datetime = AT) -> Upload:
    return services.receive(file(), at=at)


def on_disk() -> list[Path]:
    return sorted(path for path in storage.root().rglob("*") if path.is_file())


def test_a_file_is_kept_with_all_that_is_known_of_it() -> None:
    found = changes(lambda: services.receive(file(60), at=AT))
    ((how, row),) = found.pop("core.Upload")
    pk = row.pop("id")
    assert (how, found) == ("+", {})
    assert "發票".encode() not in bytes(row.pop("sealed_name"))
    assert row.pop("name_key_id") == crypto.current_key()
    assert row == {
        "sender": "",
        "storage_path": f"{pk.hex[:2]}/{pk.hex[2:4]}/{pk}", "original_name": "", "content_type": "application/pdf",
        "size": 60, "sha256": sha256(SIXTY).hexdigest(), "created_at": AT, "claimed_at": None, "dropped_at": None,
    }  # fmt: skip
    assert given_name(Upload.objects.get()) == "發票.pdf"
    assert [path.relative_to(storage.root()).as_posix() for path in on_disk()] == [row["storage_path"]]
    with services.open_original(Upload.objects.get()) as kept:
        assert kept.read() == SIXTY


def test_a_file_without_a_name_gets_one() -> None:
    nameless = file()
    nameless.name = None
    assert given_name(services.receive(nameless, at=AT)) == "file.pdf"


LIMITS: list[tuple[dict[str, Any], int, bool]] = [
    # what the caller says, bytes, whether it is taken
    ({}, 1000, True),
    ({}, 1001, False),
    ({"max_bytes": 500}, 500, True),
    ({"max_bytes": 500}, 501, False),
    ({"max_bytes": 2000}, 2000, True),
    ({"max_bytes": 2000}, 2001, False),
]


@pytest.mark.parametrize("lies", [False, True])
def test_a_file_may_be_as_large_as_the_limit_and_not_a_byte_larger(lies: bool) -> None:
    for given, size, taken in LIMITS:
        sent = file(size)
        if lies:
            sent.size = 1
        if taken:
            assert services.receive(sent, at=AT, **given).size == size
            continue
        before = on_disk()
        with nothing_changes(), pytest.raises(InvalidInput) as refusal:
            services.receive(sent, at=AT, **given)
        assert (refusal.value.field, on_disk()) == ("evidence", before), (given, size)


def test_a_file_that_says_it_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = file()
    sent.size = 1001
    monkeypatch.setattr(sent, "chunks", lambda: pytest.fail("it was read"))
    with nothing_changes(), pytest.raises(InvalidInput):
        services.receive(sent, at=AT)


def test_a_file_that_does_not_say_its_size_is_measured() -> None:
    sent = file(60)
    sent.size = None
    assert services.receive(sent, at=AT).size == 60


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (SimpleUploadedFile("a.pdf", b""), "文件是空的。"),
        (SimpleUploadedFile("a.pdf", b"just text"), ""),
        (SimpleUploadedFile("a.pdf", PDF + b" " * 2000), ""),
    ],
)
def test_a_refusal_stands_at_the_field_of_the_page(sent: SimpleUploadedFile, words: str) -> None:
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.receive(sent, at=AT, field="file")
    assert refusal.value.field == "file"
    with translation.override("zh-hant"):
        assert not words or str(refusal.value.message) == words
    assert on_disk() == []


def test_only_kinds_that_are_wanted_are_taken() -> None:
    sheet = SimpleUploadedFile("a.csv", "編號,內容\n1,退款\n".encode())
    with nothing_changes(), pytest.raises(InvalidInput):
        services.receive(sheet, at=AT)
    assert services.receive(sheet, at=AT, accept=kinds.SHEETS).content_type == "text/csv"


def test_files_are_claimed_in_the_order_they_are_named_each_once() -> None:
    one, other, left = receive(), receive(), receive()
    given: list[list[Upload]] = []
    found = changes(lambda: given.append(services.claim([other.pk, one.pk, other.pk], AT)))
    assert given == [[other, one]]
    assert {row["of"]["id"]: row["claimed_at"] for _how, row in found.pop("core.Upload")} == {one.pk: AT, other.pk: AT}
    assert found == {}
    left.refresh_from_db()
    assert left.claimed_at is None


def test_when_one_file_is_gone_none_is_claimed() -> None:
    free, taken = receive(), receive()
    services.claim([taken.pk], AT)
    for wrong in (taken.pk, uuid4()):
        with nothing_changes(), pytest.raises(InvalidInput) as refusal:
            services.claim([free.pk, wrong], AT)
        with translation.override("zh-hant"):
            said = (refusal.value.field, str(refusal.value.message))
        assert said == ("evidence", "有文件已不存在，請重新上傳。")
    with nothing_changes():
        assert services.claim([], AT) == []


def test_what_nobody_claimed_is_dropped_after_a_day_and_not_before() -> None:
    lost, claimed = receive(), receive()
    services.claim([claimed.pk], AT)
    with nothing_changes():
        assert services.sweep(AT + timedelta(days=1)) == 0
    dropped: list[int] = []
    found = changes(lambda: dropped.append(services.sweep(AT + timedelta(days=1, seconds=1))))
    assert dropped == [1]
    assert [(how, row["id"]) for how, row in found.pop("core.Upload")] == [("-", lost.pk)]
    assert found == {}
    assert [path.name for path in on_disk()] == [str(claimed.pk)]


def test_however_many_there_are_all_are_dropped_with_their_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "SWEEP_BATCH", 2)
    for _ in range(5):
        receive()
    on_disk()[0].unlink()
    assert services.sweep(AT + timedelta(days=2)) == 5
    assert (Upload.objects.count(), on_disk()) == (0, [])
    assert services.sweep(AT + timedelta(days=2)) == 0
    assert timedelta(days=1) == services.UNCLAIMED_FOR


def test_drafts_of_broken_transfers_are_dropped_after_a_day() -> None:
    receive()
    old, young = storage.drafts() / "old", storage.drafts() / "young"
    for draft, written in ((old, AT - timedelta(seconds=1)), (young, AT)):
        draft.write_bytes(b"half")
        os.utime(draft, (written.timestamp(), written.timestamp()))
    services.claim([Upload.objects.get().pk], AT)
    assert services.sweep(AT + timedelta(days=1)) == 0
    assert (old.exists(), young.exists()) == (False, True)


def test_only_the_named_files_are_let_go_and_no_erased_one() -> None:
    first, second, erased = (services.receive(file(46 + n), at=AT) for n in range(3))
    services.claim([first.pk, second.pk, erased.pk], at=AT)
    services.drop([erased.pk], at=AT)
    assert services.let_go([first.pk, erased.pk]) == 1
    claimed = {each.pk: each.claimed_at for each in Upload.objects.all()}
    assert claimed == {first.pk: None, second.pk: AT, erased.pk: AT}
