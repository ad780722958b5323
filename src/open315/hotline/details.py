"""The pages of one call and of one line, and what can be done with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from open315.cases.types import Kind
from open315.core.access import Actor
from open315.core.pages.cells import badge, code, day, link, moment, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Steps, Table
from open315.core.pages.steps import Confirm, Press
from open315.core.ui.templatetags.ui import named
from open315.hotline import queries
from open315.hotline.desk import at_desk
from open315.hotline.drawing import (
    HOTLINE,
    LIVE,
    call_link,
    caller_words,
    case_link,
    line_link,
    line_words,
    result_badge,
    seconds_words,
    state_of_line,
)
from open315.hotline.listing import LINES_WORDS
from open315.hotline.models import Call, CallRecording, ConsentName, KindName, Line, LineKey, OutletName
from open315.hotline.roster.drawing import hours_words
from open315.hotline.types import State
from open315.hotline.voice import queries as voice


@dataclass(frozen=True, slots=True)
class CallShown:
    """A call for its page: its case as far as the reader may see it, earlier cases and calls of the caller."""

    call: Call
    case: Any
    cases: Sequence[Any]
    calls: Sequence[Call]
    recordings: Sequence[str]
    actor: Actor


def call_shown_to(actor: Actor, call: Call) -> CallShown:
    """What the page of a call needs."""
    return CallShown(
        call,
        queries.case_seen(actor, call),
        queries.earlier_cases(actor, call.caller),
        queries.other_calls(actor, call),
        queries.recordings_of(actor, call),
        actor,
    )


def _facts(shown: CallShown) -> Iterator[tuple[Any, Any]]:
    call = shown.call
    yield pgettext_lazy("a call", "Line"), line_link(call.line)
    yield pgettext_lazy("a hotline", "Number"), call.line.number
    yield pgettext_lazy("a call", "Began"), moment(call.started_at)
    yield pgettext_lazy("a call", "Waited"), seconds_words(call.wait_seconds)
    yield pgettext_lazy("a call", "Lasted"), seconds_words(call.length_seconds)
    yield pgettext_lazy("calls", "Taken by"), str(call.account) if call.account_id else ""
    if call.state == State.MISSED:
        yield _("Ring back by"), moment(call.due_at)
        yield _("Reached since"), moment(call.settled_at)
    for place, where in enumerate(shown.recordings, 1):
        yield _("Recording %(number)s") % {"number": place}, code(where)
    if shown.actor.may("hotline:handle"):
        yield _("Consent to recording"), ConsentName(call.consent).label if call.consent else ""
        for row in voice.recordings_of(call):
            yield _("Recording kept until"), _recording(row)
    yield _("Council"), named(call.line.council)


def _recording(row: CallRecording) -> Any:
    """Until when a recording is kept, which opens it; that it is gone, once it is."""
    if row.gone_at is not None:
        return _("deleted on %(day)s") % {"day": moment(row.gone_at)}
    return link(reverse("hotline:hear_recording", args=[row.call_id, row.pk]), moment(row.keep_until))


def _told(shown: CallShown) -> Iterator[tuple[Any, Any]]:
    call = shown.call
    yield _("Caller"), caller_words(call)
    yield _("What it was about"), KindName(call.kind).label if call.kind else ""
    yield _("What became of it"), result_badge(call)
    if call.case_id:
        yield _("Case"), case_link(shown.case) or _("not yours to see")
    yield pgettext_lazy("a call", "Note"), text(call.note)


def _steps(shown: CallShown) -> Iterator[Any]:
    call, actor = shown.call, shown.actor
    if not actor.may("hotline:handle"):
        return
    if call.account_id is None and call.state in LIVE:
        yield Press(_("I take it"), reverse("hotline:take", args=[call.pk]), kind="primary")
    if call.state == State.MISSED and call.caller_id:
        yield Go(_("Caller and calls in vain"), reverse("hotline:caller", args=[call.caller_id]), icon="phone")
    if not call.case_id and actor.may("cases:register"):
        yield from _to_desk(call)
    if not call.case_id:
        yield Go(_("Belongs to a case"), reverse("hotline:add", args=[call.pk]), icon="file", key="a")
    words = pgettext_lazy("a call", "Correct") if call.result else pgettext_lazy("a call", "Write down")
    yield Go(words, reverse("hotline:write", args=[call.pk]), icon="pen", key="w")
    if call.state not in LIVE and call.state != State.MISSED:
        yield Go(pgettext_lazy("recording of calls", "Recording"), reverse("hotline:keep_recording", args=[call.pk]))
    if actor.may("hotline:erase"):
        yield from _erasing(call)


def _to_desk(call: Call) -> Iterator[Go]:
    """The three kinds of cases, that of the call first."""
    labels = {
        Kind.COMPLAINT: _("Make a complaint"),
        Kind.ENQUIRY: _("Make an enquiry"),
        Kind.REPORT: _("Make a report"),
    }
    first = Kind(call.kind) if call.kind in set(Kind) else Kind.COMPLAINT
    for kind in sorted(labels, key=lambda each: each != first):
        chosen = "primary" if kind == first and not call.result else "secondary"
        yield Go(labels[kind], at_desk(call.pk, kind), icon="plus" if chosen == "primary" else "", kind=chosen)


def _erasing(call: Call) -> Iterator[Confirm]:
    """What is gone for good: each recording that is there, and the number."""
    for row in voice.recordings_of(call):
        if row.gone_at is None:
            said = _("The file is gone for good; that there was one stays.")
            address = reverse("hotline:delete_recording", args=[call.pk, row.pk])
            yield Confirm(_("Delete the recording"), address, said)
    if call.caller is not None and call.caller.number_index:
        said = _("The number is gone for good; masked notes, moments and figures stay.")
        yield Confirm(_("Erase the number"), reverse("hotline:erase", args=[call.pk]), said)


EARLIER: Sequence[Column[Any]] = (
    Column("number", _("Case number"), case_link, kind="nowrap"),
    Column("title", pgettext_lazy("an earlier case", "What about"), lambda each: text(each.title)),
    Column("day", pgettext_lazy("an earlier case", "Registered"), lambda each: day(each.received_on), kind="nowrap"),
    Column("state", _("State"), lambda each: badge(each.state_words, each.state_tone), kind="nowrap"),
)
OTHER: Sequence[Column[Any]] = (
    Column("started_at", pgettext_lazy("a call", "Began"), call_link, kind="nowrap"),
    Column("line", pgettext_lazy("a call", "Line"), lambda each: line_words(each.line)),
    Column("kind", _("What it was about"), lambda each: KindName(each.kind).label if each.kind else ""),
    Column("result", _("What became of it"), result_badge, kind="nowrap"),
)
CALL: DetailPage[CallShown] = DetailPage(
    name="hotline.call",
    section="hotline",
    permission="hotline:read",
    title=lambda shown: _("Call of %(moment)s") % {"moment": moment(shown.call.started_at)},
    back=lambda: (HOTLINE, reverse("hotline:list")),
    is_wide=True,
    main=(
        Facts(pgettext_lazy("a call", "What was said"), _told),
        Table(_("Earlier cases of this number"), EARLIER, lambda shown: shown.cases, "", belongs=lambda shown: bool(shown.cases)),
        Table(_("Other calls of this number"), OTHER, lambda shown: shown.calls, "", belongs=lambda shown: bool(shown.calls)),
    ),
    aside=(Steps(_steps, title=_("What to do")), Facts(pgettext_lazy("a call", "Particulars"), _facts)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line for its page."""

    line: Line
    calls: Sequence[Call]
    keys: Sequence[LineKey]
    at: datetime
    actor: Actor


