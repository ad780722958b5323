"""A declared list as a file: the same rows in the same order as on its page, and what the audit log is told of it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from open315.core.access import Actor
from open315.core.exports.sheets import Sheet
from open315.core.pages.declared import LISTS, ListPage
from open315.core.pages.rows import are_more_than, in_order

WORDS = "…"
"""What the audit log has of words that were looked for."""


def list_called(name: str, args: Sequence[str], actor: Actor, query: QueryDict) -> ListPage[Any] | None:
    """The declared list, below the thing that `args` name; None if there is no such list (any more)."""
    page = LISTS.find(name)
    return page.below(actor, query, args) if page and page.below else page


def sheet_of(page: ListPage[Any], actor: Actor, query: QueryDict) -> Sheet:
    """The rows that fit the query, in the order it asks for. LookupError for a list without a file."""
    export = page.export
    if export is None:
        raise LookupError(f"the list {page.name} has no export")
    wanted = page.filters(query, actor=actor).wanted()
    rows = in_order(page.read(actor, wanted), page.ordered_by(query.get("sort", "")))
    return Sheet(
        export.file,
        export.header(),
        export.rows(rows, actor) if export.for_reader else export.rows(rows),
        number=lambda: rows.count() if isinstance(rows, QuerySet) else len(rows),
        are_more_than=partial(are_more_than, rows=rows),
    )


def told_of(page: ListPage[Any], actor: Actor, query: QueryDict) -> dict[str, Any]:
    """What the audit log has of the file: the filters, and below what the list stands."""
    form = page.filters(query, actor=actor)
    of = {"of": [str(each) for each in page.args]} if page.args else {}
    return {**of, "filters": _filters(form, form.wanted())}


def _filters(form: forms.Form, wanted: Mapping[str, Any]) -> dict[str, str]:
    return {name: _recorded(form, name, value) for name, value in wanted.items()}


def _recorded(form: forms.Form, name: str, value: Any) -> str:
    """A filter for the audit log, which nobody can change: that words were looked for, not which."""
    return WORDS if type(form.fields.get(name)) is forms.CharField else str(value)
