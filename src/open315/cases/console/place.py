"""A place in the list of cases, as pages carry it along: which list, and what stands before and after a case in it.

Whoever opened a case from a list takes her steps there and comes back to it, with the next case opened (ADR 0145). A list is named
by its query string, which stands in the address of a page (`?list=…`) or in a form.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from django.http import QueryDict
from django.urls import reverse

from open315.cases import queries
from open315.cases.console.filters import FilterForm, kept_query
from open315.cases.models import Case
from open315.cases.queries import InboxFilters, Neighbours
from open315.core.access import Actor, StaffRequest

LIST = "list"
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """The list a case was opened from. `is_pane` says that the case stands beside it, `near` what its neighbours are."""

    query: str
    number: str
    filters: InboxFilters
    near: Neighbours
    is_pane: bool = False

    @property
    def quoted(self) -> str:
        """The list as a parameter of another address."""
        return quote(self.query)

    @property
    def back(self) -> str:
        """The list itself."""
        return in_list(self.query)

    @property
    def here(self) -> str:
        """The list with this case opened."""
        return in_list(self.query, case=self.number)

    def step(self, name: str) -> str:
        """Where a step is taken: beside the list, or on a page of its own that leads back to it."""
        if self.is_pane:
            return in_list(self.query, case=self.number, do=name)
        return f"{reverse('cases:verb', args=[self.number, name])}?{urlencode({LIST: self.query})}"

    @property
    def next(self) -> str:
        """The next case, shown as this one is."""
        return self._of(self.near.after)

    @property
    def previous(self) -> str:
        """The case before, shown as this one is."""
        return self._of(self.near.before)

    def _of(self, number: str) -> str:
        if not number:
            return ""
        if self.is_pane:
            return in_list(self.query, case=number)
        return f"{reverse('cases:case', args=[number])}?{urlencode({LIST: self.query})}"


def in_list(query: str, **opened: str) -> str:
    """The address of the list `query`, with a case opened beside it and perhaps a step begun (`do`)."""
    return f"{reverse('cases:inbox')}?{'&'.join(filter(None, (query, urlencode(opened))))}"


def list_left(query: str) -> str:
    """The address of the list that a form says it came from, whatever stands in it."""
    return in_list(QueryDict(query[:LONGEST]).urlencode())


def place_of(actor: Actor, query: str, case: Case, *, is_pane: bool = False) -> Place:
    """The place of a case in a list. Of a wrong query what is understood counts, as in the list itself."""
    kept = QueryDict(kept_query(QueryDict(query[:LONGEST])))
    filters = FilterForm(kept, actor=actor).filters()
    return Place(kept.urlencode(), case.number, filters, queries.neighbours(actor, filters, case), is_pane)


def came_from(request: StaffRequest, case: Case) -> Place | None:
    """The list that the page of a case was opened from, if it was."""
    if (query := (request.POST if request.method == "POST" else request.GET).get(LIST)) is None:
        return None
    return place_of(request.actor, query, case)


def beside_list(request: StaffRequest, case: Case) -> Place:
    """The list that a case is opened beside by htmx, which tells the address of the page it acts on."""
    address = urlsplit(request.htmx.current_url_abs_path or "")
    query = address.query if address.path == reverse("cases:inbox") else ""
    return place_of(request.actor, query, case, is_pane=True)


def after_step(actor: Actor, place: Place) -> str:
    """Where a step leads that was taken from a list: there, with the next case opened, turning the page where it stands on another.

    `place` is that from before the step, which may have taken the case out of the list or to another end of it.
    """
    wanted = place.near.after or place.near.before
    if not wanted:
        return place.back
    asked = QueryDict(place.query, mutable=True)
    page = queries.inbox(actor, place.filters, after=asked.get("after", ""), before=asked.get("before", ""))
    if wanted not in {row.number for row in page.rows}:
        for name in ("after", "before"):
            asked.pop(name, None)
        if page.after:
            asked["after"] = page.after
    return in_list(asked.urlencode(), case=wanted)
