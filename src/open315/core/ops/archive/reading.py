"""Restoring an archive: all of it, compared with its manifest, or nothing."""

import fcntl
import gzip
import itertools
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.exceptions import IrreversibleError

from open315.core import kept_secrets
from open315.core.audit.guard import lifted
from open315.core.audit.models import AuditEntry
from open315.core.crypto import KeysUnusable, ledger, signing_key
from open315.core.ids import series
from open315.core.ops import prepared
from open315.core.ops.archive import inserting, rows, states
from open315.core.ops.archive.manifest import NAME, Manifest, sha256_of
from open315.core.ops.archive.rows import Table
from open315.core.ops.archive.tables import archived_models
from open315.core.ops.archive.writing import Say, Summary, applied_migrations, secret_files, summary_of
from open315.core.outbox.models import OutboxEvent
from open315.core.uploads.models import Upload

DRAFT = ".uploads-"


class RestoreRefused(Exception):
    """Why nothing was restored, in one sentence."""


@contextmanager
def alone() -> Iterator[None]:
    """No other restore into this install beside us; what one that was killed had unpacked goes. RestoreRefused if there is one.

    Take it before the database is asked anything: of two that begin at once, one would see the other's connection, and the other the
    one's, and neither would do the work.
    """
    folder = Path(settings.UPLOADS).parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(folder / "restore.lock", "a", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RestoreRefused("another restore is at work in this folder") from None
        for left in folder.glob(f"{DRAFT}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def restore(path: Path, *, replace: bool = False, say: Say = lambda words: None) -> Summary:
    """Put the archive's content into the configured database and folder. RestoreRefused leaves everything as it was.

    The place must be empty, or `replace` must say that what is there may go, or an earlier restore was broken off. Nothing serves
    what was restored until `prepared.end_restore`. Call it within `alone`, which lasts until the indexes are there as well.
    """
    try:
        with tarfile.open(path) as tar:
            manifest = _manifest(tar)
            say(f"backup of {manifest.made_at}, made on {manifest.database}")
            earlier = states.is_earlier(manifest)
            tables = _tables(manifest, earlier, replace, say)
            with _draft_folder() as files:
                _unpack_files(tar, manifest, files)
                _restore_tables(tar, manifest, tables, say)
                _place_files(files)
            _place_secrets(tar, replace, say)
            if earlier:
                call_command("migrate", interactive=False, verbosity=0)
            signing_key.forget()  # which key lies there now, the next start tells
            _look_at_keys(say)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise RestoreRefused(f"{path} cannot be read as a backup ({error})") from error
    series.forget()
    return summary_of(path, manifest)


def _manifest(tar: tarfile.TarFile) -> Manifest:
    try:
        return Manifest.from_json(_open(tar, NAME).read())
    except (KeyError, ValueError, TypeError):
        raise RestoreRefused("the file is no complete Open315 backup: its table of contents is missing") from None


def _open(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    found = tar.extractfile(name)
    if found is None:
        raise KeyError(name)
    return found


def _tables(manifest: Manifest, earlier: bool, replace: bool, say: Say) -> list[Table]:
    """Bring the empty tables to the state of the backup; each with its columns in the order of the backup's rows."""
    if unknown := states.unknown(manifest):
        raise RestoreRefused(
            f"the backup was made by another version of Open315 ({manifest.program}; this one does not know "
            f"{unknown[0]}): restore it with that version, then upgrade"
        )
    if not earlier or applied_migrations():
        call_command("migrate", interactive=False, verbosity=0)
        _require_empty(replace and not earlier)
    if earlier:
        say("the backup was made by an earlier version; its rows are restored as they were, then brought up to date")
    try:
        return states.tables(manifest, archived_models(states.reach(manifest) if earlier else installed))
    except (ValueError, IrreversibleError) as error:
        raise RestoreRefused(f"the backup does not fit into this database ({error}): take a new, empty one") from error


def _require_empty(replace: bool) -> None:
    if replace or prepared.is_restore_unfinished():
        return
    for model in (get_user_model(), AuditEntry, OutboxEvent, Upload):
        # Other tables may have been filled by migrations; whoever has worked here has left a trace in these.
        if model._base_manager.exists():
            raise RestoreRefused(
                f"the database is in use ({model._meta.db_table} has rows): restore into an empty one, or add --replace"
            )
    folder = Path(settings.UPLOADS)
    if folder.is_dir() and any(folder.iterdir()):
        raise RestoreRefused(f"{folder} is not empty: move it away, or add --replace")


def _restore_tables(tar: tarfile.TarFile, manifest: Manifest, tables: list[Table], say: Say) -> None:
    """One transaction: emptied, filled, read again and compared; only then does anybody see it."""
    with lifted(), transaction.atomic():
        inserting.empty(tables)
        for table in tables:
            count = inserting.insert(table, _table_lines(tar, table.name))
            if count:
                say(f"{table.name}: {count} rows")
        inserting.reset_sequences(tables)
        connection.check_constraints()
        for table in tables:
            _compare(table, manifest.tables[table.name])
        prepared.begin_restore()
    say("every table has the rows and the content that the backup lists")


def _table_lines(tar: tarfile.TarFile, name: str) -> Iterator[bytes]:
    try:
        with gzip.open(_open(tar, f"tables/{name}.jsonl.gz")) as lines:
            yield from lines
    except KeyError:
        raise RestoreRefused(f"the table {name} is missing in the backup") from None


def _compare(table: Table, expected: dict[str, object]) -> None:
    total = rows.sum_of(table)
    if total.rows != expected["rows"] or total.digest != expected["digest"]:
        raise RestoreRefused(
            f"{table.name} differs from the backup's own list ({total.rows} rows, {expected['rows']} expected); nothing was changed"
        )


@contextmanager
def _draft_folder() -> Iterator[Path]:
    """A folder beside the uploads (so that it can take their place in one step), gone again if it did not."""
    draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=Path(settings.UPLOADS).parent))
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _unpack_files(tar: tarfile.TarFile, manifest: Manifest, draft: Path) -> None:
    """Each compared with the manifest."""
    for name, expected in manifest.files.items():
        relative = PurePosixPath(name)
        if relative.is_absolute() or ".." in relative.parts:
            raise RestoreRefused(f"the backup names a file outside the uploads folder: {name}")
        file = draft / relative
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with file.open("wb") as out:
            shutil.copyfileobj(_open(tar, f"uploads/{name}"), out)
        if sha256_of(file) != expected["sha256"]:
            raise RestoreRefused(f"the file {name} in the backup is damaged; nothing was changed")


def _place_files(draft: Path) -> None:
    target = Path(settings.UPLOADS)
    old = draft.with_name(f"{draft.name}-old")
    if target.exists():
        os.replace(target, old)
    os.replace(draft, target)
    shutil.rmtree(old, ignore_errors=True)


def _place_secrets(tar: tarfile.TarFile, replace: bool, say: Say) -> None:
    for name, path in secret_files().items():
        try:
            content = _open(tar, f"secrets/{name}").read()
        except KeyError:
            if name == "vault-keys.json":
                say(
                    f"the backup holds no keys: put yours back as {path}, or names and telephone numbers cannot be opened"
                )
            continue
        if path.exists() and path.read_bytes() != content:
            if not replace:
                say(f"{path} differs from the one in the backup and was left as it is")
                continue
            say(f"{path} differs from the one in the backup; it was put aside as {_put_aside(path)}")
        kept_secrets.replace(path, content)


def _put_aside(path: Path) -> Path:
    """A secret is never thrown away: it may be the only one that opens another backup."""
    aside = next(
        each for number in itertools.count(1) if not (each := path.with_name(f"{path.name}.aside-{number}")).exists()
    )
    os.replace(path, aside)
    return aside


def _look_at_keys(say: Say) -> None:
    """Say it now when the ring at hand does not open what was restored; the site will not start before it does."""
    ledger.forget()
    try:
        ledger.check()
    except KeysUnusable as trouble:
        say(f"the site will not start yet: {trouble.sentence}")
