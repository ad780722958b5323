"""What may be entered twice, as a figure: the pairs of which nobody has decided (ADR 0144). Importing it declares it.

A pair belongs to the period and to the region if both of its activities do; only pairs of what was held distort a figure, so only they count here.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from open315.activities.doubles import queries
from open315.activities.doubles.drawing import entry_words, why_words
from open315.activities.facts.rows import keepers, of_region, said_of
from open315.activities.models import DoubleEntry
from open315.activities.queries import started_in
from open315.activities.types import State
from open315.core.access import Actor
from open315.core.chapters import Reader
from open315.core.facts import Column, Fact, Period, RowsQuery, Scope, declare_unit, fact, open_rows, rows
from open315.core.facts.address import parameters, period_of, require_known
from open315.core.names import enumerated
from open315.org.facts import REGION

UNDECIDED = "activities.undecided"
PAIRS = declare_unit(
    "activities.pairs",
    name=ngettext_lazy("pair", "pairs", "n"),
    column=_("Number of pairs"),
    of_line=_("pairs of the line"),
    of_all_lines=_("pairs of all lines"),
)


@rows(
    UNDECIDED,
    words=lambda params, _actor: said_of(params),
    columns=(
        Column(
            _("Entries"),
            lambda each: enumerated(str(entry.title_in) for entry in (each.first, each.second)),
            lambda each: reverse("activities:double", args=[each.pk]),
        ),
        Column(
            _("Entered by"), lambda each: enumerated(str(entry_words(entry)) for entry in (each.first, each.second))
        ),
        Column(_("Alike in"), why_words),
    ),
    order=("-id",),
    permission="activities:read",
    export="activities:read",
    keepers=keepers,
    dimensions=[REGION],
    heading=ngettext_lazy("%(n)s pair", "%(n)s pairs", "n"),
    nothing=(_("Nothing"), _("Nothing of this period and region looks entered twice and is undecided.")),
)
def select(params: Mapping[str, str], actor: Actor) -> QuerySet[DoubleEntry]:
    """The undecided pairs of the parameters of which `actor` sees both. KeyError for a parameter nobody knows."""
    require_known(params, REGION)
    found = queries.visible_to(actor).filter(decision="", first__state=State.HELD, second__state=State.HELD)
    for of in ("first__", "second__"):
        found = of_region(started_in(found, period_of(params), of=of), params, of)
    return found


@fact(
    UNDECIDED,
    label=_("Activities perhaps entered twice"),
    definition=_(
        "Pairs of activities that were held on one day, of one line, at one place and under a similar title, of which nobody has decided whether they are one. Both count until then."
    ),
    unit=PAIRS,
    rows=UNDECIDED,
)
def undecided(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many pairs nobody has decided about."""
    wanted = RowsQuery(UNDECIDED, parameters(period, scope))
    return Fact(UNDECIDED, open_rows(wanted, actor).order_by().count(), PAIRS, period, scope, wanted)


def faults(reader: Reader) -> list[Any]:
    """That something counts twice perhaps, in words."""
    n: Any = reader.fact(UNDECIDED).value
    if not n:
        return []
    words: Any = ngettext(
        "%(n)s pair of activities may have been entered twice, and nobody has decided; both count.",
        "%(n)s pairs of activities may have been entered twice, and nobody has decided; both count.",
        n,
    )
    return [words % {"n": n}]
