"""What of the case room waits for a reader: her own for an officer, her council's for who looks after it, what was sent for a department."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from open315.cases import queries
from open315.cases.queries import InboxFilters
from open315.cases.queries.appointments import listed
from open315.cases.queries.calendars import OWNERS
from open315.core.access import Actor
from open315.core.ui.waiting import Harm, Waits, count_waiting, shown

Sort = tuple[Any, Harm, dict[str, Any]]

OF_A_BODY: dict[str, Sort] = {
    "to_acknowledge": (_("Referrals to acknowledge"), Harm.STANDS_STILL, {"view": "to_acknowledge"}),
    "to_answer": (_("Referrals to answer"), Harm.SAID, {"view": "to_answer"}),
}


def _dated(view: str) -> dict[str, Sort]:
    return {
        "late": (_("Cases past their day"), Harm.LATE, {"view": view, "due": "overdue", "sort": "due"}),
        "today": (_("Cases due today"), Harm.TODAY, {"view": view, "due": "today"}),
        "next": (_("Cases due in the next 3 days"), Harm.SOON, {"view": view, "due": "next", "sort": "due"}),
        "unknown": (_("Cases whose day the calendar does not tell"), Harm.UNDATED, {"view": view, "due": "unknown"}),
        "none": (_("Cases without a date"), Harm.UNDATED, {"view": view, "due": "none"}),
    }


NAMED: dict[str, Sort] = {"named": (_("Notes that name you"), Harm.SAID, {"view": "named"})}


def _contacts(asked: dict[str, Any]) -> dict[str, Sort]:
    return {
        "contact": (_("Contacts with the trader due"), Harm.AGREED, {**asked, "due": "contact"}),
        "contact_next": (_("Contacts with the trader in the next 3 days"), Harm.SOON, {**asked, "due": "contact_next"}),
    }


def _sorts(actor: Actor) -> dict[str, Sort]:
    """The lists that concern the reader: hers if she handles cases herself, else those of her council."""
    if actor.may("cases:answer_referral"):
        return {**OF_A_BODY, **NAMED, **_contacts({"view": "open"})}
    if not actor.may("cases:note"):
        return dict(NAMED)
    is_officer = actor.may("cases:close") and not actor.may("cases:supervise")
    view = "mine" if is_officer else "open"
    news = {"view": "news", **({"officer": "me"} if is_officer else {})}
    found = {**_dated(view), **NAMED}
    # Not "mine": what is put aside would take the day along that was agreed with the trader.
    found |= _contacts({"view": "open", **({"officer": "me"} if is_officer else {})})
    found["news"] = (_("Cases in which somebody wrote"), Harm.SAID, news)
    if actor.may("cases:reopen"):
        found["objections"] = (_("Objections to answer"), Harm.STANDS_STILL, {"view": "objections"})
    if actor.may("cases:confirm_declination"):
        found["second"] = (_("Refusals for a second signature"), Harm.STANDS_STILL, {"view": "second"})
    if actor.may("cases:assign"):
        found["unassigned"] = (_("Cases that nobody has"), Harm.NEW, {"view": "unassigned"})
    return found


def counted(actor: Actor) -> Iterator[Waits]:
    """The lists that concern the reader, with how many stand in them."""
    sorts = _sorts(actor)
    wanted = {name: InboxFilters(**asked) for name, (_label, _harm, asked) in sorts.items()}
    counts = queries.counts_of(actor, wanted) if wanted else {}
    for name, (label, harm, asked) in sorts.items():
        yield Waits(label, counts[name], f"{reverse('cases:inbox')}?{urlencode(asked)}", harm, name)


APPOINTED: dict[str, tuple[Any, Harm]] = {
    "today": (_("Appointments today"), Harm.TODAY),
    "next": (_("Appointments in the next 3 days"), Harm.SOON),
}


def counted_appointments(actor: Actor) -> Iterator[Waits]:
    """The reader's own, of today and the days before they are due."""
    for when, (label, harm) in APPOINTED.items():
        count = listed(actor, {"when": when}).count()
        yield Waits(label, shown(count), f"{reverse('cases:appointments')}?when={when}", harm, f"appointments_{when}")


def hang_counters() -> None:
    """Let the first page count them."""
    count_waiting("cases", "cases:read", counted)
    count_waiting("appointments", OWNERS, counted_appointments)
