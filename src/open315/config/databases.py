"""The database from one address: nothing (SQLite in var/), sqlite:///path, or postgresql://user:password@host:port/name."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000; PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON;"  # what is erased is overwritten, not only let go of
    "PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
)


PATIENCE = {
    "connect_timeout": "5",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
"""Of PostgreSQL over a network: a host that takes connections and says nothing, or that is cut off, is an error after seconds, not hours.
The address may say otherwise (`?connect_timeout=20`)."""


def database(url: str, var: Path) -> dict[str, Any]:
    """Django's settings for `url`."""
    if not url:
        return _sqlite(var / "open315.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(parts.path))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit(f"OPEN315_DATABASE must begin with sqlite:// or postgresql://, not {parts.scheme!r}")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**PATIENCE, **options, "application_name": "open315"},
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        # A connection reads the statistics when it is opened; new ones come with `core.ops.statistics`.
        "CONN_MAX_AGE": 600,
        # In memory SQLite locks tables instead of waiting, which would hide the races that tests look for.
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
    }
