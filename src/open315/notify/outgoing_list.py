"""The list of what was sent to people outside: what became of it, in how many parts it went, and what was paid.

Who reads it: a supervisor whose consumer says that nothing came; a treasurer who checks the bill of a month; an administrator whose gateway was away.
No name, no address and no words that were sealed stand here.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.pages.cells import badge, moment
from open315.core.pages.declared import Column, Empty, Export, ListPage
from open315.core.pages.filters import FilterForm, day
from open315.core.ui.templatetags.ui import named
from open315.notify import channels
from open315.notify.models import Message
from open315.notify.queries import channel_label, outgoing_for
from open315.notify.types import Failure, MessageState
from open315.notify.wording import said_of
from open315.org import queries as org

STATES = {
    MessageState.WAITING: (pgettext_lazy("outgoing message", "Waiting"), "warn"),
    MessageState.SENT: (pgettext_lazy("outgoing message", "Sent"), "good"),
    MessageState.FAILED: (pgettext_lazy("outgoing message", "Not sent"), "bad"),
}
WHY = {
    Failure.NO_ADDRESS: _("there is no way to reach the receiver any more"),
    Failure.WRONG_ADDRESS: _("the address is none"),
    Failure.REFUSED: _("the service refused it"),
    Failure.BOUNCED: _("it came back"),
    Failure.STOPPED: _("the receiver asked for no more"),
    Failure.STALE: _("it could not leave while it was of use"),
    Failure.TOO_MANY: _("more than one address is sent in two days"),
    Failure.OVERTAKEN: _("a later one says the same"),
}
TITLE = _("Messages sent out")


class OutgoingFilters(FilterForm):
    """All that was meant for people outside."""

    channel = forms.ChoiceField(label=pgettext_lazy("outgoing message", "Channel"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    first = day(_("From"))
    last = day(_("To"))
    council = forms.TypedChoiceField(label=_("Council"), required=False, coerce=int, empty_value=None)

    def prepare(self) -> None:
        """The channels by which something leaves, and the councils that one sees."""
        ringing = [name for name, each in channels.every().items() if not hasattr(each.send, "why")]
        self.choose("channel", [(name, channel_label(name)) for name in sorted(ringing)])
        self.choose("state", [(state.value, words) for state, (words, _tone) in STATES.items()])
        own = (body for body in org.councils() if body.id in self.actor.organisation_ids)
        self.choose("council", [(body.id, body.names) for body in own])


def _state(message: Message) -> Any:
    words, tone = STATES[MessageState(message.state)]
    return badge(words, tone)


def why(message: Message) -> Any:
    """Why it has not left, as far as it is ours to say; what a service said in its own words stands with the events."""
    if message.state == MessageState.FAILED:
        return next((words for failure, words in WHY.items() if failure.value == message.last_error), _("refused"))
    return ""


def _council(message: Message) -> Any:
    body = org.body_by_id(message.body_id) if message.body_id else None
    return named(body) if body else ""


def _yuan(cost: Decimal) -> str:
    """Parts of a message cost less than a fen."""
    return f"¥{cost:,.3f}"


def _cost(message: Message) -> Any:
    return "" if message.cost is None else _yuan(message.cost)


def _totals(rows: QuerySet[Message]) -> Mapping[str, Any]:
    """Of all that fit: how many parts, and what was paid where a price was known; an unknown cost adds nothing and is not said to be nought."""
    known = {"all_parts": Sum("parts"), "paid": Sum("cost"), "priced": Count("cost"), "counted": Count("parts")}
    found = rows.order_by().aggregate(**known)
    cost = "" if found["paid"] is None else _yuan(found["paid"])
    if cost and found["counted"] > found["priced"]:
        cost = _("at least %(cost)s") % {"cost": cost}
    return {"parts": found["all_parts"] or 0, "cost": cost}


def _rows(messages: Iterable[Message]) -> Iterable[Sequence[Any]]:
    for each in messages:
        body = org.body_by_id(each.body_id) if each.body_id else None
        yield [
            each.pk,
            moment(each.created_at),
            channel_label(each.channel),
            said_of(each.template, each.data),
            STATES[MessageState(each.state)][0],
            why(each),
            moment(each.sent_at) if each.sent_at else "",
            each.parts,
            each.cost,
            body.names if body else "",
        ]


OUTGOING: ListPage[Message] = ListPage(
    name="notify.outgoing",
    url_name="notify:outgoing",
    section="messages",
    permission="notify:outgoing",
    title=TITLE,
    lead=_("To whom they went is not kept here; the case says what became of each. At night, and when an address had enough for a day, they wait."),
    filters=OutgoingFilters,
    read=outgoing_for,
    order=("-pk",),
    totals=_totals,
    columns=(
        Column("at", pgettext_lazy("outgoing message", "Wanted"), lambda each: moment(each.created_at), kind="nowrap", order=("pk",)),
        Column("channel", pgettext_lazy("outgoing message", "Channel"), lambda each: channel_label(each.channel), kind="nowrap"),
        Column("words", pgettext_lazy("outgoing message", "What it says"), lambda each: said_of(each.template, each.data)),
        Column("state", _("State"), _state, kind="nowrap"),
        Column("why", pgettext_lazy("outgoing message", "Why not"), why),
        Column("tries", pgettext_lazy("outgoing message", "Tries"), lambda each: each.attempts, kind="number"),
        Column("parts", pgettext_lazy("outgoing message", "Parts"), lambda each: each.parts if each.parts is not None else "", kind="number", total="parts"),
        Column("cost", pgettext_lazy("outgoing message", "Cost"), _cost, kind="number", total="cost"),
        Column("council", _("Council"), _council),
    ),
    export=Export(
        url_name="notify:outgoing_file",
        file="messages",
        event="notify.outgoing_exported",
        header=lambda: [
            "id", pgettext_lazy("outgoing message", "Wanted"), pgettext_lazy("outgoing message", "Channel"), pgettext_lazy("outgoing message", "What it says"), _("State"),
            pgettext_lazy("outgoing message", "Why not"), pgettext_lazy("outgoing message", "Sent"), pgettext_lazy("outgoing message", "Parts"), _("Cost (yuan)"), _("Council"),
        ],
        rows=_rows,
    ),
    empty=Empty(_("Nothing was sent"), _("Receipts, answers and letters to people outside appear here, by whatever channel they go."), art="inbox"),
)  # fmt: skip
