"""The pages staff look at all day, through the whole of Django without a network, beside the plain statement each rests on."""

import random
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client

from bench.machine import percentile, timed
from bench.rows import Row
from open315.cases.models import Case
from open315.org.models import Account, Organisation

TIMES = 60
LIST, CASE = "p50 ≤ 40 ms", "p50 ≤ 25 ms"
_COLUMNS = "number, title, trader_name, state, channel, received_at, next_due_on"
NEWEST = f"SELECT {_COLUMNS} FROM cases_case ORDER BY received_at DESC, id DESC LIMIT 51"
BY_DUE = f"SELECT {_COLUMNS} FROM cases_case WHERE next_due_on IS NOT NULL ORDER BY next_due_on, id LIMIT 51"
OF_ONE = f"SELECT {_COLUMNS} FROM cases_case WHERE council_id = %s ORDER BY received_at DESC, id DESC LIMIT 51"
ONE = "SELECT * FROM cases_case WHERE number = %s"


@dataclass(frozen=True, slots=True)
class Look:
    """A page: who opens it, its address, and the plain statement beside it."""

    what: str
    client: Client
    address: Callable[[], str]
    statement: str
    values: Callable[[], Sequence[Any]]
    must: str


def pages(label: str) -> Iterator[Row]:
    """Each page and its statement in turn."""
    for look in _looks():
        ours, plain = [], []
        for _ in range(TIMES):
            ours.append(timed(lambda: look.client.get(look.address()).status_code == 200))  # noqa: B023
            plain.append(timed(lambda: _asked(look.statement, look.values())))  # noqa: B023
        yield Row(
            f"{look.what}, {label}",
            f"p50 {statistics.median(ours):.1f} ms, p95 {percentile(ours, 0.95):.1f} ms",
            f"plain statement p50 {statistics.median(plain):.1f} ms",
            f"{statistics.median(ours) / statistics.median(plain):.0f} ×",
            look.must,
        )


def _looks() -> Iterator[Look]:
    province, city = _signed_in("bench"), _signed_in("bench-city")
    council = Organisation.objects.get(region_id="420600").pk
    numbers = list(Case.objects.order_by("-id").values_list("number", flat=True)[:5000])
    pick = random.Random(1)

    def nothing() -> Sequence[Any]:
        return []

    def a_list(what: str, client: Client, query: str, statement: str, values: Callable[[], Sequence[Any]]) -> Look:
        return Look(what, client, lambda: f"/console/cases/{query}", statement, values, LIST)

    yield a_list("list page", province, "", NEWEST, nothing)
    yield a_list("list page, filtered", province, "?view=all&channel=sheet&region=420200", NEWEST, nothing)
    yield a_list("list page, by due date", province, "?sort=due", BY_DUE, nothing)
    yield a_list("list page, late ones", province, "?view=overdue", BY_DUE, nothing)
    yield a_list("list page, one city", city, "", OF_ONE, lambda: [council])
    yield a_list("list page, one city, all", city, "?view=all", OF_ONE, lambda: [council])
    for what, client in (("first page, province", province), ("first page, one city", city)):
        yield Look(what, client, lambda: "/console/", BY_DUE, nothing, LIST)
    yield Look(
        "case page", province, lambda: f"/console/cases/{pick.choice(numbers)}/", ONE, lambda: [numbers[0]], CASE
    )


def _signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def _asked(statement: str, values: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return len(cursor.fetchall())
