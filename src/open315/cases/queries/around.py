"""What stands around a page of the list and around one of its cases: how many there are, which comes before and after.

A neighbour is found by the values of the case itself ("received before this moment, with a smaller id"), so a case that has left
the list by a step still has its neighbours there, and nothing is counted past.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from open315.cases.models import Case
from open315.cases.queries.inbox import SORTS, InboxFilters, InboxPage, bounded, filtered
from open315.core.access import Actor
from open315.core.pages.edges import mark
from open315.core.pages.keyset import sliced

TOTAL_LIMIT = 1000
"""A list is counted to this number at most: a thousand entries of an index, not a million rows."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The numbers of the cases before and after one ("" where there is none)."""

    before: str = ""
    after: str = ""


def neighbours(actor: Actor, filters: InboxFilters, case: Case) -> Neighbours:
    """The cases that stand before and after `case` in the filtered list, whether or not it still stands there itself."""
    order = SORTS.get(filters.sort, SORTS["received"])
    rows = filtered(actor, filters).exclude(pk=case.pk).only("number", *(each.removeprefix("-") for each in order))
    if filters.sort == "due":
        rows = rows.filter(next_due_on__isnull=False)
        if case.next_due_on is None:
            return Neighbours()
    edge = mark(case, order, 1)
    return Neighbours(_one(rows, order, before=edge), _one(rows, order, after=edge))


def _one(rows: QuerySet[Case], order: tuple[str, ...], **edge: str) -> str:
    found = sliced(rows, order, size=1, **edge).rows
    return str(found[0].number) if found else ""


def beside(page: InboxPage, number: str) -> Neighbours | None:
    """The neighbours of a case inside a page; None where it stands at an edge of it or not there at all."""
    numbers = [row.number for row in page.rows]
    if number not in numbers:
        return None
    at = numbers.index(number)
    if (at == 0 and page.before) or (at == len(numbers) - 1 and page.after):
        return None
    return Neighbours("".join(numbers[max(at - 1, 0) : at]), "".join(numbers[at + 1 : at + 2]))


def total(actor: Actor, filters: InboxFilters, page: InboxPage, *, within: QuerySet[Case] | None = None) -> str:
    """How many cases the filters leave, as people read it: exact to a thousand, then "1000+". A whole list on one page is not asked for."""
    if page.first == 1 and not page.after:
        return str(len(page.rows))
    found = bounded([listed(actor, filters, within=within)], TOTAL_LIMIT)[0]
    return f"{TOTAL_LIMIT}+" if found > TOTAL_LIMIT else str(found)


def listed(actor: Actor, filters: InboxFilters, *, within: QuerySet[Case] | None = None) -> QuerySet[Any]:
    """The cases of the list in its order: without those that an order by date leaves out."""
    rows = filtered(actor, filters, within=within)
    if filters.sort == "due":
        rows = rows.filter(next_due_on__isnull=False)
    return rows.order_by(*SORTS.get(filters.sort, SORTS["received"]))
