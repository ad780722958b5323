"""The inbox filters as they stand in the address: parsing, wording, and the same filter with one thing changed."""

from collections.abc import Hashable, Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.cases.queries import InboxFilters
from open315.cases.queries.choices import officers
from open315.cases.queries.visible import COUNCIL
from open315.core.access import Actor
from open315.core.pages import filters as pages
from open315.core.text import whole_number
from open315.core.ui.days import DayField
from open315.law import codelists
from open315.org import queries as org

ANY = ("", _("Any"))

VIEWS = (
    ("open", _("Open")),
    ("mine", _("Mine")),
    ("aside", _("Put aside")),
    ("unassigned", _("Not assigned")),
    ("waiting", _("To be decided")),
    ("second", _("Second signature")),
    ("referred", _("Referred")),
    ("news", _("New word")),
    ("objections", _("Objections")),
    ("overdue", _("Late")),
    ("followed", pgettext_lazy("list of cases", "Followed")),
    ("all", pgettext_lazy("list of cases", "All")),
)
"""The tabs: what a person usually wants to see; filters narrow them further."""
VIEWS_OF_A_BODY = (
    ("open", _("Open")),
    ("to_acknowledge", _("To acknowledge")),
    ("to_answer", _("To answer")),
    ("overdue", _("Late")),
    ("answered", pgettext_lazy("list of cases", "Answered")),
    ("followed", pgettext_lazy("list of cases", "Followed")),
    ("all", pgettext_lazy("list of cases", "All")),
)
"""The tabs of a department: what was sent to it, by how far it is."""


NOT_A_TAB = (("named", pgettext_lazy("list of cases", "Notes that name me")),)
"""Lists that the first page leads to."""


def views_of(actor: Actor) -> tuple[tuple[str, Any], ...]:
    """The tabs of the reader's kind of body."""
    if actor.organisation_kind != COUNCIL:
        return VIEWS_OF_A_BODY
    needs = {"aside": "cases:close", "objections": "cases:reopen"}
    return tuple(each for each in VIEWS if each[0] not in needs or actor.may(needs[each[0]]))


SORTS = (("received", _("Newest first")), ("due", _("Due first")), ("oldest", _("Oldest first")))
SORTED = {"overdue": "due"}
"""Tabs with an order of their own: of the late ones, who has waited longest comes first."""
DUES = (
    ANY,
    ("overdue", _("Late")),
    ("today", _("Today")),
    ("soon", _("Within 3 days")),
    ("next", _("In the next 3 days")),
    ("contact", _("Contact with the trader due")),
    ("contact_next", _("Contact with the trader in the next 3 days")),
    ("none", _("Without a date")),
    ("unknown", _("Calendar not loaded")),
)
REFUSED = "until"
"""A day until which the opened case was not to be put aside."""
OPENED = ("case", "pane", "do", REFUSED)
"""What an address says of the opened case."""
PANE = (
    "due",
    "state",
    "officer",
    "kind",
    "channel",
    "goods",
    "nature",
    "region",
    "source",
    "sheet",
    "first",
    "last",
    "sort",
)


class FilterForm(pages.FilterForm):
    """The filter pane. An unknown value is ignored and shown as such, never an error page.

    The long lists are made only when they are drawn, or looked into because something was chosen.
    """

    WITHOUT_CHIP = frozenset({"view", "sort", "fold"})
    LEFT_BEHIND = (*pages.PAGING, *OPENED)

    view = forms.ChoiceField(
        label=_("Tab"), choices=dict((*VIEWS, *VIEWS_OF_A_BODY, *NOT_A_TAB)), required=False, widget=forms.HiddenInput
    )
    fold = forms.ChoiceField(choices=[("open", "")], required=False, widget=forms.HiddenInput)
    """Whether the filters are unfolded."""
    q = forms.CharField(
        label=_("Search"), required=False, max_length=60, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=lambda: [ANY, *codelists.choices("states")])
    due = forms.ChoiceField(label=_("Due"), required=False, choices=DUES)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=lambda: [ANY, *codelists.choices("kinds")])
    channel = forms.ChoiceField(
        label=_("Channel"), required=False, choices=lambda: [ANY, *codelists.choices("channels")]
    )
    goods = forms.ChoiceField(
        label=_("Goods or service"), required=False, choices=lambda: [ANY, *codelists.grouped_choices("goods")]
    )
    nature = forms.ChoiceField(label=_("Nature"), required=False, choices=lambda: [ANY, *codelists.choices("natures")])
    region = forms.ChoiceField(label=_("Place"), required=False, choices=lambda: [ANY, *org.place_choices()])
    officer = forms.ChoiceField(label=_("Officer"), required=False)
    source = forms.CharField(label=_("Source"), required=False, max_length=60)
    sheet = forms.IntegerField(label=_("Import number"), required=False, min_value=1, max_value=10**15)
    first = DayField(label=_("Received from"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = DayField(label=_("Received until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)

    def __init__(self, data: QueryDict, *, actor: Actor) -> None:
        if "sort" not in data and (order := SORTED.get(data.get("view") or "")):
            data = data.copy()
            data["sort"] = order
        super().__init__(data, actor=actor)

    def prepare(self) -> None:
        self.officers = tuple(officers(self.actor))
        asked = whole_number(self.data.get("officer") or "")
        gone = org.names_of_accounts([asked]) if asked and asked not in dict(self.officers) else {}
        self.choose("officer", [("me", _("Me")), ("none", _("Nobody")), *self.officers, *gone.items()], ANY)

    def filters(self) -> InboxFilters:
        """What the query room understands; wrong values are left out."""
        self.is_valid()
        data = {name: value for name, value in self.cleaned_data.items() if value and name != "fold"}
        return InboxFilters(**{"view": "open", **data})

    def pane(self) -> Iterator[tuple[forms.BoundField, Hashable]]:
        """The fields below the search words, each with all that it is drawn from: most are the same from page to page."""
        lists: dict[str, Hashable] = {
            "officer": self.officers,
            "region": tuple((city, tuple(inside)) for city, inside in org.place_choices()),
        }
        for name in PANE:
            wrong = tuple(map(str, self.errors.get(name, ())))
            yield self[name], (name, self.data.get(name, ""), wrong, lists.get(name))


def kept_query(query: QueryDict) -> str:
    """The query string without the opened case, for links that open another."""
    kept = query.copy()
    for name in OPENED:
        kept.pop(name, None)
    return kept.urlencode()


def folded(query: str) -> str:
    """The query string of the same list with its filters folded."""
    kept = QueryDict(query, mutable=True)
    kept.pop("fold", None)
    return kept.urlencode()


def same_list(one: str, other: str) -> bool:
    """Whether two query strings show the same list, wherever in it and with whatever case opened."""
    return _list_of(one) == _list_of(other)


def _list_of(query: str) -> dict[str, str]:
    beside = (*pages.PAGING, *OPENED, "fold")
    return {
        "view": "open",
        **{name: str(value) for name, value in QueryDict(query).items() if value and name not in beside},
    }
