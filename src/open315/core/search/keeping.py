"""Keeping an index: adding, changing and removing texts, in the caller's transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection, transaction

from open315.core.search.engines import Row as Folded
from open315.core.search.engines import engine
from open315.core.text import letters

BATCH = 2000


def index(name: str, rows: Iterable[tuple[int, str]]) -> None:
    """Make each (id, text) findable in `name`, in place of an earlier text of that id. All or nothing."""
    source = iter(rows)
    with transaction.atomic(savepoint=False):
        while batch := list(islice(source, BATCH)):
            put(pack(name, batch))


@dataclass(frozen=True, slots=True)
class Packed:
    """Texts folded and cut as the database takes them."""

    name: str
    rows: list[Folded]
    block: bytes


def pack(name: str, rows: Iterable[tuple[int, str]]) -> Packed:
    """Some thousands of (id, text) at most, made ready for `put`, which another thread may then call with little work left."""
    folded = list({row_id: letters(text) for row_id, text in rows}.items())
    return Packed(name, folded, engine().pack(folded))


def put(packed: Packed, *, new: bool = False) -> None:
    """Make what was made ready findable, in the caller's transaction, in place of earlier texts of those ids.

    With `new` there are none: no id was ever given before.
    """
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        engine().write(cursor, packed.name, packed.rows, packed.block, new=new)


def remove(name: str, ids: Sequence[int]) -> None:
    """Make these ids unfindable; unknown ids do no harm."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        engine().delete(cursor, name, ids)


def settle(name: str) -> None:
    """Sort what was added lately into the index proper. Searches are right without it; after large batches it keeps them quick.

    The worker calls it every few seconds, an import when it is done.
    """
    with connection.cursor() as cursor:
        engine().settle(cursor, name)