def line_shown_to(actor: Actor, line: Line, at: datetime) -> LineShown:
    """What the page of a line needs."""
    return LineShown(line, queries.newest_calls(actor, line), queries.keys_of(line), at, actor)


def _line_facts(shown: LineShown) -> Iterator[tuple[Any, Any]]:
    line = shown.line
    yield pgettext_lazy("a hotline", "Number"), line.number
    yield pgettext_lazy("a hotline", "Whose line"), OutletName(line.kind).label
    yield pgettext_lazy("a hotline", "Newspaper, station or site"), text(line.outlet)
    yield pgettext_lazy("a hotline", "First day"), day(line.opens_on)
    yield pgettext_lazy("a hotline", "Last day"), day(line.closes_on)
    yield _("State"), state_of_line(line, shown.at)
    yield (
        _("Who rang in vain is rung back"),
        ngettext("within %(n)s hour", "within %(n)s hours", line.back_within_hours) % {"n": line.back_within_hours},
    )
    yield (
        _("A call is answered"),
        ngettext("within %(n)s second", "within %(n)s seconds", line.answer_within) % {"n": line.answer_within},
    )
    yield _("Somebody is on duty"), hours_words(line)
    yield _("Council"), named(line.council)


def _line_steps(shown: LineShown) -> Iterator[Any]:
    if shown.actor.may("hotline:handle"):
        yield Go(
            _("Write down a call"), f"{reverse('hotline:enter')}?line={shown.line.pk}", icon="plus", kind="primary"
        )
    yield Go(_("Voice menu"), reverse("hotline:voice", args=[shown.line.pk]))
    yield Go(_("Figures"), reverse("hotline:line_figures", args=[shown.line.pk]), icon="chart")
    if shown.actor.may("hotline:manage"):
        yield Go(pgettext_lazy("a hotline", "Change"), reverse("hotline:edit_line", args=[shown.line.pk]), icon="pen")

    if shown.actor.may("hotline:manage"):
        yield Press(_("Make a secret"), reverse("hotline:make_key", args=[shown.line.pk]))


def _revoke(key: LineKey) -> Confirm:
    said = _("What tells with it is not listened to any more.")
    return Confirm(
        pgettext_lazy("a secret", "Take back"), reverse("hotline:revoke_key", args=[key.line_id, key.pk]), said
    )


KEYS: Sequence[Column[Any]] = (
    Column("made_at", _("Made"), lambda each: moment(each.made_at), kind="nowrap"),
    Column("revoke", pgettext_lazy("a secret", "Take back"), _revoke, kind="actions", quiet=True),
)


def _has_keys(shown: LineShown) -> bool:
    return bool(shown.keys) and shown.actor.may("hotline:manage")


def _all_calls(shown: LineShown) -> tuple[Any, str]:
    return _("All calls of this line"), f"{reverse('hotline:list')}?line={shown.line.pk}"


LINE: DetailPage[LineShown] = DetailPage(
    name="hotline.line",
    section="hotline",
    permission="hotline:read",
    title=lambda shown: text(shown.line.name),
    back=lambda: (LINES_WORDS, reverse("hotline:lines")),
    is_wide=True,
    main=(
        Table(
            _("Newest calls"), OTHER, lambda shown: shown.calls, _("Nobody has rung this line yet."), all_of_them=_all_calls
        ),
        Table(_("Secrets of the telephone system"), KEYS, lambda shown: shown.keys, "", belongs=_has_keys),
    ),
    aside=(Steps(_line_steps, title=_("What you can do")), Facts(pgettext_lazy("a hotline", "Line"), _line_facts)),
)  # fmt: skip
