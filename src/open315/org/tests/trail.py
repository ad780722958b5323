"""What a verb of the organisation leaves behind, said by hand beside its use, read by `test_leave_the_whole_trail`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import ANY

from open315.org.tests.office import Office

Fields = dict[str, Any]


@dataclass(frozen=True)
class Wrote:
    """One row: `how` is "+" or "~" or "-", `row` what is in it, or what of it changed; `pk` names an old one.

    In the words of a new row, "{id}" stands for its id.
    """

    how: str
    table: str
    row: Fields = field(default_factory=dict)
    pk: int = 0


@dataclass(frozen=True)
class Noted:
    """An entry of the audit log, and the event that tells other rooms. `about` 0 is the row that is made."""

    event: str
    kind: str
    about: int
    data: Fields
    tells: Fields | None = None
    """The payload; None where nobody is told. ANY in it is the id of what was made."""


@dataclass(frozen=True)
class Trail:
    """Everything that one use of a verb changes; what is not named here must not change."""

    verb: str
    wrote: tuple[Wrote, ...]
    noted: tuple[Noted, ...]
    use: Fields = field(default_factory=dict)
    by: str = "administrator"


TRAILS: list[Callable[[Office], Trail]] = []


def trail(make: Callable[[Office], Trail]) -> Callable[[Office], Trail]:
    TRAILS.append(make)
    return make


def new(table: str, **row: Any) -> Wrote:
    """A row that is made."""
    return Wrote("+", table, row)


def changed(table: str, pk: int, **row: Any) -> Wrote:
    """What changes of a row."""
    return Wrote("~", table, row, pk)


def gone(table: str, pk: int) -> Wrote:
    """A row that is no more."""
    return Wrote("-", table, pk=pk)


__all__ = ["ANY", "TRAILS", "Fields", "Noted", "Trail", "Wrote", "changed", "gone", "new", "trail"]
