"""The supervisor's look over her people: who has how much, what of it is late, and what nobody has.

Who does it: a supervisor on Monday. She sees whose cases run late, opens exactly those, urges or gives them to somebody else; and that somebody has
left while nine cases still bear her name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from open315.cases import queries
from open315.core.access import Actor

COLUMNS: tuple[tuple[str, Any, dict[str, str]], ...] = (
    ("open", _("Open"), {}),
    ("late", _("Late"), {"due": "overdue", "sort": "due"}),
    ("soon", _("Within 3 days"), {"due": "soon", "sort": "due"}),
    ("news", _("New word"), {"view": "news"}),
)
"""What is counted, its heading, and the filters of its list beside those of the officer."""


@dataclass(frozen=True, slots=True)
class Number:
    """A count and the list of exactly these cases."""

    label: Any
    count: int
    url: str
    is_bad: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One officer, or nobody."""

    load: queries.Load
    numbers: tuple[Number, ...]
    url: str


def lines(actor: Actor) -> Iterator[Line]:
    """A line for nobody, for each who has left, for each officer."""
    for load in queries.loads_of(actor):
        officer = str(load.account_id) if load.account_id else "none"
        numbers = [
            Number(label, getattr(load, name), _list(officer, asked), name == "late") for name, label, asked in COLUMNS
        ]
        yield Line(load, tuple(numbers), _list(officer, {"sort": "oldest"}))


def _list(officer: str, asked: dict[str, Any]) -> str:
    return f"{reverse('cases:inbox')}?{urlencode({'view': 'open', 'officer': officer, **asked})}"
