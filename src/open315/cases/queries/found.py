"""Where in a case the words of a search stand: in its number, in the trader's name, in the text; and a piece of that text.

The index decides by folded letters (`core.search`), so the place is looked for in folded letters too, sign by sign.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.cases.models import Case, OtherNumber, Party
from open315.cases.queries.numbers import number_of_spoken
from open315.cases.vault import phone_indexes
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.search.words import parse
from open315.core.text import letters

FIELDS: tuple[tuple[str, Any], ...] = (
    ("number", _("Number")),
    ("title", pgettext_lazy("of a case", "Title")),
    ("trader_name", _("Trader")),
    ("goods_text", _("Goods or service")),
    ("source_ref", _("Number there")),
    ("narrative", pgettext_lazy("of a case", "Text")),
)
"""What is searched, what a reader recognises first before the rest."""
SEARCHED = tuple(name for name, _words in FIELDS)
SEES_NUMBERS = "cases:unmask"
AROUND = 10
"""So many signs are shown on either side of what was found."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where the words stand, and a piece of the text around the first of them."""

    where: Any
    before: str
    hit: str
    after: str


BY_NUMBER = Found(_("Telephone of the consumer"), "", "", "")
MOST_OF_NUMBER = 500
"""Of one number so many cases are shown at most, the newest."""
DIGITS = 7
"""A telephone number has so many digits at least; fewer would try out numbers."""


def is_number(q: str) -> bool:
    """Whether the whole search is one telephone number."""
    typed = q.strip()
    if number_of_spoken(q):
        return False  # the code of a place, a year and digits
    return sum(sign.isdigit() for sign in typed) >= DIGITS and not any(sign.isalpha() for sign in typed)


def cases_of_number(actor: Actor, q: str) -> list[int]:
    """The cases of the telephone number that was typed, exactly, by its keyed hash; nothing for those who may see no numbers."""
    if not is_number(q) or not actor.may(SEES_NUMBERS) or not (indexes := phone_indexes(q)):
        return []
    # Their index leaves out those without a number: unless the question does too, SQLite looks through every party.
    parties = Party.objects.filter(phone_index__in=indexes).exclude(phone_index="").order_by("-id")
    further = OtherNumber.objects.filter(phone_index__in=indexes).order_by("-id")
    found = [*parties.values_list("case_id", flat=True)[:MOST_OF_NUMBER]]
    return sorted({*found, *further.values_list("case_id", flat=True)[:MOST_OF_NUMBER]})


def search_words(q: str) -> tuple[str, ...]:
    """The words of a search; none for a search that is none."""
    try:
        return parse(q) if q.strip() else ()
    except InvalidInput:
        return ()


def found_in(case: Case, words: Sequence[str]) -> Found | None:
    """The first field that holds the longest word it can. None where the title holds it, which everybody sees."""
    for word in words:
        for name, label in FIELDS:
            text = getattr(case, name)
            if (at := place_of(word, text)) is not None:
                return None if name == "title" else _around(label, text, *at)
    return None


def place_of(word: str, text: str) -> tuple[int, int] | None:
    """From which sign to which the folded `word` stands in the text; None if it does not."""
    signs = [letters(sign) for sign in text]
    at = "".join(signs).find(word)
    if at < 0:
        return None
    ends, so_far = [], 0
    for sign in signs:
        so_far += len(sign)
        ends.append(so_far)
    first = next(place for place, end in enumerate(ends) if end > at)
    last = next(place for place, end in enumerate(ends) if end >= at + len(word))
    return first, last + 1


def _around(where: Any, text: str, first: int, last: int) -> Found:
    start, end = max(first - AROUND, 0), last + AROUND
    before = f"…{text[start:first]}" if start else text[:first]
    after = f"{text[last:end]}…" if end < len(text) else text[last:]
    return Found(where, before, text[first:last], after)


def number_of(key: Any) -> Subquery:
    """The number of the case whose key an expression gives, for lists of other things that name cases; no case is shown by it."""
    return Subquery(Case.objects.filter(pk=key).values("number")[:1])
