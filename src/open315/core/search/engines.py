"""The SQL of an index on each database. Both keep `<name> (id, letters)`; they differ in where the bigrams live.

PostgreSQL: an array of numbers in the same row under a GIN index. SQLite: a contentless FTS5 table `<name>_grams`.
Statements are built of a checked table name only; every value is a parameter.
"""

import re
import struct
from collections.abc import Sequence
from operator import add
from typing import Any, Protocol

from django.db import connections

from open315.core.search import copying

Row = tuple[int, str]
Statement = tuple[str, list[Any]]
BULK = 200
"""From this many rows on, a batch is sorted into PostgreSQL's index later, in one sweep (see `settle`)."""


class Engine(Protocol):
    """What an index needs from a database."""

    def create(self, name: str) -> list[str]: ...
    def drop(self, name: str) -> list[str]: ...
    def pack(self, rows: Sequence[Row]) -> bytes:
        """What can be made ready before the database is asked; b"" if nothing."""
        ...

    def write(self, cursor: Any, name: str, rows: Sequence[Row], block: bytes, *, new: bool) -> None:
        """Store rows, in place of earlier ones unless all are `new`; `block` is what `pack` made of them."""
        ...

    def delete(self, cursor: Any, name: str, ids: Sequence[int]) -> None: ...
    def settle(self, cursor: Any, name: str) -> None: ...
    def candidates(self, name: str, words: Sequence[str]) -> Statement:
        """The rows that have all bigrams of the words, as "SELECT id …" to which more conditions may be appended."""
        ...

    part_of: str
    """The function that tells at which place a part is found: part_of(text, part)."""
    newest_first: bool
    """Whether candidates come newest first by `order` without collecting them all."""

    def order(self, name: str) -> str:
        """What to order candidates by."""
        ...


def table(name: str) -> str:
    """`name` if it can be a table's name, else ValueError."""
    if not re.fullmatch(r"[a-z][a-z_]{0,40}", name):
        raise ValueError(f"{name!r} cannot name a search index")
    return name


def grams(word: str) -> set[int]:
    """The bigrams of folded letters as numbers of four bytes: two UTF-16 units each. Two different pairs are never one number."""
    units = word.encode("utf-16-be")
    count = len(units) // 2
    even, odd = count // 2, max(count - 1, 0) // 2
    return {*struct.unpack(f">{even}i", units[: even * 4]), *struct.unpack(f">{odd}i", units[2 : 2 + odd * 4])}


class PostgresEngine:
    """GIN over int[]: half the time and size of a tsvector with positions, and no limit on the length of a text."""

    part_of = "strpos"
    newest_first = False

    def order(self, name: str) -> str:
        """Not plainly by id: the planner would walk all ids, as it cannot know how rare a pair is."""
        return "searched.id + 0 DESC"

    def create(self, name: str) -> list[str]:
        return [
            f"CREATE TABLE {table(name)} (id bigint PRIMARY KEY, letters text NOT NULL, grams int[] NOT NULL)",
            f"CREATE INDEX {name}_grams ON {name} USING gin (grams)",
            f"ALTER TABLE {name} ALTER COLUMN grams SET STATISTICS 0",
        ]

    def drop(self, name: str) -> list[str]:
        return [f"DROP TABLE {table(name)}"]

    def pack(self, rows: Sequence[Row]) -> bytes:
        """Many rows as one block of COPY."""
        if len(rows) < BULK:
            return b""
        return b"".join(
            [copying.HEAD, *[copying.row(row_id, letters, grams(letters)) for row_id, letters in rows], copying.TAIL]
        )

    def write(self, cursor: Any, name: str, rows: Sequence[Row], block: bytes, *, new: bool) -> None:
        if block:
            if not new:
                self.delete(cursor, name, [row_id for row_id, _ in rows])
            self._copy(cursor, name, block)
            return
        cursor.execute(
            f"INSERT INTO {table(name)} (id, letters, grams) "  # noqa: S608  (checked name)
            "SELECT row.id, row.letters, row.grams::int[] FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS row (id, letters, grams) "
            "ON CONFLICT (id) DO UPDATE SET letters = excluded.letters, grams = excluded.grams "
            f"WHERE {name}.letters <> excluded.letters",
            [
                [row_id for row_id, _ in rows],
                [letters for _, letters in rows],
                [_array(letters) for _, letters in rows],
            ],
        )

    def _copy(self, cursor: Any, name: str, block: bytes) -> None:
        cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")
        with cursor.copy(f"COPY {table(name)} (id, letters, grams) FROM STDIN (FORMAT binary)") as copy:
            copy.write(block)

    def delete(self, cursor: Any, name: str, ids: Sequence[int]) -> None:
        cursor.execute(f"DELETE FROM {table(name)} WHERE id = ANY(%s)", [list(ids)])  # noqa: S608

    def settle(self, cursor: Any, name: str) -> None:
        cursor.execute("SELECT gin_clean_pending_list(%s)", [f"{table(name)}_grams"])

    def candidates(self, name: str, words: Sequence[str]) -> Statement:
        wanted = sorted(set().union(*map(grams, words)))
        return f"SELECT searched.id FROM {table(name)} AS searched WHERE grams @> %s::int[]", [wanted]  # noqa: S608


