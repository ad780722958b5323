"""The table of the bare view, made in the product's database so that both work under the same conditions."""

from django.db import connection

_BARE = """
CREATE TABLE bench_bare (
  id {key}, title varchar(120) NOT NULL, narrative text NOT NULL, place varchar(6) NOT NULL,
  received_at {moment} NOT NULL, trader varchar(120) NOT NULL)
"""


def create_bare() -> None:
    """Make the bare view's table anew, with three secondary indexes."""
    sqlite = connection.vendor == "sqlite"
    key = "integer PRIMARY KEY AUTOINCREMENT" if sqlite else "bigserial PRIMARY KEY"
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_bare")
        cursor.execute(_BARE.format(key=key, moment="datetime" if sqlite else "timestamptz"))
        for column in ("place", "received_at", "trader"):
            cursor.execute(f"CREATE INDEX bench_bare_{column} ON bench_bare ({column})")
