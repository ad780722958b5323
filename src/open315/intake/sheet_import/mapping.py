"""How a sheet is to be read: which sheet, where its headings are, which column goes where, and what holds for all rows."""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from typing import Any

from open315.cases.types import Kind
from open315.intake.sheet_import.columns import REPEATABLE, Target


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for rows that say nothing of their own."""

    kind: str = Kind.COMPLAINT.value
    region_code: str = ""
    trader_kind: str = ""
    goods: str = ""
    nature: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """The whole of it. `headings` are remembered so that the same source's next sheet is matched by name, not by place."""

    sheet: str = ""
    heading_row: int = 1
    headings: tuple[str, ...] = ()
    columns: dict[int, Target] = field(default_factory=dict)
    defaults: Defaults = Defaults()

    def of(self, target: Target) -> list[int]:
        """The columns that go to `target`, in order."""
        return [column for column, each in self.columns.items() if each is target]

    def as_data(self) -> dict[str, Any]:
        """For the database."""
        return {
            "sheet": self.sheet,
            "heading_row": self.heading_row,
            "headings": list(self.headings),
            "columns": {str(column): target.value for column, target in self.columns.items()},
            "defaults": {name: getattr(self.defaults, name) for name in Defaults.__slots__},
        }

    @classmethod
    def from_data(cls, data: Dictionary[str, Any]) -> "Mapping":
        """From the database; nothing there gives an empty mapping."""
        return cls(
            sheet=data.get("sheet", ""),
            heading_row=data.get("heading_row", 1),
            headings=tuple(data.get("headings", ())),
            columns={int(column): Target(target) for column, target in data.get("columns", {}).items()},
            defaults=Defaults(**data.get("defaults", {})),
        )


def source_key(council_id: int, source: str) -> str:
    """The name under which a council's source is kept: another council's source of the same name is another source."""
    return f"{source}#{council_id}"


def twice(columns: Dictionary[int, Target]) -> set[Target]:
    """Fields that more than one column goes to although they hold one value."""
    targets = [target for target in columns.values() if target not in REPEATABLE]
    return {target for target in targets if targets.count(target) > 1}


def carried_over(earlier: Mapping, headings: tuple[str, ...]) -> dict[int, Target]:
    """The columns of an earlier sheet of the same source, found again by their headings."""
    known = {
        earlier.headings[column]: target for column, target in earlier.columns.items() if column < len(earlier.headings)
    }
    return {column: known[heading] for column, heading in enumerate(headings) if heading in known}
