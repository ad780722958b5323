"""A backup restores into an empty place, and what it says of itself is what is there."""

import fcntl
import json
import tarfile
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import translation

from open315.core.access import SYSTEM
from open315.core.audit import record
from open315.core.audit.chain import seal_new
from open315.core.audit.models import AuditEntry
from open315.core.audit.verify import verify
from open315.core.crypto import KeysUnusable, keyring, seal
from open315.core.ids import take
from open315.core.ops.archive import RestoreRefused, backup, restore, rows
from open315.core.ops.archive.tables import archived_models
from open315.core.outbox import emit
from open315.core.uploads import services as uploads
from open315.core.uploads.models import Upload
from open315.org.models import Account, Organisation

AT = datetime(2026, 5, 12, 2, 0, 0, 42, tzinfo=UTC)


@pytest.fixture
def place(settings: Any, tmp_path: Path) -> Path:
    """A folder of our own for uploads and secrets."""
    settings.VAR = tmp_path
    settings.UPLOADS = tmp_path / "uploads"
    settings.SECRETS = tmp_path / "secrets"
    settings.VAULT_KEYS = tmp_path / "secrets" / "vault-keys.json"
    settings.SECRETS.mkdir()
    settings.VAULT_KEYS.write_text("the keys", encoding="utf-8")
    return tmp_path


def _fill(place: Path) -> None:
    from conftest import make_cast

    make_cast(AT)
    record("cases.accepted", actor=SYSTEM, at=AT, data={"words": "受理 ✓", "nested": {"b": 1, "a": [1.5, None, True]}})
    seal_new()
    emit("test.happened", {"n": 1}, at=AT)
    take("case:鄂消:2026", 5)
    (place / "uploads" / "aa").mkdir(parents=True)
    (place / "uploads" / "aa" / "photo").write_bytes(b"\xff\xd8 evidence")
    Upload.objects.create(
        storage_path="aa/photo",
        original_name="照片.jpg",
        content_type="image/jpeg",
        size=11,
        sha256="0" * 64,
        created_at=AT,
    )


def _sums() -> dict[str, tuple[int, str]]:
    found = {}
    for model in archived_models():
        total = rows.sum_of(rows.table_of(model))
        found[model._meta.db_table] = (total.rows, total.digest)
    return found


@pytest.mark.django_db(transaction=True)
def test_everything_comes_back_exactly(place: Path) -> None:
    _fill(place)
    before = _sums()
    summary = backup(place / "b.tar", at=AT)
    assert summary.files == 1
    assert (place / "b.tar").stat().st_mode & 0o777 == 0o600

    call_command("flush", interactive=False, verbosity=0)
    (place / "uploads" / "aa" / "photo").unlink()
    (place / "uploads" / "aa").rmdir()
    assert Organisation.objects.count() == 0

    restored = restore(place / "b.tar")
    assert (restored.rows, restored.tables, restored.files) == (summary.rows, summary.tables, 1)
    assert _sums() == before
    assert (place / "uploads" / "aa" / "photo").read_bytes() == b"\xff\xd8 evidence"
    assert verify().broken is None
    # New rows get keys of their own, and numbers go on.
    Account.objects.create_user("new", "correct horse 315")
    record("cases.accepted", actor=SYSTEM, at=AT)
    assert take("case:鄂消:2026")[0] == 6


@pytest.mark.django_db(transaction=True)
def test_a_place_in_use_is_left_alone_unless_told_otherwise(place: Path) -> None:
    _fill(place)
    backup(place / "b.tar", at=AT)
    Organisation.objects.filter(name="武漢市消費者協會").update(short_name="changed")
    with pytest.raises(RestoreRefused, match="in use"):
        restore(place / "b.tar")
    assert Organisation.objects.filter(short_name="changed").exists()

    restore(place / "b.tar", replace=True)
    assert not Organisation.objects.filter(short_name="changed").exists()


@pytest.mark.django_db(transaction=True)
def test_a_damaged_backup_changes_nothing(place: Path) -> None:
    _fill(place)
    backup(place / "b.tar", at=AT)

    def tamper(manifest: dict[str, Any]) -> None:
        manifest["tables"]["core_auditentry"]["digest"] = "0" * 64

    _with_manifest(place / "b.tar", place / "bad.tar", tamper)
    before = _sums()
    with pytest.raises(RestoreRefused, match="core_auditentry differs"):
        restore(place / "bad.tar", replace=True)
    assert _sums() == before
    assert (place / "uploads" / "aa" / "photo").exists()
    assert not list(place.glob(".uploads-*"))


