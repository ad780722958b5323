"""Making an archive, while the site goes on."""

import fcntl
import gzip
import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from open315 import __version__
from open315.core.audit.models import AuditSeal
from open315.core.ops.archive import rows
from open315.core.ops.archive.manifest import NAME, Manifest
from open315.core.ops.archive.snapshot import snapshot
from open315.core.ops.archive.tables import archived_models
from open315.core.uploads.models import Upload

Say = Callable[[str], None]
COMPRESSION = 3
PART, FORMER_PART = ".open315-part", ".tar.part"


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written or read."""

    path: Path
    tables: int
    rows: int
    files: int
    missing_files: int


def backup(path: Path, *, at: datetime, with_secrets: bool = False, say: Say = lambda words: None) -> Summary:
    """Write everything into `path` (mode 600). The file appears under its name only when it is complete."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}{PART}")
    _drop_leftovers(path.parent)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            fcntl.flock(out, fcntl.LOCK_EX)
            with tarfile.open(fileobj=out, mode="w") as tar:
                manifest = _fill(tar, at, with_secrets, say)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return summary_of(path, manifest)


def _drop_leftovers(folder: Path) -> None:
    """Delete what backups that were killed have left; one that is being written is locked by its process."""
    for left in (*folder.glob(f".*{PART}"), *folder.glob(f".open315-*{FORMER_PART}")):
        with left.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            left.unlink(missing_ok=True)


def summary_of(path: Path, manifest: Manifest) -> Summary:
    """The manifest in numbers."""
    return Summary(
        path,
        tables=len(manifest.tables),
        rows=sum(table["rows"] for table in manifest.tables.values()),
        files=len(manifest.files),
        missing_files=len(manifest.missing_files),
    )


def _fill(tar: tarfile.TarFile, at: datetime, with_secrets: bool, say: Say) -> Manifest:
    with snapshot():
        manifest = _begin(at, with_secrets)
        for model in archived_models():
            name = model._meta.db_table
            table = rows.table_of(model)
            total = _add_table(tar, name, rows.lines(table))
            manifest.tables[name] = {"rows": total.rows, "digest": total.digest, "columns": table.column_names}
            if total.rows:
                say(f"{name}: {total.rows} rows")
        paths = list(
            Upload.objects.filter(dropped_at=None).order_by("storage_path").values_list("storage_path", flat=True)
        )
    _add_files(tar, manifest, paths, say)
    if with_secrets:
        _add_secrets(tar)
    _add_bytes(tar, NAME, manifest.to_json())
    return manifest


def _begin(at: datetime, with_secrets: bool) -> Manifest:
    newest = AuditSeal.objects.order_by("-sequence").first()
    return Manifest(
        made_at=at.isoformat(),
        program=__version__,
        database=connection.vendor,
        migrations=applied_migrations(),
        audit_head=f"{newest.sequence}:{newest.digest}" if newest else "",
        has_secrets=with_secrets,
    )


def applied_migrations() -> list[str]:
    """Which migrations the tables have gone through."""
    found = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in found)


def _add_table(tar: tarfile.TarFile, name: str, lines: Iterable[bytes]) -> rows.Sum:
    total = rows.Sum()
    with tempfile.TemporaryFile() as draft:
        with gzip.GzipFile(fileobj=draft, mode="wb", compresslevel=COMPRESSION, mtime=0) as packed:
            for text in lines:
                total.add(text)
                packed.write(text)
        info = tarfile.TarInfo(f"tables/{name}.jsonl.gz")
        info.size = draft.tell()
        info.mode = 0o600
        draft.seek(0)
        tar.addfile(info, draft)
    return total


def _add_files(tar: tarfile.TarFile, manifest: Manifest, paths: list[str], say: Say) -> None:
    """The uploads that the tables know, sealed as they lie there. Their content never changes, so it does not matter that the moment
    of the snapshot is over; one that is sealed anew meanwhile is kept as it was when it was opened."""
    for path in paths:
        try:
            file = (Path(settings.UPLOADS) / path).open("rb")
        except FileNotFoundError:
            manifest.missing_files.append(path)
            continue
        with file:
            info = tar.gettarinfo(arcname=f"uploads/{path}", fileobj=file)
            manifest.files[path] = {"size": info.size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
            file.seek(0)
            tar.addfile(info, file)
    if paths:
        say(f"uploads: {len(manifest.files)} files, {len(manifest.missing_files)} missing")


def _add_secrets(tar: tarfile.TarFile) -> None:
    for name, path in secret_files().items():
        if path.is_file():
            _add_bytes(tar, f"secrets/{name}", path.read_bytes())


def secret_files() -> dict[str, Path]:
    """The files without which a backup cannot be read completely, by their name in the archive."""
    return {"vault-keys.json": Path(settings.VAULT_KEYS), "django-key": Path(settings.SECRETS) / "django-key"}


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    info.mode = 0o600
    tar.addfile(info, io.BytesIO(content))
