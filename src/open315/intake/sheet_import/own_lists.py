"""Lists that this product gives out and whose rows are no cases: the audit log, accounts, bodies. They are refused by their name.

Every declared list with a file is one, since cases leave as sheets of their own (`list_files.declare_sheet`); so are the rows behind figures that
count something else: activities, partners.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from open315.core.errors import InvalidInput
from open315.core.facts import rows_spec
from open315.core.facts.rows import rows_specs
from open315.core.pages.declared import LISTS
from open315.core.text import letters

ENOUGH = 0.75
"""So large a part of the headings of a list is enough: people take out columns."""
FEWEST = 4
OF_CASES = "cases"
"""The named query whose rows are cases: they come back as what they are."""
BEHIND_A_FIGURE = _("rows behind a figure")
NO_CASES = _(
    "This is the list “{list}” of this system; its rows are no cases. Send a list of cases: one case a row, and a column that tells "
    "what happened."
)
Header = Callable[[], Sequence[Any]]


def refuse(headings: Sequence[str], *, field: str | None = None) -> None:
    """InvalidInput for a sheet that has the headings of such a list, in any language of ours."""
    title = _title_of(frozenset(map(letters, headings)))
    if title:
        raise InvalidInput(format_lazy(NO_CASES, list=title), field=field)


def _title_of(found: frozenset[str]) -> Any:
    return next((title for title, header in _lists() if any(_fits(found, head) for head in _heads(header))), "")


def _lists() -> Iterator[tuple[Any, Header]]:
    """Title and header of every such list."""
    for page in LISTS:
        if page.export:
            yield page.title, page.export.header
    for spec in rows_specs():
        if spec.name != OF_CASES:
            yield BEHIND_A_FIGURE, _header_of(spec.name)


@cache
def _header_of(name: str) -> Header:
    return lambda: [str(each.label) for each in rows_spec(name).columns]


def _fits(found: frozenset[str], head: frozenset[str]) -> bool:
    return len(found & head) >= max(FEWEST, ENOUGH * len(head))


@cache
def _heads(header: Header) -> tuple[frozenset[str], ...]:
    """The headings of a list (letters only), in each language."""
    return tuple(_in_each_language(header))


def _in_each_language(header: Header) -> Iterator[frozenset[str]]:
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield frozenset(letters(str(each)) for each in header())
