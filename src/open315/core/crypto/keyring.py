"""The key ring: a JSON file of mode 600, made at first use, read again when it changes.

    {"current": "k2", "keys": {"k1": base64, "k2": base64}, "index": base64}

`index` is the key of the blind indexes. It is never replaced here: with a new one, no earlier contact would be found again.
"""

import base64
import fcntl
import json
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from open315.core.errors import Unavailable

KEY_BYTES = 32


class KeyUnknown(Unavailable):
    """Something was sealed with a key that is not in the ring: the ring file is not the one that belongs to the database."""

    code = "key_unknown"


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys by id, which of them seals, and the key of the blind indexes."""

    current: str
    keys: dict[str, bytes]
    index: bytes

    def key(self, key_id: str) -> bytes:
        """The key `key_id`; KeyUnknown if the ring does not hold it."""
        try:
            return self.keys[key_id]
        except KeyError:
            raise KeyUnknown(_("The key of this record is missing from the key ring."), key_id=key_id) from None


_loaded: dict[Path, tuple[tuple[int, int], KeyRing]] = {}


def load() -> KeyRing:
    """The present ring. Costs one look at the file's date unless another process changed it."""
    path = Path(settings.VAULT_KEYS)
    stamp = _stamp(path)
    if stamp is None:
        _create(path)
        stamp = _stamp(path)
    known = _loaded.get(path)
    if known is not None and known[0] == stamp:
        return known[1]
    ring = _parse(path.read_text(encoding="utf-8"))
    if stamp is not None:
        _loaded[path] = (stamp, ring)
    return ring


def keys() -> list[str]:
    """Ids of all keys, oldest first; the last is the current one."""
    return list(load().keys)


def add_key() -> str:
    """Make a new key the current one and return its id. Old keys stay for reading what they sealed."""
    path = Path(settings.VAULT_KEYS)
    load()
    with _locked(path):
        ring = _parse(path.read_text(encoding="utf-8"))
        new_id = f"k{len(ring.keys) + 1}"
        changed = KeyRing(new_id, {**ring.keys, new_id: secrets.token_bytes(KEY_BYTES)}, ring.index)
        os.replace(_written(path, changed), path)
        _sync_folder(path.parent)
    return new_id


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_ino


def _create(path: Path) -> None:
    """Write a first ring; if another process was quicker, its ring stands."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    first = KeyRing("k1", {"k1": secrets.token_bytes(KEY_BYTES)}, secrets.token_bytes(KEY_BYTES))
    draft = _written(path, first)
    try:
        os.link(draft, path)
        _sync_folder(path.parent)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _written(path: Path, ring: KeyRing) -> Path:
    """A file beside `path` with the ring in it, safely on disk; mkstemp gives it mode 600."""
    content = {
        "current": ring.current,
        "keys": {key_id: base64.b64encode(key).decode() for key_id, key in ring.keys.items()},
        "index": base64.b64encode(ring.index).decode(),
    }
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def _parse(text: str) -> KeyRing:
    content = json.loads(text)
    ring = {key_id: base64.b64decode(key, validate=True) for key_id, key in content["keys"].items()}
    return KeyRing(content["current"], ring, base64.b64decode(content["index"], validate=True))


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with open(path.with_name(f".{path.name}.lock"), "w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