def test_something_else_is_not_taken_for_a_backup(place: Path) -> None:
    (place / "no.tar").write_bytes(b"no archive")
    with pytest.raises(RestoreRefused, match="cannot be read"):
        restore(place / "no.tar")
    with tarfile.open(place / "empty.tar", "w"):
        pass
    with pytest.raises(RestoreRefused, match="no complete"):
        restore(place / "empty.tar")


@pytest.mark.django_db(transaction=True)
def test_keys_are_in_the_backup_only_when_asked_for(place: Path) -> None:
    _fill(place)
    backup(place / "without.tar", at=AT)
    backup(place / "with.tar", at=AT, with_secrets=True)
    with tarfile.open(place / "without.tar") as tar:
        assert not [name for name in tar.getnames() if name.startswith("secrets/")]

    place.joinpath("secrets/vault-keys.json").unlink()
    said: list[str] = []
    restore(place / "without.tar", replace=True, say=said.append)
    assert any("holds no keys" in words for words in said)
    restore(place / "with.tar", replace=True)
    assert place.joinpath("secrets/vault-keys.json").read_text(encoding="utf-8") == "the keys"
    assert place.joinpath("secrets/vault-keys.json").stat().st_mode & 0o777 == 0o600


def _restored_and_said(backup_file: Path) -> str:
    said: list[str] = []
    with translation.override("en"):
        restore(backup_file, replace=True, say=said.append)
    return "\n".join(said)


@pytest.mark.django_db(transaction=True)
def test_a_restore_without_the_keys_says_what_is_missing_and_nothing_is_sealed_before_it_is_there(place: Path) -> None:
    ring = place / "secrets" / "vault-keys.json"
    ring.unlink()
    seal(b"a", purpose="p")  # the install makes its ring
    backup(place / "without.tar", at=AT)
    right = ring.rename(ring.with_name("copy"))
    said = _restored_and_said(place / "without.tar")
    assert "the site will not start yet: " in said
    assert f"the key ring is missing: there is no file {ring}" in said
    with pytest.raises(KeysUnusable):
        seal(b"a", purpose="p")
    keyring.create()
    assert f"the key ring {ring} is not the one of this database" in _restored_and_said(place / "without.tar")
    right.rename(ring)
    assert "will not start" not in _restored_and_said(place / "without.tar")
    assert seal(b"a", purpose="p")


@pytest.mark.django_db(transaction=True)
def test_a_restore_with_other_keys_puts_those_that_lie_there_aside(place: Path) -> None:
    ring = place / "secrets" / "vault-keys.json"
    ring.unlink()
    seal(b"a", purpose="p")
    right = ring.read_bytes()
    backup(place / "with.tar", at=AT, with_secrets=True)
    ring.unlink()
    keyring.create()
    other = ring.read_bytes()
    assert "put aside" in _restored_and_said(place / "with.tar")
    assert ring.read_bytes() == right
    assert ring.with_name("vault-keys.json.aside-1").read_bytes() == other


@pytest.mark.django_db(transaction=True)
def test_a_backup_shows_one_moment_while_others_write(place: Path) -> None:
    """The snapshot begins before the first table is read; what is written meanwhile is not in it, and nobody waits."""
    _fill(place)
    written: list[int] = []

    def write() -> None:
        record("cases.accepted", actor=SYSTEM, at=AT)
        written.append(1)
        connections.close_all()

    def write_meanwhile(words: str) -> None:
        somebody = threading.Thread(target=write)
        somebody.start()
        somebody.join(240)

    backup(place / "b.tar", at=AT, say=write_meanwhile)
    assert written
    with tarfile.open(place / "b.tar") as tar:
        manifest = json.loads(tar.extractfile("manifest.json").read())
    assert manifest["tables"]["core_auditentry"]["rows"] == 1
    assert AuditEntry.objects.count() == 1 + len(written)


def test_a_row_is_the_same_line_whatever_the_zone_of_its_moment() -> None:
    from open315.core.clock import SHANGHAI

    utc, china = (
        rows.line([AT, date(2026, 5, 12), b"\x00"]),
        rows.line([AT.astimezone(SHANGHAI), date(2026, 5, 12), memoryview(b"\x00")]),
    )
    assert utc == china


