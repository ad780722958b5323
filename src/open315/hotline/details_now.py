"""The calls of this moment, and the page of one caller."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.access import Actor
from open315.core.pages.cells import moment, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Steps, Table
from open315.core.ui.templatetags.ui import named
from open315.hotline import queries
from open315.hotline.details import EARLIER, OTHER
from open315.hotline.drawing import caller_words, earlier_case, line_words, live_badge, since_words
from open315.hotline.listing import MISSED
from open315.hotline.models import Call, Caller, OutcomeName, RingBack
from open315.hotline.roster.drawing import people_words
from open315.hotline.roster.queries import offered_lines, on_duty_at
from open315.hotline.types import State
from open315.org import queries as org

SHOWN_CASES = 3
"""Earlier cases of a caller that stand beside a call that rings."""


def shown_now(actor: Actor, at: datetime) -> dict[str, Any]:
    """What the screen of this moment shows: the calls with who rang before, and how many wait to be rung back."""
    calls = queries.live_calls(actor, at)
    first, there = offered_lines(actor, at), on_duty_at({each.line_id for each in calls}, at)
    names = org.names_of_accounts({on.person for people in there.values() for on in people})
    # One's own first, in the order they had: who rings longest.
    calls.sort(key=lambda each: (each.state != State.RINGING, each.line_id not in first))
    words = {line_id: people_words(people, names) for line_id, people in there.items()}
    return {
        "calls": [
            {**_live(actor, each, at), "is_first": each.line_id in first, "on_duty": words.get(each.line_id, "")}
            for each in calls
        ],
        "ringing": sum(each.state == State.RINGING for each in calls),
        "owed": queries.count_late(actor) + queries.count_to_ring_back(actor),
    }


def _live(actor: Actor, call: Call, at: datetime) -> dict[str, Any]:
    is_mine = call.account_id is not None and call.account_id == actor.account_id
    return {
        "call": call,
        "caller": caller_words(call),
        "line": line_words(call.line),
        "number": call.line.number,
        "badge": live_badge(call),
        "since": since_words(call, at),
        "cases": [earlier_case(each) for each in queries.earlier_cases(actor, call.caller)[:SHOWN_CASES]],
        "calls_before": len(queries.other_calls(actor, call)),
        "who": str(call.account) if call.account_id else "",
        "may_take": call.account_id is None,
        "is_mine": is_mine,
    }


@dataclass(frozen=True, slots=True)
class CallerShown:
    """Who rang, for her page."""

    caller: Caller
    calls: Sequence[Call]
    tries: Sequence[RingBack]
    cases: Sequence[Any]
    actor: Actor

    @property
    def is_owed(self) -> bool:
        """Whether she rang in vain and was not reached since."""
        return any(each.state == State.MISSED and each.settled_at is None for each in self.calls)


def caller_shown_to(actor: Actor, caller: Caller) -> CallerShown:
    """What the page of a caller needs."""
    cases = queries.earlier_cases(actor, caller)
    return CallerShown(caller, queries.calls_of(actor, caller), queries.tries_of(caller), cases, actor)


def _facts(shown: CallerShown) -> Iterator[tuple[Any, Any]]:
    yield _("Caller"), shown.caller.masked_number
    yield _("Council"), named(shown.caller.council)


def _steps(shown: CallerShown) -> Iterator[Any]:
    if shown.actor.may("hotline:handle") and shown.is_owed:
        yield Go(_("Ring back"), reverse("hotline:ring", args=[shown.caller.pk]), icon="phone", kind="primary", key="w")


TRIES: Sequence[Column[Any]] = (
    Column("at", pgettext_lazy("ringing back", "When"), lambda each: moment(each.at), kind="nowrap"),
    Column(
        "outcome",
        pgettext_lazy("ringing back", "What came of it"),
        lambda each: OutcomeName(each.outcome).label,
        kind="nowrap",
    ),
    Column("who", pgettext_lazy("ringing back", "By"), lambda each: str(each.account) if each.account_id else ""),
    Column("note", pgettext_lazy("a call", "Note"), lambda each: text(each.note)),
)
CALLER: DetailPage[CallerShown] = DetailPage(
    name="hotline.caller",
    section="hotline",
    permission="hotline:read",
    title=lambda shown: _("Caller %(number)s") % {"number": shown.caller.masked_number},
    back=lambda: (MISSED.title, reverse("hotline:missed")),
    is_wide=True,
    main=(
        Table(_("Calls of this number"), OTHER, lambda shown: shown.calls, _("Nobody has rung from here.")),
        Table(_("Tries to ring back"), TRIES, lambda shown: shown.tries, "", belongs=lambda shown: bool(shown.tries)),
        Table(_("Earlier cases of this number"), EARLIER, lambda shown: shown.cases, "", belongs=lambda shown: bool(shown.cases)),
    ),
    aside=(Steps(_steps, title=_("What to do")), Facts(pgettext_lazy("a hotline", "Particulars of the caller"), _facts)),
)  # fmt: skip
