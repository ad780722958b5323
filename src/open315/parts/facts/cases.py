"""The complaints, reports and enquiries that councils handed to a body, and what became of them. Importing it declares the figures. A row is one handing over."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from open315.cases import queries
from open315.cases.types import HandoffState as State
from open315.core import clock
from open315.core.access import Actor
from open315.core.clock import SHANGHAI, local_day, midnight
from open315.core.facts import (
    Breakdown,
    Column,
    Fact,
    Keeper,
    Period,
    Scope,
    Span,
    declare_unit,
    fact,
    figure,
    open_rows,
)
from open315.core.facts.address import period_of, require_known
from open315.core.facts.lines import LineMaker
from open315.core.facts.types import TOGETHER
from open315.core.facts.variants import declare_shares
from open315.core.pages.cells import day, moment
from open315.core.ui.templatetags.ui import named
from open315.org import queries as org
from open315.org.facts import REGION, councils_in
from open315.parts.facts.dimension import PART
from open315.parts.facts.making import base, declare_count, declare_rows
from open315.parts.queries import of_body

if TYPE_CHECKING:
    from open315.cases.models import Handoff

ROWS = "parts.cases"
HANDED, ANSWERED, SENT_BACK, OPEN, LATE = (
    "parts.handed",
    "parts.answered",
    "parts.sent_back",
    "parts.open",
    "parts.answers_late",
)
BY_STATE = "parts.handed_by_state"
DAY = timedelta(days=1)
HANDINGS = declare_unit(
    "parts.handings",
    name=ngettext_lazy("case handed over", "cases handed over", "n"),
    column=_("Cases handed over"),
    of_line=_("cases of the line"),
    of_all_lines=_("cases of all lines"),
)
STATES: Mapping[str, tuple[Any, tuple[State, ...]]] = {
    "answered": (_("Answered"), (State.ANSWERED,)),
    "sent_back": (_("Refused or sent back"), (State.REFUSED, State.RETURNED)),
    "recalled": (_("Ended before it answered"), (State.RECALLED,)),
    "open": (_("Not answered yet"), (State.SENT, State.ACKNOWLEDGED)),
}
ONLY: Mapping[str, Any] = {
    **{code: words for code, (words, _states) in STATES.items()},
    "late": _("Answered late, or late and not answered"),
}


def keepers(scope: Scope, _actor: Actor) -> Sequence[Keeper]:
    """The councils of the scope that ever handed something over: their records are presumed complete since the first time."""
    inside = councils_in(scope.get(REGION))
    first = queries.first_handed()
    known = [body for body in org.councils() if body.id in inside and body.id in first]
    return [Keeper(body.names, (Span(local_day(first[body.id])),), presumed=True) for body in known]


def _late(until: date) -> Q:
    """The answer came after the day it was due, or has not come though that day is over; as of the end of a day."""
    answered = _stands("answered", until) & Q(ended_on__gt=F("reply_due_on"))
    return answered | _stands("open", until) & Q(reply_due_on__lt=until)


def _over(until: date) -> Q:
    return Q(ended_at__lt=midnight(until + DAY))


def _stands(code: str, until: date) -> Q:
    """How a handing over stood at the end of a day."""
    if code == "open":
        return ~_over(until)
    return _over(until) & Q(state__in=[each.value for each in STATES[code][1]])


@declare_rows(
    ROWS,
    (
        Column(_("Number"), lambda each: each.case.number, lambda each: reverse("cases:case", args=[each.case.number])),
        Column(_("Handed over on"), lambda each: moment(each.sent_at)),
        Column(_("State"), lambda each: state_words(each.state)),
        Column(_("Answer due"), lambda each: day(each.reply_due_on)),
        Column(_("Council"), lambda each: named(each.from_organisation)),
    ),
    ONLY,
    ngettext_lazy("%(n)s case handed over", "%(n)s cases handed over", "n"),
    since=_("Handed over on"),
    keep=keepers,
)
def select(params: Mapping[str, str], actor: Actor) -> "QuerySet[Handoff]":
    """What was handed to the body in the period. KeyError for a parameter nobody knows."""
    require_known(params, REGION, PART, "only")
    period = period_of(params)
    found = of_body(
        queries.handed_over(), params.get(PART, ""), actor, whose="to_organisation", council="case__council"
    )
    found = found.filter(sent_at__gte=midnight(period.first), sent_at__lt=midnight(period.last + DAY))
    if region := params.get(REGION, ""):
        found = found.filter(case__council__in=councils_in(region))
    if "only" in params:
        found = found.annotate(ended_on=TruncDate("ended_at", tzinfo=SHANGHAI)).filter(
            _of_what(params["only"], until_of(period))
        )
    return found.select_related("case", "from_organisation", "to_organisation")


def until_of(period: Period) -> date:
    """The reckoning day: today at the latest."""
    return min(period.until or clock.today(), clock.today())


def _of_what(codes: str, until: date) -> Q:
    wanted = Q()
    for code in codes.split(TOGETHER):
        wanted |= _late(until) if code == "late" else _stands(code, until)
    return wanted


def state_words(state: str) -> Any:
    """What became of a handing over, in words."""
    return next(words for words, states in STATES.values() if state in states)


declare_count(
    HANDED, ROWS, HANDINGS, _("Cases handed to it"),
    _("How often a council handed a complaint, report or enquiry to the body in the period; what was handed over twice is counted twice."),
)  # fmt: skip
declare_count(
    ANSWERED,
    ROWS,
    HANDINGS,
    _("Cases it answered"),
    _("Those of them that it answered, by the reckoning day."),
    only="answered",
)
declare_count(
    SENT_BACK,
    ROWS,
    HANDINGS,
    _("Cases it refused or sent back"),
    _("Those of them that it refused or sent back, by the reckoning day."),
    only="sent_back",
)
declare_count(
    OPEN,
    ROWS,
    HANDINGS,
    _("Cases it has not answered yet"),
    _("Those of them that it had not answered by the reckoning day."),
    only="open",
)
declare_count(
    LATE, ROWS, HANDINGS, _("Answers that were late"),
    _("Those of them that it answered after the day an answer was due, or has not answered though that day is over. Without such a day nothing is late."),
    only="late",
)  # fmt: skip


@fact(
    BY_STATE,
    label=_("Cases handed to it, by what became of them"),
    definition=_("What was handed to the body in the period, by how it stood on the reckoning day."),
    unit=HANDINGS,
    rows=ROWS,
    is_breakdown=True,
)
def by_state(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """Answered, sent back, ended, open."""
    wanted = base(ROWS, period, scope)
    found, until = open_rows(wanted, actor).order_by(), until_of(period)
    counts = found.aggregate(**{code: Count("pk", filter=_stands(code, until)) for code in STATES})
    maker = LineMaker(BY_STATE, HANDINGS, "only", period, scope, wanted, lambda code: STATES[code][0])
    total: Fact = figure(HANDED, period, scope, actor)
    return maker.breakdown(((code, STATES[code][0], counts[code]) for code in STATES if counts[code]), total)


declare_shares(BY_STATE)