def _with_manifest(source: Path, target: Path, change: Any) -> Path:
    """A copy with `change` made to its manifest."""
    import io

    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old.getmembers():
            content = old.extractfile(member).read()
            if member.name == "manifest.json":
                manifest = json.loads(content)
                change(manifest)
                content = json.dumps(manifest).encode()
                member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    return target


@pytest.mark.django_db(transaction=True)
def test_a_backup_of_a_later_version_is_refused_by_name(place: Path) -> None:
    _fill(place)
    backup(place / "b.tar", at=AT)
    later = _with_manifest(place / "b.tar", place / "l.tar", lambda each: each["migrations"].append("cases.9999_later"))
    with pytest.raises(RestoreRefused, match=r"does not know cases\.9999_later"):
        restore(later, replace=True)


@pytest.mark.django_db(transaction=True)
def test_a_backup_of_an_earlier_version_never_replaces_what_is_in_use(place: Path) -> None:
    _fill(place)
    backup(place / "b.tar", at=AT)
    earlier = _with_manifest(
        place / "b.tar", place / "e.tar", lambda each: each["migrations"].remove("law.0001_from_cases")
    )
    before = _sums()
    with pytest.raises(RestoreRefused, match="in use"):
        restore(earlier, replace=True)
    assert _sums() == before


@pytest.mark.django_db(transaction=True)
def test_columns_may_stand_in_another_order_but_must_be_the_same(place: Path) -> None:
    _fill(place)
    backup(place / "b.tar", at=AT)

    def drop(manifest: dict[str, Any]) -> None:
        manifest["tables"]["org_person"]["columns"].pop()

    with pytest.raises(RestoreRefused, match="columns of org_person differ"):
        restore(_with_manifest(place / "b.tar", place / "c.tar", drop), replace=True)

    def lose(manifest: dict[str, Any]) -> None:
        del manifest["tables"]["org_person"]

    with pytest.raises(RestoreRefused, match="differ in the table org_person"):
        restore(_with_manifest(place / "b.tar", place / "d.tar", lose), replace=True)


def test_rows_are_written_and_read_in_the_order_of_the_archive(db: None) -> None:
    """An archive of the first state has the case of a clock before its pack; the model of today has it last, and more columns."""
    from django.db.migrations.loader import MigrationLoader

    from open315.core.ops.archive.manifest import Manifest
    from open315.core.ops.archive.states import tables

    then = MigrationLoader(None).project_state(("cases", "0005_open_cases")).apps.get_model("cases", "Clock")
    manifest = Manifest("", "", "", [], "", tables={"cases_clock": {"rows": 0, "digest": ""}})
    (table,) = tables(manifest, [then])
    assert table.column_names[:4] == ["id", "case_id", "pack", "key"]
    manifest.tables["cases_clock"]["columns"] = [*table.column_names[4:], *table.column_names[:4]]
    (turned,) = tables(manifest, [then])
    assert turned.column_names[-4:] == ["id", "case_id", "pack", "key"]


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_backup_left_goes_with_the_next_one_and_what_is_being_written_stays(place: Path) -> None:
    _fill(place)
    killed = [place / ".open315-20260101-021500.tar.part", place / ".b.tar.open315-part"]
    for left in killed:
        left.write_bytes(b"half")
    others, written = place / ".film.part", place / ".c.tar.open315-part"
    others.write_bytes(b"not ours")
    with written.open("wb") as being_written:
        fcntl.flock(being_written, fcntl.LOCK_EX)
        backup(place / "b.tar", at=AT)
        assert [path.exists() for path in (*killed, others, written)] == [False, False, True, True]
    backup(place / "b.tar", at=AT)
    assert [path.exists() for path in (others, written)] == [True, False]
    assert tarfile.is_tarfile(place / "b.tar")


@pytest.mark.django_db(transaction=True)
def test_files_that_were_dropped_are_in_no_backup_and_none_is_missed(place: Path) -> None:
    _fill(place)
    assert backup(place / "b.tar", at=AT).files == 1
    uploads.drop([Upload.objects.get().pk], AT)
    found = backup(place / "b.tar", at=AT)
    assert (found.files, found.missing_files) == (0, 0)
    restore(place / "b.tar", replace=True)
    assert Upload.objects.get().dropped_at == AT
