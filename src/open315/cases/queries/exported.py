"""The list as rows of a file, in the reader's language: headings, states, kinds, channels and places in words, days and money as what they are.

The words of the case itself (title, description, trader) stand as they were typed, masked as on the screen: a list that comes back is
compared with what is stored, and its headings are those that an import knows (`intake.sheet_import.columns`).
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy

from open315.cases.models import Case
from open315.cases.queries.inbox import InboxFilters, filtered
from open315.cases.wording import state_words
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.exports import yuan
from open315.core.ui.templatetags.ui import named, zh
from open315.law import codelists
from open315.org import queries as org


def _coded(codes: str, code: str) -> str:
    return str(codelists.label(codes, code)) if code else ""


def _place(case: Case) -> str:
    council = org.body_by_id(case.council_id)
    return str(org.region_as_seen_from(council.region_code if council else "", case.region_code))


def _body(body_id: int) -> str:
    body = org.body_by_id(body_id)
    return named(body) if body else ""


COLUMNS: tuple[tuple[Any, Callable[[Case], Any]], ...] = (
    (pgettext_lazy("column", "Number"), lambda case: case.number),
    (pgettext_lazy("column", "State"), lambda case: str(state_words(case.state))),
    (pgettext_lazy("column", "Kind"), lambda case: _coded("kinds", case.kind)),
    (pgettext_lazy("column", "Channel"), lambda case: _coded("channels", case.channel)),
    (pgettext_lazy("column", "Received"), lambda case: local_day(case.received_at)),
    (pgettext_lazy("column", "Due"), lambda case: case.next_due_on),
    (pgettext_lazy("column", "Officer"), lambda case: zh(case.officer) if case.officer else ""),
    (pgettext_lazy("column", "Council"), lambda case: _body(case.council_id)),
    (pgettext_lazy("column", "In the hands of"), lambda case: _body(case.holder_id)),
    (pgettext_lazy("column", "Title"), lambda case: case.title),
    (pgettext_lazy("column", "Description"), lambda case: case.narrative),
    (pgettext_lazy("column", "Trader"), lambda case: case.trader_name),
    (pgettext_lazy("column", "Place"), _place),
    (pgettext_lazy("column", "Goods"), lambda case: _coded("goods", case.goods)),
    (pgettext_lazy("column", "Nature"), lambda case: _coded("natures", case.nature)),
    (pgettext_lazy("column", "Amount (yuan)"), lambda case: yuan(case.amount_cents)),
    (pgettext_lazy("column", "Result"), lambda case: _coded("results", case.result)),
    (pgettext_lazy("column", "Recovered (yuan)"), lambda case: yuan(case.recovered_cents)),
    (pgettext_lazy("column", "Closed"), lambda case: case.closed_on),
)
"""Heading and cell of each column. A day is a day and an amount a number: what a sheet adds and sorts."""
EXPORT_HEADER = tuple(heading for heading, _cell in COLUMNS)


def export_list(actor: Actor, filters: InboxFilters) -> QuerySet[Case]:
    """The filtered list in the order of a file: everything."""
    return filtered(actor, filters).order_by("-received_at", "-id")


def export_rows(rows: QuerySet[Case]) -> Iterator[list[Any]]:
    """Rows of the file, masked like the screen."""
    return (
        [cell(case) for _heading, cell in COLUMNS] for case in rows.select_related("officer").iterator(chunk_size=2000)
    )
