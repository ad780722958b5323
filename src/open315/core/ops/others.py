"""Who else works with this database at this moment: for commands that throw away what is in it."""

from datetime import datetime

from django.db import DatabaseError, connection, transaction

from open315.core.ops import heartbeat


def at_work(at: datetime) -> list[str]:
    """Workers that beat a moment ago, and on PostgreSQL how many other connections of ours there are; nobody in a database without tables."""
    try:
        with transaction.atomic():
            found = sorted(heartbeat.alive(at))
    except DatabaseError:
        found = []
    connected = _connected()
    return [*(f"worker {name}" for name in found), *([f"{connected} connections"] if connected else [])]


def _connected() -> int:
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND application_name = 'open315'"
        )
        return int(cursor.fetchone()[0])
