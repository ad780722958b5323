"""Rows as lines: the same bytes from SQLite and PostgreSQL, so that their sums can be compared."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

CHUNK = 2_000


def encode(value: Any) -> Any:
    """What JSON does not know, as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview | bytearray):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"no way to archive {type(value).__name__}")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=encode)


def line(row: Iterable[Any]) -> bytes:
    """One row as one line."""
    return _ENCODER.encode(list(row)).encode() + b"\n"


class Sum:
    """A table's content as one number: the sum of the hashes of its rows, whatever their order (databases sort differently)."""

    def __init__(self) -> None:
        self.rows = 0
        self._total = 0

    def add(self, text: bytes) -> None:
        """Count one line."""
        self.rows += 1
        self._total = (self._total + int.from_bytes(hashlib.sha256(text).digest(), "big")) % (1 << 256)

    @property
    def digest(self) -> str:
        """The sum as hexadecimal text."""
        return f"{self._total:064x}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns in the order that its rows have in an archive."""

    model: type[models.Model]
    columns: tuple[models.Field, ...]

    @property
    def name(self) -> str:
        """Its name in the database."""
        return self.model._meta.db_table

    @property
    def column_names(self) -> list[str]:
        """What the manifest says of the order."""
        return [field.attname for field in self.columns]


def table_of(model: type[models.Model], names: Iterable[str] | None = None) -> Table:
    """The table of a model, its columns in the order of `names` (default: as declared). ValueError if it has other columns."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    wanted = list(fields if names is None else names)
    if set(wanted) != set(fields) or len(wanted) != len(fields):
        raise ValueError(f"the columns of {model._meta.db_table} differ")
    return Table(model, tuple(fields[name] for name in wanted))


def lines(table: Table) -> Iterator[bytes]:
    """Every row of a table as a line, in the order of its key."""
    rows = table.model._base_manager.order_by("pk").values_list(*table.column_names)
    return map(line, rows.iterator(chunk_size=CHUNK))


def sum_of(table: Table) -> Sum:
    """Read a table and add it up."""
    total = Sum()
    for text in lines(table):
        total.add(text)
    return total


Decoder = Callable[[Any], Any]


def _decoder(field: models.Field) -> Decoder | None:
    target = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    by_kind: dict[type[models.Field], Decoder] = {
        models.DateTimeField: datetime.fromisoformat,
        models.DateField: date.fromisoformat,
        models.TimeField: time.fromisoformat,
        models.BinaryField: base64.b64decode,
        models.UUIDField: UUID,
        models.DecimalField: Decimal,
    }
    return next((decode for kind, decode in by_kind.items() if isinstance(target, kind)), None)


def decoders(table: Table) -> list[Decoder | None]:
    """How to read each column back; None where JSON says it already."""
    return [_decoder(field) for field in table.columns]


def decode(row: list[Any], how: list[Decoder | None]) -> list[Any]:
    """A line's values as Python values."""
    return [value if read is None or value is None else read(value) for value, read in zip(row, how, strict=True)]
