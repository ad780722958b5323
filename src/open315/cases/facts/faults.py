"""What is looked at once more before a summary is issued: what its figures stand on, reckoned another way than they are.

Lateness by the days alone, whatever a clock says of itself; amounts as a spreadsheet reads them, whatever the page shows.
"""

from decimal import Decimal
from io import BytesIO
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from open315.cases.facts.listing import AMOUNT, RECOVERED
from open315.cases.facts.tally import base_query
from open315.cases.models import Clock
from open315.core.chapters import Reader
from open315.core.exports import write_xlsx
from open315.core.facts import Column, Fact, open_rows, shared, spec_of
from open315.law.types import ClockState

ON_TIME = {"cases.on_time_acceptance": "acceptance", "cases.on_time_handling": "mediation"}
"""Shares kept within a limit, and the clock of each."""
AMOUNTS = {"cases.recovered_cents": (RECOVERED, "recovered_cents"), "cases.amount_cents": (AMOUNT, "amount_cents")}
"""Sums of money, the column of their file and the field that is added up."""
SAMPLE = 50
"""So many rows of a file are read back."""


def faults(reader: Reader) -> list[str]:
    """In words, what does not fit together."""
    late = [words for key, clock in ON_TIME.items() for words in _dropped_lateness(reader, key, clock)]
    return late + [words for key, (column, field) in AMOUNTS.items() for words in _of_file(reader, key, column, field)]


def _dropped_lateness(reader: Reader, key: str, clock: str) -> list[str]:
    """Whatever ended a clock after its last day, the complaint is late: it may not leave the share."""
    fact = reader.fact(key)
    told = (fact.denominator or 0) - (fact.numerator or 0)
    found = _overdue(reader).get(clock, 0)
    if told == found:
        return []
    words = _("%(label)s: %(found)s were overdue by their days, %(told)s are counted as such.")
    return [words % {"label": spec_of(key).label, "found": found, "told": told}]


def _overdue(reader: Reader) -> dict[str, int]:
    """By clock, the complaints in which it had run past its last day by the reckoning day, reckoned from its days."""
    return shared(("overdue", reader.period, reader.scope, reader.actor), lambda: _counted_overdue(reader))


def _counted_overdue(reader: Reader) -> dict[str, int]:
    cases = open_rows(base_query(reader.period, reader.scope), reader.actor).order_by().values("pk")
    ended_late = Q(ended_on__gt=F("due_on")) | Q(ended_on=None, state=ClockState.RUNNING)
    clocks = Clock.objects.filter(ended_late, key__in=ON_TIME.values(), due_on__lt=reader.period.until, case__in=cases)
    rows = clocks.order_by().values("key").annotate(cases=Count("case_id", distinct=True))
    return {row["key"]: row["cases"] for row in rows}


def _of_file(reader: Reader, key: str, column: Column, field: str) -> list[str]:
    """The amounts of a file are numbers, exact to the cent, and add up to the figure."""
    fact = reader.fact(key)
    rows = list(open_rows(fact.rows, reader.actor).order_by("-received_at", "-id")[:SAMPLE])
    exact = [getattr(row, field) for row in rows]
    if _read_back(column, rows) == exact and _adds_up(fact, exact):
        return []
    words = _("%(label)s: the amounts in the file of its rows are not the exact numbers that add up to the figure.")
    return [words % {"label": spec_of(key).label}]


def _adds_up(fact: Fact, exact: list[int]) -> bool:
    return len(exact) == SAMPLE or sum(exact) == (fact.value or 0)


def _read_back(column: Column, rows: list[Any]) -> list[int | None]:
    """The cents that a program reads in the column; None for a cell that is no number."""
    file = BytesIO()
    write_xlsx(file, [[column.value(row) if column.value else str(column.text(row))] for row in rows], [column.label])
    sheet = load_workbook(file, read_only=True).worksheets[0]
    cells = [cell for (cell,) in sheet.iter_rows(min_row=2, values_only=True)]
    return [round(Decimal(str(cell)) * 100) if isinstance(cell, int | float) else None for cell in cells]
