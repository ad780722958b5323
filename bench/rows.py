"""A line of the result."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, the product's figure, the reference's, their ratio, and the budget."""

    what: str
    product: str
    reference: str
    ratio: str
    must: str

    def __str__(self) -> str:
        return f"| {self.what} | {self.product} | {self.reference} | {self.ratio} | {self.must} |"


def print_table(title: str, rows: Iterable[Row]) -> None:
    """Print a Markdown table, and tell whoever waits of each row as it comes."""
    print(f"## {title}\n\n| what | product | reference | ratio | must |\n|---|---|---|---|---|", flush=True)
    for row in rows:
        print(row, flush=True)
        print(f"{row.what}: {row.product} · {row.reference} · {row.ratio}", file=sys.stderr, flush=True)
