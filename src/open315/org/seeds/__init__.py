"""What every install begins with: the divisions of the country and the names that Hubei's units bore before.

`load_regions()` is safe to run again: it adds what is missing and changes nothing that an administrator edited.
`moved_regions()` and `called_regions()` are read from their files: they find places by what they were or are called, and need no table.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from open315.core.places import Former
from open315.org.models import Region, RegionName

FOLDER = Path(__file__).parent
Row = dict[str, Any]


def _translated(row: Row) -> Row:
    """The columns `name_<language>` of a row of the file."""
    return {"name_in": {key.removeprefix("name_"): text for key, text in row.items() if key.startswith("name_")}}


def load_regions(*, regions: Any = Region, names: Any = RegionName, named: Callable[[Row], Row] = _translated) -> int:
    """Add the divisions that are missing; the number of divisions afterwards. Migrations pass their own models and columns."""
    known = set(regions.objects.values_list("code", flat=True))
    missing = [row for row in _rows("regions.csv") if row["code"] not in known]
    regions.objects.bulk_create(
        [
            regions(
                code=row["code"],
                name=row["name"],
                **named(row),
                level=int(row["level"]),
                parent_id=row["parent"] or None,
            )
            for row in missing
        ],
        batch_size=1000,
    )
    _load_names(names)
    return len(known) + len(missing)


def _load_names(names: Any) -> None:
    """Add the former names that are missing; a place whose names somebody dated keeps those."""
    known = set(names.objects.values_list("region_id", flat=True))
    names.objects.bulk_create(
        [
            names(
                region_id=row["code"],
                name=row["name"],
                valid_from=_day(row["valid_from"]),
                valid_until=_day(row["valid_until"]),
            )
            for row in _rows("regions_former.csv")
            if row["code"] not in known
        ]
    )


@cache
def moved_regions() -> tuple[Former, ...]:
    """Names and codes that places bore since 1980, with the code of the place that stands there today."""
    return tuple(Former(row["name"], row["code"], row["old_code"]) for row in _rows("regions_moved.csv"))


@cache
def called_regions() -> tuple[Former, ...]:
    """What people say for a place besides its name: 光谷, 漢口."""
    return tuple(Former(row["name"], row["code"], is_said=True) for row in _rows("regions_called.csv"))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
