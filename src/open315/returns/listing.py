"""The lists of returns and of calls, and the file of what was signed."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from open315.core.pages.cells import badge, day, days, link, moment, text
from open315.core.pages.declared import Action, Column, Empty, Export, ListPage
from open315.core.pages.filters import FilterForm, choice
from open315.core.ui.templatetags.ui import named
from open315.indicators import queries as indicators
from open315.org import queries as org
from open315.returns import queries
from open315.returns.models import Call, Filing, Return
from open315.returns.types import State

TONES = {State.ASKED: "info", State.FILLED: "warn", State.SIGNED: "good", State.AGAIN: "warn"}
AT_A_TIME = 500
LATE = pgettext_lazy("return", "Late")


class ReturnFilters(FilterForm):
    """By call, state and body."""

    call = forms.TypedChoiceField(label=gettext_lazy("Call"), required=False, coerce=int, empty_value=None)
    state = choice(gettext_lazy("State"))
    council = forms.TypedChoiceField(label=gettext_lazy("Body"), required=False, coerce=int, empty_value=None)

    def prepare(self) -> None:
        self.choose("call", [(each.pk, each.title) for each in queries.calls_for(self.actor)])
        self.choose("state", [(queries.LATE, LATE), *Return.State.choices])
        own = (body for body in org.councils() if body.id in self.actor.organisation_ids)
        self.choose("council", [(body.id, body.names) for body in own])


def drawn_state(row: Return) -> SafeString:
    """The state as a badge; of one whose day has passed, that it is late, too."""
    state = badge(row.get_state_display(), TONES[State(row.state)])
    return format_html("{} {}", state, badge(LATE, "bad")) if queries.is_late(row) else state


def linked(row: Return) -> SafeString:
    """The body, which leads to its return."""
    return link(reverse("returns:detail", args=[row.pk]), named(row.council))


def _file_rows(rows: QuerySet[Return]) -> Iterator[list[Any]]:
    source = rows.iterator(chunk_size=AT_A_TIME)
    while batch := list(islice(source, AT_A_TIME)):
        signed = queries.latest_signed(batch)
        for row in batch:
            yield from _lines(row, signed.get(row.pk))


def _lines(row: Return, filing: Filing | None) -> Iterator[list[Any]]:
    about = [
        row.pk,
        text(row.call.title),
        row.call.first,
        row.call.last,
        row.council.region_id,
        named(row.council),
        row.get_state_display(),
        row.due_on,
    ]
    yield from ([*about, *told] for told in _told(filing))


def _told(filing: Filing | None) -> Iterable[list[Any]]:
    """What was signed, a line each; of a return that nobody signed, one line without a value."""
    if filing is None:
        return [[""] * 9]
    return [
        [
            filing.number,
            moment(filing.signed_at),
            each.indicator,
            indicators.latest(each.indicator).names,
            indicators.latest(each.indicator).unit.names,
            each.get_kind_display(),
            text(each.said),
            each.bound,
            text(each.reason),
        ]
        for each in filing.values.all()
    ]


CALLS_BUTTON = Action(gettext_lazy("What was asked for"), "returns:calls", permission="returns:read")
ASK = Action(
    gettext_lazy("Ask for returns"), "returns:new", icon="plus", kind="primary", key="+", permission="returns:ask"
)
COLUMNS: tuple[Column[Return], ...] = (
    Column("council", gettext_lazy("Body"), linked, order=("council__path", "pk")),
    Column("state", gettext_lazy("State"), drawn_state, order=("state", "council__path", "pk")),
    Column("due_on", gettext_lazy("Due"), lambda each: day(each.due_on), kind="nowrap", order=("due_on", "pk")),
)
"""What is shown of a return wherever returns stand in a table."""
RETURNS: ListPage[Return] = ListPage(
    name="returns",
    url_name="returns:list",
    section="returns",
    permission="returns:read",
    title=gettext_lazy("Returns"),
    lead=gettext_lazy("What your body is asked to tell, and the bodies below it. A return counts once a second person has signed it."),
    filters=ReturnFilters,
    read=queries.listed,
    order=("-due_on", "council__path", "pk"),
    columns=(
        COLUMNS[0],
        Column("call", pgettext_lazy("return", "Return"), lambda each: text(each.call.title)),
        Column("days", gettext_lazy("Tells of"), lambda each: days(each.call.first, each.call.last), kind="nowrap"),
        *COLUMNS[1:],
    ),
    actions=(ASK, CALLS_BUTTON),
    empty=Empty(
        gettext_lazy("No return"),
        gettext_lazy("Nobody has asked your body for a return yet, or the filters fit none."),
        art="inbox",
    ),
    export=Export(
        url_name="returns:export",
        file="returns",
        event="returns.exported",
        header=lambda: [
            "id", pgettext("return", "Return"), _("From"), _("To"), _("Region code"), _("Body"), _("State"), _("Due"), _("Filing"), _("Signed on"),
            _("Code"), _("Indicator"), _("Unit"), _("What is said"), _("Value"), _("Accuracy"), _("Reason"),
        ],
        rows=_file_rows,
    ),
)  # fmt: skip


def _calls(actor: Any, _wanted: Any) -> QuerySet[Call]:
    seen = Q(returns__council__in=actor.organisation_ids)
    signed = seen & Q(returns__state=State.SIGNED)
    rows = queries.calls_for(actor).select_related("council", "campaign")
    return rows.annotate(asked=Count("returns", filter=seen), signed=Count("returns", filter=signed))


CALLS: ListPage[Any] = ListPage(
    name="returns.calls",
    url_name="returns:calls",
    section="returns",
    permission="returns:read",
    title=gettext_lazy("What was asked for"),
    lead=gettext_lazy("Which returns were asked for, until when, and how many of them are signed."),
    read=_calls,
    order=("-due_on", "-pk"),
    columns=(
        Column("title", pgettext_lazy("return", "Return"), lambda each: link(reverse("returns:call", args=[each.pk]), text(each.title))),
        Column("council", gettext_lazy("Asked by"), lambda each: named(each.council)),
        Column("days", gettext_lazy("Tells of"), lambda each: days(each.first, each.last), kind="nowrap"),
        Column("due_on", gettext_lazy("Due"), lambda each: day(each.due_on), kind="nowrap", order=("due_on", "pk")),
        Column("asked", gettext_lazy("Bodies"), lambda each: each.asked, kind="number"),
        Column("signed", pgettext_lazy("return", "Signed"), lambda each: each.signed, kind="number"),
    ),
    actions=(ASK,),
    empty=Empty(gettext_lazy("Nothing was asked for yet"), gettext_lazy("Ask the bodies below yours for their figures."), art="inbox", action=ASK),
)  # fmt: skip
