"""The list of activities that may have been entered twice."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.activities.doubles import queries
from open315.activities.doubles.drawing import decided_words, drawn_decision, entry_words, why_words
from open315.activities.models import DoubleEntry
from open315.core.clock import local_day
from open315.core.pages.cells import day as day_words
from open315.core.pages.cells import lines, link, moment
from open315.core.pages.declared import Column, Empty, ListPage
from open315.core.pages.filters import FilterForm, day, words


class PairFilters(FilterForm):
    """Pairs of which the reader sees both."""

    q = words(pgettext_lazy("activity", "Title"))
    state = forms.ChoiceField(label=_("Decision"), required=False)
    first = day(_("From"))
    last = day(_("To"))

    def prepare(self) -> None:
        self.choose("state", [("open", _("Undecided")), *DoubleEntry.Decision.choices])


PAIRS: ListPage[DoubleEntry] = ListPage(
    name="activities.doubles",
    url_name="activities:doubles",
    section="activities",
    permission="activities:read",
    title=_("Entered twice?"),
    lead=_(
        "Activities of one day and one line that look alike. Until somebody decides, both count, and the summary says so."
    ),
    filters=PairFilters,
    read=queries.listed,
    order=("-first__starts_at", "-pk"),
    columns=(
        Column(
            "pair",
            _("Entries"),
            lambda each: link(
                reverse("activities:double", args=[each.pk]), lines([each.first.title_in, each.second.title_in])
            ),
        ),
        Column("day", _("Day"), lambda each: day_words(local_day(each.first.starts_at)), kind="nowrap"),
        Column("councils", _("Entered by"), lambda each: lines(map(entry_words, (each.first, each.second)))),
        Column("why", _("Alike in"), why_words),
        Column("decision", _("Decision"), drawn_decision),
        Column("by", _("Decided by"), lambda each: lines([decided_words(each), moment(each.decided_at)])),
    ),
    empty=Empty(
        _("Nothing looks entered twice"),
        _("What is planned on one day, at one place, by councils of one line under a similar title appears here."),
        art="inbox",
    ),
)
