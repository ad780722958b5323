"""How many messages came in, how many of them wait, and how many were answered within a day; each with its rows.

A message is counted once, however often a gateway repeats it, and what is set aside is not counted. It is no case: what cases say of the ways by
which people came (`cases.by_channel`) and these figures are never added.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import F, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from open315.core.access import Actor
from open315.core.clock import local_day, midnight
from open315.core.facts import (
    Board,
    Column,
    Fact,
    Period,
    RowsQuery,
    Scope,
    Unit,
    declare_board,
    declare_unit,
    fact,
    open_rows,
    rows,
)
from open315.core.facts.address import parameters, period_of, require_known
from open315.core.facts.coverage import Keeper, Span
from open315.core.facts.dimensions import narrowing_words
from open315.core.facts.shares import percent
from open315.core.facts.wording import period_words
from open315.core.pages.cells import moment
from open315.inbox.drawing import excerpt, sender_words, state_badge
from open315.inbox.models import Message
from open315.inbox.queries import WAITING, visible_to
from open315.inbox.types import State
from open315.law import codelists
from open315.org import queries as org
from open315.org.facts import REGION, councils_in

MESSAGES, HANDLED = "inbox.messages", "handled"
RECEIVED, OPEN, SOON = "inbox.received", "inbox.waiting", "inbox.answered_within_a_day"
A_DAY = timedelta(hours=24)
OF_MESSAGES = declare_unit(
    MESSAGES,
    name=ngettext_lazy("message", "messages", "n"),
    column=_("Number of messages"),
    of_line=_("messages of the line"),
    of_all_lines=_("messages of all lines"),
)
Params = Mapping[str, str]
NARROWINGS: Mapping[str, Callable[[QuerySet[Message]], QuerySet[Message]]] = {
    "waiting": lambda found: found.filter(state__in=WAITING),
    "soon": lambda found: found.filter(answered_at__lte=F("received_at") + A_DAY),
}
HOW = {"waiting": _("that wait"), "soon": _("answered within a day")}


def keepers(scope: Scope, actor: Actor) -> Sequence[Keeper]:
    """The councils of the scope whose messages the actor may see: their records are presumed complete since the first came."""
    inside = councils_in(scope.get(REGION))
    councils = [body for body in org.councils_of("", actor.organisation_ids) if body.id in inside]
    rows = visible_to(actor).order_by().values("council_id").annotate(first=Min("received_at"))
    first = dict(rows.values_list("council_id", "first"))
    return [
        Keeper(body.names, (Span(local_day(first[body.id])),), presumed=True)
        if body.id in first
        else Keeper(body.names)
        for body in councils
    ]


def _said(params: Params, _actor: Actor) -> list[tuple[Any, Any]]:
    how = [(_("Which"), HOW[params[HANDLED]])] if params.get(HANDLED) else []
    return [(pgettext_lazy("message", "Received"), period_words(period_of(params))), *how, *narrowing_words(params)]


@rows(
    MESSAGES,
    words=_said,
    columns=(
        Column(pgettext_lazy("column", "Message"), lambda each: excerpt(each), lambda each: reverse("inbox:message", args=[each.pk])),
        Column(pgettext_lazy("of a message", "From"), sender_words),
        Column(_("Came by"), lambda each: codelists.label("channels", each.channel)),
        Column(pgettext_lazy("message", "Received"), lambda each: moment(each.received_at)),
        Column(_("State"), state_badge),
    ),
    order=("-id",),
    permission="inbox:read",
    export="inbox:read",
    keepers=keepers,
    dimensions=[REGION],
    heading=ngettext_lazy("%(n)s message", "%(n)s messages", "n"),
    nothing=(_("No messages"), _("No message of this period came to a council of this region.")),
)  # fmt: skip
def messages(params: Params, actor: Actor) -> QuerySet[Message]:
    """The messages of the period that are not set aside, of the councils of the region. KeyError for a parameter nobody knows."""
    require_known(params, REGION, HANDLED)
    period = period_of(params)
    found = visible_to(actor).exclude(state=State.ASIDE.value).select_related("conversation__sender")
    found = found.filter(
        received_at__gte=midnight(period.first), received_at__lt=midnight(period.last + timedelta(days=1))
    )
    if region := params.get(REGION, ""):
        found = found.filter(council__in=councils_in(region))
    return NARROWINGS[params[HANDLED]](found) if params.get(HANDLED) else found


def _asked(period: Period, scope: Scope, how: str = "") -> RowsQuery:
    narrowed = {HANDLED: how} if how else {}
    return RowsQuery(MESSAGES, {**parameters(period, scope), **narrowed})


def _count(asked: RowsQuery, actor: Actor) -> int:
    return open_rows(asked, actor).order_by().count()


@fact(
    RECEIVED,
    label=_("Messages received"),
    definition=_("Messages that came to the councils of the region in the period, each once however often it was repeated; without those that are set aside."),
    unit=OF_MESSAGES,
    rows=MESSAGES,
)  # fmt: skip
def received(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many messages came."""
    asked = _asked(period, scope)
    return Fact(RECEIVED, _count(asked, actor), OF_MESSAGES, period, scope, asked)


@fact(
    OPEN,
    label=_("Messages that wait"),
    definition=_("Messages received in the period with which nothing was done yet: new ones, and those that somebody has taken."),
    unit=OF_MESSAGES,
    rows=MESSAGES,
)  # fmt: skip
def waiting(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many of them wait."""
    asked = _asked(period, scope, "waiting")
    return Fact(OPEN, _count(asked, actor), OF_MESSAGES, period, scope, asked)


@fact(
    SOON,
    label=_("Answered within a day"),
    definition=_("The share of the messages received in the period that a person answered within 24 hours; the receipt that goes out by itself is no answer."),
    unit=Unit.PERCENT,
    rows=MESSAGES,
    part=_("messages answered within a day"),
    whole=_("messages received"),
)  # fmt: skip
def answered_within_a_day(period: Period, scope: Scope, actor: Actor) -> Fact:
    """Which share was answered within a day."""
    part, whole = _asked(period, scope, "soon"), _asked(period, scope)
    soon, all_of_them = _count(part, actor), _count(whole, actor)
    return Fact(SOON, percent(soon, all_of_them), Unit.PERCENT, period, scope, part, soon, all_of_them, base=whole)


declare_board(
    Board(
        "inbox",
        title=pgettext_lazy("messages that came in", "Inbox"),
        figures=(RECEIVED, OPEN, SOON),
        nothing=_("No message came in this period."),
        order=15,
    )
)