class SqliteEngine:
    """FTS5 without content and without positions; the tokenizer `ascii` takes every bigram as one token."""

    part_of = "instr"
    newest_first = True

    def order(self, name: str) -> str:
        return f"{table(name)}_grams.rowid DESC"

    def create(self, name: str) -> list[str]:
        return [
            f"CREATE TABLE {table(name)} (id INTEGER PRIMARY KEY, letters TEXT NOT NULL)",
            f"CREATE VIRTUAL TABLE {name}_grams USING fts5(grams, content='', columnsize=0, detail=none, tokenize='ascii')",
        ]

    def drop(self, name: str) -> list[str]:
        return [f"DROP TABLE {table(name)}_grams", f"DROP TABLE {name}"]

    def pack(self, rows: Sequence[Row]) -> bytes:
        return b""

    def write(self, cursor: Any, name: str, rows: Sequence[Row], block: bytes, *, new: bool) -> None:
        if not new:
            self.delete(cursor, name, [row_id for row_id, _ in rows])
        cursor.executemany(f"INSERT INTO {table(name)} (id, letters) VALUES (%s, %s)", rows)  # noqa: S608
        cursor.executemany(
            f"INSERT INTO {name}_grams (rowid, grams) VALUES (%s, %s)",  # noqa: S608
            [(row_id, _pairs(letters)) for row_id, letters in rows],
        )

    def delete(self, cursor: Any, name: str, ids: Sequence[int]) -> None:
        """A contentless table forgets a row only when told what was in it; the letters still know."""
        for start in range(0, len(ids), 500):
            some = list(ids[start : start + 500])
            among = ",".join(["%s"] * len(some))
            cursor.execute(f"SELECT id, letters FROM {table(name)} WHERE id IN ({among})", some)  # noqa: S608
            known = cursor.fetchall()
            if not known:
                continue
            cursor.executemany(
                f"INSERT INTO {name}_grams ({name}_grams, rowid, grams) VALUES ('delete', %s, %s)",  # noqa: S608
                [(row_id, _pairs(letters)) for row_id, letters in known],
            )
            cursor.execute(f"DELETE FROM {name} WHERE id IN ({among})", some)  # noqa: S608

    def settle(self, cursor: Any, name: str) -> None:
        cursor.execute(f"INSERT INTO {table(name)}_grams ({name}_grams, rank) VALUES ('merge', 200)")  # noqa: S608

    def candidates(self, name: str, words: Sequence[str]) -> Statement:
        pairs = sorted({pair for word in words for pair in map(add, word, word[1:])})
        return (
            f"SELECT searched.id FROM {table(name)}_grams CROSS JOIN {name} AS searched "  # noqa: S608
            f"ON searched.id = {name}_grams.rowid WHERE {name}_grams MATCH %s",
            [" AND ".join(f'"{pair}"' for pair in pairs)],
        )


def _array(letters: str) -> str:
    return "{" + ",".join(map(str, grams(letters))) + "}"


def _pairs(letters: str) -> str:
    return " ".join(dict.fromkeys(map(add, letters, letters[1:])))


_ENGINES: dict[str, Engine] = {"postgresql": PostgresEngine(), "sqlite": SqliteEngine()}


def engine(using: str = "default") -> Engine:
    """The engine of the database `using`."""
    return _ENGINES[connections[using].vendor]


def engine_of(vendor: str) -> Engine:
    """The engine of a kind of database ("postgresql", "sqlite")."""
    return _ENGINES[vendor]
