"""The lists of the hotline: the register of calls, and the lines."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core import clock
from open315.core.pages.cells import day as a_day
from open315.core.pages.cells import link, moment, text
from open315.core.pages.declared import Action, Column, Empty, Export, ListPage, Tab
from open315.core.pages.filters import FilterForm, choice, day, words
from open315.core.ui.templatetags.ui import named
from open315.hotline import queries
from open315.hotline.drawing import (
    HOTLINE,
    call_link,
    caller_words,
    case_link,
    due_badge,
    hour_words,
    line_link,
    line_words,
    lines_of,
    result_badge,
    seconds_words,
    state_of_line,
    tries_words,
)
from open315.hotline.models import Call, Caller, KindName, Line, OutletName, ResultName
from open315.hotline.roster.queries import to_ring_back
from open315.org import queries as org

SHOWN = {
    "": pgettext_lazy("calls", "All"),
    "open": pgettext_lazy("calls", "To be written down"),
    "missed": pgettext_lazy("calls", "Missed"),
}
HOW_WORDS = {
    "answered": pgettext_lazy("calls", "answered, with a known waiting time"),
    "soon": pgettext_lazy("calls", "answered within the time of the line"),
    "waited": pgettext_lazy("calls", "answered with a known waiting time, or lost"),
    "lasted": pgettext_lazy("calls", "over, with a known length"),
    "lost": pgettext_lazy("calls", "lost"),
    "unsaid": pgettext_lazy("calls", "of no kind that was written down"),
    "owed": pgettext_lazy("calls", "lost, with a number to ring back"),
    "back": pgettext_lazy("calls", "lost, and reached within the time of the line"),
}
LATE = {"": pgettext_lazy("calls", "All"), "late": _("Overdue"), "rest": _("Not yet due")}
LINES_WORDS = pgettext_lazy("of the hotline", "Lines")


class CallFilters(FilterForm):
    """All calls of all lines that one sees, unless something else is asked for."""

    WITHOUT_CHIP = frozenset({"show"})

    show = forms.ChoiceField(
        label=pgettext_lazy("calls", "Show"), required=False, choices=list(SHOWN.items()), widget=forms.HiddenInput
    )
    words = words(pgettext_lazy("calls", "Words of the note"))
    first = day(_("From"))
    last = day(_("To"))
    line = forms.TypedChoiceField(label=pgettext_lazy("a call", "Line"), required=False, coerce=int, empty_value=None)
    kind = choice(_("What it was about"), KindName)
    result = choice(_("What became of it"), ResultName)
    how = forms.ChoiceField(
        label=_("Answered or lost"), required=False, choices=[("", pgettext_lazy("calls", "All")), *HOW_WORDS.items()]
    )
    hour = forms.TypedChoiceField(
        label=_("Hour of the day"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", pgettext_lazy("calls", "All")), *((each, hour_words(each)) for each in range(24))],
    )
    council = forms.TypedChoiceField(label=_("Council"), required=False, coerce=int, empty_value=None)
    mine = forms.ChoiceField(
        label=pgettext_lazy("calls", "Taken by"),
        required=False,
        choices=[("", pgettext_lazy("calls", "All")), ("1", _("Me"))],
    )

    def prepare(self) -> None:
        """The lines and councils that one sees."""
        lines = queries.lines_for(self.actor).order_by("name", "pk")
        self.choose("line", [(each.pk, line_words(each)) for each in lines])
        own = (body for body in org.councils() if body.id in self.actor.organisation_ids)
        self.choose("council", [(body.id, body.names) for body in own])


def _tabs(form: FilterForm) -> Sequence[Tab]:
    now = form.wanted().get("show", "")
    return [Tab(label, form.address(show=key), key == now) for key, label in SHOWN.items()]


def _kind(call: Call) -> Any:
    return KindName(call.kind).label if call.kind else ""


def _who(call: Call) -> str:
    return str(call.account) if call.account_id else ""


def _rows(calls: Iterable[Call]) -> Iterable[Sequence[Any]]:
    for each in calls:
        yield [
            each.pk,
            text(each.line.name),
            each.line.number,
            moment(each.started_at),
            caller_words(each),
            _kind(each),
            ResultName(each.result).label if each.result else "",
            each.wait_seconds,
            each.length_seconds,
            each.case.number if each.case else "",
            _who(each),
            text(each.note),
        ]


WRITE = Action(
    _("Write down a call"), "hotline:enter", icon="plus", kind="primary", key="+", permission="hotline:handle"
)
NOW = Action(_("Incoming calls"), "hotline:now", icon="bell", key="c", permission="hotline:handle")
TO_RING = Action(_("To ring back"), "hotline:missed", permission="hotline:read")
TO_ROSTER = Action(_("Duty roster"), "hotline:roster", permission="hotline:read")
TO_LINES = Action(LINES_WORDS, "hotline:lines", permission="hotline:read")
CALLS: ListPage[Call] = ListPage(
    name="hotline.calls",
    url_name="hotline:list",
    section="hotline",
    permission="hotline:read",
    title=HOTLINE,
    lead=_("The register of calls. Each call stands here once, whatever became of it; a case that was made of one is counted among the cases."),
    filters=CallFilters,
    read=queries.listed,
    order=("-started_at", "-pk"),
    columns=(
        Column("started_at", pgettext_lazy("a call", "Began"), call_link, kind="nowrap", order=("started_at", "pk")),
        Column("line", pgettext_lazy("a call", "Line"), lambda each: line_words(each.line)),
        Column("caller", _("Caller"), caller_words, kind="nowrap"),
        Column("kind", _("What it was about"), _kind, kind="nowrap"),
        Column("result", _("What became of it"), result_badge, kind="nowrap"),
        Column("wait", pgettext_lazy("a call", "Waited"), lambda each: seconds_words(each.wait_seconds), kind="number"),
        Column("length", pgettext_lazy("a call", "Lasted"), lambda each: seconds_words(each.length_seconds), kind="number"),
        Column("case", _("Case"), lambda each: case_link(each.case), kind="nowrap"),
        Column("who", pgettext_lazy("calls", "Taken by"), _who),
    ),
    tabs=_tabs,
    actions=(WRITE, NOW, TO_RING, TO_ROSTER, TO_LINES),
    export=Export(
        url_name="hotline:export",
        file="calls",
        event="hotline.calls_exported",
        header=lambda: [
            "id", pgettext_lazy("a call", "Line"), pgettext_lazy("a hotline", "Number"), pgettext_lazy("a call", "Began"), _("Caller"),
            _("What it was about"), _("What became of it"), _("Waited (seconds)"), _("Lasted (seconds)"), _("Case"), pgettext_lazy("calls", "Taken by"), pgettext_lazy("a call", "Note"),
        ],
        rows=_rows,
    ),
    empty=Empty(_("No calls"), _("Write down a call while the receiver is still warm: line, what it was about, what became of it."), art="inbox", action=WRITE),
)  # fmt: skip


class LineFilters(FilterForm):
    """All lines."""

    words = words(pgettext_lazy("a hotline", "Name, number or outlet"))


ADD = Action(
    pgettext_lazy("of the hotline", "Add a line"),
    "hotline:add_line",
    icon="plus",
    kind="primary",
    key="+",
    permission="hotline:manage",
)


def _calls_of(line: Line) -> Any:
    count = getattr(line, "calls_count", 0)
    return link(f"{reverse('hotline:list')}?line={line.pk}", count)


LINES: ListPage[Line] = ListPage(
    name="hotline.lines",
    url_name="hotline:lines",
    section="hotline",
    permission="hotline:read",
    title=LINES_WORDS,
    lead=_("The numbers that people ring: the council's own, and the joint hotlines with newspapers, stations and sites."),
    filters=LineFilters,
    read=queries.listed_lines,
    order=("name", "pk"),
    columns=(
        Column("name", pgettext_lazy("a hotline", "Name"), line_link, order=("name", "pk")),
        Column("number", pgettext_lazy("a hotline", "Number"), lambda each: each.number, kind="nowrap"),
        Column("kind", pgettext_lazy("a hotline", "Whose line"), lambda each: OutletName(each.kind).label),
        Column("outlet", pgettext_lazy("a hotline", "Newspaper, station or site"), lambda each: text(each.outlet)),
        Column("opens_on", pgettext_lazy("a hotline", "First day"), lambda each: a_day(each.opens_on), kind="nowrap", order=("opens_on", "pk")),
        Column("closes_on", pgettext_lazy("a hotline", "Last day"), lambda each: a_day(each.closes_on), kind="nowrap"),
        Column("state", _("State"), lambda each: state_of_line(each, clock.now()), kind="nowrap"),
        Column("calls", pgettext_lazy("of the hotline", "Calls"), _calls_of, kind="number"),
        Column("council", _("Council"), lambda each: named(each.council)),
    ),
    actions=(ADD,),
    empty=Empty(_("No lines"), _("Add the numbers that people ring; calls are written down by line."), action=ADD),
)  # fmt: skip


class MissedFilters(FilterForm):
    """All who are to be rung back."""

    late = forms.ChoiceField(label=_("Until when"), required=False, choices=list(LATE.items()))
    offered = forms.ChoiceField(
        label=_("By whom"),
        required=False,
        choices=[("", _("Anybody")), ("1", _("First by me: my duty, or nobody's"))],
    )
    council = forms.TypedChoiceField(label=_("Council"), required=False, coerce=int, empty_value=None)

    def prepare(self) -> None:
        """The councils that one sees."""
        own = (body for body in org.councils() if body.id in self.actor.organisation_ids)
        self.choose("council", [(body.id, body.names) for body in own])


def _caller(caller: Caller) -> Any:
    return link(reverse("hotline:caller", args=[caller.pk]), caller.masked_number)


MISSED: ListPage[Any] = ListPage(
    name="hotline.missed",
    url_name="hotline:missed",
    section="hotline",
    permission="hotline:read",
    title=_("To ring back"),
    lead=_("Who rang in vain stands here once, however often it was, until she is reached or gets through herself."),
    filters=MissedFilters,
    read=lambda actor, wanted: to_ring_back(actor, wanted, clock.now()),
    order=("due", "pk"),
    columns=(
        Column("caller", _("Caller"), _caller, kind="nowrap"),
        Column("lines", pgettext_lazy("of the hotline", "Lines"), lines_of),
        Column("times", _("In vain"), lambda each: each.times, kind="number"),
        Column("last", _("Last rang"), lambda each: moment(each.last_at), kind="nowrap"),
        Column("tries", pgettext_lazy("ringing back", "Not reached"), tries_words, kind="number"),
        Column("due", _("Ring back by"), lambda each: due_badge(each, clock.now()), kind="nowrap"),
        Column("council", _("Council"), lambda each: named(each.council)),
    ),
    empty=Empty(_("Nobody to ring back"), _("Everybody who rang in vain was reached since. A call that a telephone system or a clerk tells as missed appears here."), art="done"),
)  # fmt: skip
