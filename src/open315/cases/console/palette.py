"""What the palette finds of the case room: the steps open on the case one looks at, kept views, and cases by number or words (ADR 0159)."""

from collections.abc import Callable, Iterator
from urllib.parse import unquote, urlencode

from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.cases import queries
from open315.cases.console.filters import kept_query
from open315.cases.console.place import LIST, in_list
from open315.cases.console.verbs import buttons
from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.names import labelled
from open315.core.text import clean
from open315.core.ui.palette import MOST, Asked, Hit, find_with

Address = Callable[[str], str]


def steps(actor: Actor, asked: Asked) -> Iterator[Hit]:
    """The steps open to the reader on the case of the page she asks from."""
    number, address = _case_at(asked.at)
    if not number:
        return
    try:
        shown = queries.get_case(actor, number)
    except NotFound:
        return
    open_now = buttons(queries.available_verbs(actor, shown), address)
    unmask = [open_now["unmask"]] if open_now["unmask"] else []
    for each in (*open_now["main"], *open_now["more"], *unmask):
        if asked.fits(each.label):
            yield Hit(each.label, each.href, key=each.face.key)


def _case_at(at: str) -> tuple[str, Address]:
    """The case that is open at an address of this room, and where a step of it is taken: where the page itself would take it."""
    path, _mark, rest = at.partition("?")
    try:
        found = resolve(unquote(path))
    except Resolver404:
        return "", str
    query = QueryDict(rest)
    if found.view_name == "cases:inbox":
        number = clean(query.get("case", ""))
        return number, lambda name: in_list(kept_query(query), case=number, do=name)
    number = clean(str(found.kwargs.get("number", ""))) if found.app_name == "cases" else ""
    tail = f"?{urlencode({LIST: query[LIST]})}" if LIST in query else ""
    return number, lambda name: reverse("cases:verb", args=[number, name]) + tail


def views(actor: Actor, asked: Asked) -> Iterator[Hit]:
    """The views that the reader keeps, and those of her body."""
    fitting = (each for each in queries.saved_views(actor) if asked.fits(each.name))
    for _place, each in zip(range(MOST), fitting, strict=False):
        yield Hit(each.name, f"{reverse('cases:inbox')}?{each.query}")


def cases(actor: Actor, asked: Asked) -> Iterator[Hit]:
    """The newest cases with the words, and the list that searches everything.

    A telephone number is looked for by that list alone, which records it: here every key that is pressed would be a search.
    """
    if not asked.q:
        return
    for number, title in queries.with_words(actor, asked.q, MOST):
        yield Hit(title, reverse("cases:case", args=[number]), queries.both_ways(number))
    searched = f"{reverse('cases:inbox')}?{urlencode({'view': 'all', 'q': asked.q})}"
    yield Hit(labelled(_("Search all cases"), asked.q), searched)


def hang_finders() -> None:
    """Let the palette find them."""
    find_with("steps", "cases:read", gettext_lazy("Steps of this case"), steps, order=10)
    find_with("views", "cases:read", gettext_lazy("Saved views"), views, order=30)
    find_with("cases", "cases:read", gettext_lazy("Cases"), cases, order=40)
