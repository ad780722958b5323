"""The list of ratings. A supervisor reads on Friday what people said of the week's work: the worst first if she likes, each leading to its case."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache

from open315.cases.models import Case
from open315.cases.queries.choices import officers
from open315.cases.queries.ratings import ratings
from open315.cases.wording import RATINGS
from open315.core.access import StaffRequest, requires
from open315.core.pages.cells import day as a_day
from open315.core.pages.cells import link, text
from open315.core.pages.declared import Column, Empty, ListPage
from open315.core.pages.filters import FilterForm, choice, day
from open315.core.pages.lists import list_page
from open315.core.ui.templatetags.ui import named, zh
from open315.org import queries as org

GOOD, NOT_GOOD = _("4 or 5: satisfied"), _("3 or less")


class RatingFilters(FilterForm):
    """All ratings of the reader's council and those below, unless something else is asked for."""

    stars = choice(pgettext_lazy("rating", "Rating"))
    first = day(pgettext_lazy("rating", "Rated from"))
    last = day(pgettext_lazy("rating", "Rated until"))
    officer = forms.TypedChoiceField(label=_("Officer"), required=False, coerce=int, empty_value=None)
    said = choice(pgettext_lazy("rating", "Words"))

    def prepare(self) -> None:
        """The choices, in words."""
        single = [(str(stars), words) for stars, words in RATINGS.items()]
        self.choose("stars", [("good", GOOD), ("not_good", NOT_GOOD), *single])
        self.choose("officer", list(officers(self.actor)))
        self.choose("said", [("1", _("Only those with words"))])


def _case(row: Case) -> SafeString:
    linked = link(reverse("cases:case", args=[row.number]), text(row.title))
    return format_html('{}<br><small class="muted number">{}</small>', linked, row.number)


def _words(row: Any) -> str:
    return zh(row.words or "")


def _council(row: Case) -> Any:
    body = org.body_by_id(row.council_id)
    return named(body) if body else ""


RATED: ListPage[Case] = ListPage(
    name="cases.ratings",
    url_name="cases:ratings",
    section="cases",
    permission="cases:supervise",
    title=pgettext_lazy("list", "Ratings"),
    lead=_("What consumers said of how their cases were handled. Nobody has to rate; a case that was opened again is rated anew."),
    filters=RatingFilters,
    read=ratings,
    order=("-rated_on", "-pk"),
    columns=(
        Column("rated_on", pgettext_lazy("rating", "Rated on"), lambda row: a_day(row.rated_on), kind="nowrap", order=("rated_on", "pk")),
        Column("stars", pgettext_lazy("rating", "Rating"), lambda row: RATINGS.get(row.rating or 0, ""), kind="nowrap", order=("rating", "pk")),
        Column("words", pgettext_lazy("rating", "Words"), _words),
        Column("case", _("Case"), _case),
        Column("officer", _("Officer"), lambda row: named(str(row.officer)) if row.officer else ""),
        Column("council", _("Council"), _council),
    ),
    empty=Empty(_("No ratings"), _("When a case is over, its consumer can rate it on the page of the case.")),
)  # fmt: skip


@requires("cases:supervise")
@never_cache
def rating_list(request: StaffRequest) -> HttpResponse:
    """The ratings of the reader's council and of those below it."""
    return list_page(request, RATED)
