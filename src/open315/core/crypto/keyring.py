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
import time
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


_loaded: dict[str | Path, tuple[float, tuple[int, int], KeyRing]] = {}
LOOK_AGAIN = 0.5
"""Seconds for which the file is not looked at again."""


def load(*, fresh: bool = False) -> KeyRing:
    """The present ring; a key that another process added is seen within half a second, or at once with `fresh`."""
    path = settings.VAULT_KEYS
    known = _loaded.get(path)
    now = time.monotonic()
    if known is not None and not fresh and now - known[0] < LOOK_AGAIN:
        return known[2]
    stamp = _stamp(path)
    if stamp is None:
        _create(Path(path))
        stamp = _stamp(path) or (0, 0)
    ring = known[2] if known is not None and known[1] == stamp else _parse(Path(path).read_text(encoding="utf-8"))
    _loaded[path] = (now, stamp, ring)
    return ring


def keys() -> list[str]:
    """Ids of all keys, oldest first; the last is the current one."""
    return list(load(fresh=True).keys)


def add_key() -> str:
    """Make a new key the current one and return its id. Old keys stay for reading what they sealed."""
    path = Path(settings.VAULT_KEYS)
    load(fresh=True)
    with _locked(path):
        ring = _parse(path.read_text(encoding="utf-8"))
        new_id = f"k{len(ring.keys) + 1}"
        changed = KeyRing(new_id, {**ring.keys, new_id: secrets.token_bytes(KEY_BYTES)}, ring.index)
        os.replace(_written(path, changed), path)
        _sync_folder(path.parent)
    load(fresh=True)
    return new_id


def _stamp(path: str | Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
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
