"""The key ring: a JSON file of mode 600, read again when it changes.

    {"current": "k5f0c…", "keys": {"k91ab…": base64, "k5f0c…": base64}, "index": base64}

`index` is the key of the blind indexes. It is never replaced here: with a new one, no earlier contact would be found again.
Whether a ring is the right one, and which of its keys seals, the database says (`ledger`).
"""

import base64
import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from open315.core import kept_secrets
from open315.core.crypto import trouble
from open315.core.errors import Unavailable

KEY_BYTES = 32
INDEX = "index"
SIGNING = "django-key"
"""What the database calls the key of sessions and links, which is not in the ring."""


class KeyUnknown(Unavailable):
    """Something was sealed with a key that is not in the ring: the ring file is not the one that belongs to the database."""

    code = "key_unknown"


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys by id, oldest first, which of them seals, and the key of the blind indexes."""

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
    """The present ring; a key that another process added is seen within half a second, or at once with `fresh`.

    KeysUnusable when there is no file, or none that is a ring.
    """
    path = settings.VAULT_KEYS
    known = _loaded.get(path)
    now = time.monotonic()
    if known is not None and not fresh and now - known[0] < LOOK_AGAIN:
        return known[2]
    stamp = _stamp(path)
    ring = known[2] if known is not None and known[1] == stamp else _read(Path(path))
    _loaded[path] = (now, stamp, ring)
    return ring


def is_there() -> bool:
    """Whether there is a file, be it a ring or not."""
    return Path(settings.VAULT_KEYS).exists()


def create() -> None:
    """Write a first ring; if another process was quicker, its ring stands."""
    first = _new_id()
    ring = KeyRing(first, {first: secrets.token_bytes(KEY_BYTES)}, secrets.token_bytes(KEY_BYTES))
    kept_secrets.create(Path(settings.VAULT_KEYS), _written(ring))


def add_key() -> str:
    """Put a new key into the ring file and return its id. Nothing is sealed with it before the database knows it."""
    path = Path(settings.VAULT_KEYS)
    with _locked(path):
        ring = _read(path)
        new_id = _new_id()
        keys = {**ring.keys, new_id: secrets.token_bytes(KEY_BYTES)}
        kept_secrets.replace(path, _written(KeyRing(new_id, keys, ring.index)).encode())
    load(fresh=True)
    return new_id


def _new_id() -> str:
    """Random: two rings never call different keys by the same name."""
    return f"k{secrets.token_hex(6)}"


def _stamp(path: str | Path) -> tuple[int, int]:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        raise trouble.missing(Path(path)) from None
    return found.st_mtime_ns, found.st_ino


def _written(ring: KeyRing) -> str:
    content = {
        "current": ring.current,
        "keys": {key_id: base64.b64encode(key).decode() for key_id, key in ring.keys.items()},
        "index": base64.b64encode(ring.index).decode(),
    }
    return json.dumps(content)


def _read(path: Path) -> KeyRing:
    try:
        return _parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise trouble.missing(path) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise trouble.damaged(path) from None


def _parse(text: str) -> KeyRing:
    """ValueError, KeyError, TypeError or AttributeError for whatever is no ring."""
    content = json.loads(text)
    keys = {key_id: base64.b64decode(key, validate=True) for key_id, key in content["keys"].items()}
    ring = KeyRing(content["current"], keys, base64.b64decode(content["index"], validate=True))
    if ring.current not in keys or {KEY_BYTES} != {len(key) for key in (*keys.values(), ring.index)}:
        raise ValueError("no whole ring")
    return ring


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(path.with_name(f".{path.name}.lock"), "w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
