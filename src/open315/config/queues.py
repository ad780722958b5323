"""The task queue's store. It is only a road: what must not be lost is in the outbox, in the verb's own database."""

from pathlib import Path
from typing import Any

from open315.config.databases import PATIENCE


def queue(kind: str, redis_url: str, var: Path) -> dict[str, Any]:
    """Settings for huey. `kind` is "sqlite", "redis" or a postgresql:// address; empty takes Redis if there is one."""
    common: dict[str, Any] = {"name": "open315", "immediate": False, "results": True, "store_none": False}
    if kind.startswith(("postgres://", "postgresql://")):
        return {**common, "huey_class": "huey.PostgresHuey", "dsn": kind, **PATIENCE}
    chosen = kind or ("redis" if redis_url else "sqlite")
    if chosen == "redis":
        if not redis_url:
            raise SystemExit("OPEN315_QUEUE=redis needs the address of a Redis in OPEN315_REDIS")
        return {**common, "huey_class": "huey.RedisHuey", "url": _with_patience(redis_url)}
    if chosen != "sqlite":
        raise SystemExit(f"OPEN315_QUEUE must be sqlite, redis or a postgresql:// address, not {kind!r}")
    var.mkdir(parents=True, exist_ok=True)
    return {**common, "huey_class": "huey.SqliteHuey", "filename": str(var / "queue.sqlite3"), "cache_mb": 1}


def _with_patience(url: str) -> str:
    """A Redis that swallows what it is told must not hold a worker for ever; a worker's own waiting for a task takes a second."""
    return f"{url}{'&' if '?' in url else '?'}socket_timeout=5&socket_connect_timeout=2"
