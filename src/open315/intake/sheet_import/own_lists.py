"""Lists that this product gives out and whose rows are no cases: the audit log, accounts, bodies. They are refused by their name.

Every declared list with a file is one: rows of cases leave as sheets of their own (`list_files.declare_sheet`), rows behind a figure below it.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from open315.core.errors import InvalidInput
from open315.core.pages.declared import LISTS, Export
from open315.core.text import letters

ENOUGH = 0.75
"""So large a part of the headings of a list is enough: people take out columns."""
FEWEST = 4
NO_CASES = _(
    "This is the list “{list}” of this system; its rows are no cases. Send a list of cases: one case a row, and a column that tells "
    "what happened."
)


def refuse(headings: Sequence[str], *, field: str | None = None) -> None:
    """InvalidInput for a sheet that has the headings of such a list, in any language of ours."""
    title = _title_of(frozenset(map(letters, headings)))
    if title:
        raise InvalidInput(format_lazy(NO_CASES, list=title), field=field)


def _title_of(found: frozenset[str]) -> Any:
    fitting = (page for page in LISTS if page.export and any(_fits(found, head) for head in _heads(page.export)))
    return next((page.title for page in fitting), "")


def _fits(found: frozenset[str], head: frozenset[str]) -> bool:
    return len(found & head) >= max(FEWEST, ENOUGH * len(head))


@cache
def _heads(export: Export[Any]) -> tuple[frozenset[str], ...]:
    """The headings of a list (letters only), in each language."""
    return tuple(_in_each_language(export))


def _in_each_language(export: Export[Any]) -> Iterator[frozenset[str]]:
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield frozenset(letters(str(each)) for each in export.header())
