"""What the page with the buttons of a stall shows."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from open315.core.access import Actor
from open315.core.pages.cells import text
from open315.core.pages.once import fresh_token
from open315.stalls import queries
from open315.stalls.desk import at_desk
from open315.stalls.drawing import clock_words, counter_words, span_words, stall_words
from open315.stalls.models import CounterName, Press, Stall
from open315.stalls.rules import AT_ONCE


def shell_of(stall: Stall) -> dict[str, Any]:
    """What is kept of the page for when the network is gone: its buttons, and no number."""
    return {**_headed(stall), "counters": [_counter(code, 0) for code in CounterName.values]}


def shown_to(actor: Actor, stall: Stall) -> dict[str, Any]:
    """Buttons with fresh tokens, what the counters stand at, the last presses."""
    totals = queries.totals_at(stall.pk)
    last = queries.last_of(stall.pk, actor.account_id or 0)
    return {
        "section": "stalls",
        **_headed(stall),
        "counters": [_counter(code, totals.get(code, 0)) for code in CounterName.values],
        "last": _last(last) if last else None,
        "history": list(_history(stall)),
        "about": reverse("stalls:stall", args=[stall.pk]) if actor.may("stalls:read") else reverse("stalls:own"),
        "is_own": not actor.may("stalls:read"),
        "desk": at_desk(stall.pk) if actor.may("stalls:count") and actor.may("cases:register") else "",
    }


def _headed(stall: Stall) -> dict[str, Any]:
    lead = f"{text(stall.activity.title_in)} · {span_words(stall.activity)}"
    return {
        "stall": stall,
        "title": stall_words(stall),
        "lead": lead,
        "page_url": reverse("stalls:count", args=[stall.pk]),
    }


def _counter(code: str, total: int) -> dict[str, Any]:
    return {
        "code": code,
        "label": counter_words(code),
        "total": total,
        "buttons": [{"number": n, "value": f"{code}.{n}.{fresh_token()}"} for n in AT_ONCE[code]],
    }


def _last(press: Press) -> dict[str, Any]:
    """The press that can be taken back, for the button and for scripts."""
    return {"token": press.token, "words": _words(press), "counter": press.counter, "number": press.number}


def _words(press: Press) -> str:
    return _("%(counter)s +%(n)s") % {"counter": press.get_counter_display(), "n": press.number}


def _history(stall: Stall) -> Iterator[dict[str, Any]]:
    for each in queries.latest_presses(stall.pk):
        yield {"at": clock_words(each.pressed_at), "words": _words(each), "is_undone": each.undone_at is not None}
