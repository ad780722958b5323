"""What each fact of the inbox means, counted by hand over the whole table, nothing of `inbox.facts`: both sides of each midnight, state, council, answer."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from open315.core.clock import SHANGHAI
from open315.core.facts import Period, Scope
from open315.inbox.models import Message
from open315.inbox.tests.making import receive, told
from tests.figures.recount import Sample

MARCH = Period(date(2026, 3, 1), date(2026, 3, 15))
ASKED = (
    (MARCH, Scope()),
    (MARCH, Scope(region="42")),
    (Period(date(2026, 3, 2), date(2026, 3, 2)), Scope(region="4201")),
)
MOMENTS = tuple(
    datetime(2026, *day, tzinfo=SHANGHAI)
    for day in ((2, 28, 23, 59), (3, 1, 0, 0), (3, 2, 0, 0), (3, 2, 23, 59), (3, 15, 23, 59), (3, 16, 0, 0))
)
ANSWERED_AFTER = (None, timedelta(hours=24), timedelta(hours=24, seconds=1))


def fill(cast: Any) -> None:
    """Every moment × council × state × how soon it was answered."""
    states = ("new", "taken", "made", "added", "answered", "aside")
    combinations = [
        (at, body, state, answered)
        for at in MOMENTS
        for body in ("province", "wuhan", "huangshi")
        for state in states
        for answered in ANSWERED_AFTER
    ]
    for number, (at, body, state, answered) in enumerate(combinations):
        inbound = told(f"f-{number}", f"第{number}件事", sent_at=at)
        pk = receive(cast, inbound, body, at).message_id
        Message.objects.filter(pk=pk).update(state=state, answered_at=at + answered if answered else None)


def _of(period: Period, scope: Scope) -> list[Message]:
    """Those of the days of the period in China and of the councils of the region that are not set aside."""
    rows = Message.objects.select_related("council").exclude(state="aside")
    return [
        each
        for each in rows
        if period.first <= each.received_at.astimezone(SHANGHAI).date() <= period.last
        and str(each.council.region_id).startswith(scope.get("region"))
    ]


def received(period: Period, scope: Scope) -> int:
    return len(_of(period, scope))


def waiting(period: Period, scope: Scope) -> int:
    return sum(each.state in ("new", "taken") for each in _of(period, scope))


def _soon(each: Message) -> bool:
    return each.answered_at is not None and (each.answered_at - each.received_at).total_seconds() <= 86_400


def soon(period: Period, scope: Scope) -> Any:
    rows = _of(period, scope)
    return Decimal(sum(map(_soon, rows))) * 100 / Decimal(len(rows)) if rows else None


SAMPLE = Sample(
    fill,
    "secretariat",
    ASKED,
    {"inbox.received": received, "inbox.waiting": waiting, "inbox.answered_within_a_day": soon},
    {},
)
