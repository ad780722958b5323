"""What each fact of activities means, counted by hand over the whole table, nothing of `activities.facts`.

Rows on both sides of every border: the midnights in China at both ends of what is asked, each state, each council, each form.
"""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from open315.activities.models import Activity, Partner
from open315.core.clock import SHANGHAI
from open315.core.facts import Period, Scope
from tests.figures.recount import Sample

MARCH = Period(date(2026, 3, 1), date(2026, 3, 15))
ASKED = (
    (MARCH, Scope()),
    (MARCH, Scope(region="42")),
    (Period(date(2026, 3, 2), date(2026, 3, 2)), Scope(region="4201")),
)
MOMENTS = tuple(
    datetime(2026, *day, tzinfo=SHANGHAI)
    for day in (
        (2, 28, 23, 59),
        (3, 1, 0, 0),
        (3, 2, 0, 0),
        (3, 2, 23, 59),
        (3, 8, 9, 0),
        (3, 15, 23, 59),
        (3, 16, 0, 0),
    )
)
PARTNER_KINDS = ("department", "enterprise")
LINES = {"湖北省消費者委員會": "420000", "武漢市消費者協會": "420100", "黃石市消費者委員會": "420200"}
"""The councils of the cast and the places they stand for: cities report to the province, and stand below it by themselves."""


def fill(cast: Any) -> None:
    """Every moment × state × council of the cast, in changing forms; one is held in another city than its council's."""
    councils = [cast.bodies[name] for name in ("province", "wuhan", "huangshi")]
    kinds = ("seminar", "press", "seminar", "visit", "other")
    rows = [
        Activity(
            council=council, kind=kinds[(at + place) % len(kinds)], title=f"活動{at}", starts_at=moment, created_at=cast.at,
            ends_at=moment + timedelta(days=at % 3), region_id="420200" if at % 2 else council.region_id, venue="館", state=state,
        )
        for at, moment in enumerate(MOMENTS)
        for place, council in enumerate(councils)
        for state in ("planned", "held", "cancelled")
    ]  # fmt: skip
    Activity.objects.bulk_create(rows)
    Partner.objects.bulk_create(
        Partner(activity=each, name=f"{state}{n}", kind=PARTNER_KINDS[n], state=state, created_at=cast.at)
        for each in Activity.objects.order_by("pk")
        for state in ("invited", "promised", "declined", "delivered", "missing", "taken_out")
        for n in range(1 + each.pk % 2)
    )


def held(period: Period, scope: Scope) -> list[Activity]:
    """What was held, by the day of its start in China and the council that planned it; of a city, its own."""
    region = scope.get("region")
    return [
        each
        for each in Activity.objects.select_related("council").order_by("pk")
        if each.state == "held"
        and period.first <= each.starts_at.astimezone(SHANGHAI).date() <= period.last
        and LINES[each.council.name].startswith(region)
    ]


def partners(period: Period, scope: Scope, *states: str) -> list[Partner]:
    """The partners in these states of activities of the period, whatever became of the activity."""
    return [
        each
        for each in Partner.objects.select_related("activity__council").order_by("pk")
        if each.state in states
        and period.first <= each.activity.starts_at.astimezone(SHANGHAI).date() <= period.last
        and LINES[each.activity.council.name].startswith(scope.get("region"))
    ]


def came(period: Period, scope: Scope) -> list[Partner]:
    """Who delivered something at what was held."""
    return [each for each in partners(period, scope, "delivered") if each.activity.state == "held"]


def undelivered(period: Period, scope: Scope) -> list[Partner]:
    """Who promised and did not come; of what was not cancelled also of whom nobody has said anything. All of March is over."""
    missing = partners(period, scope, "missing")
    silent = [each for each in partners(period, scope, "promised") if each.activity.state != "cancelled"]
    return missing + silent


SAMPLE = Sample(
    fill=fill,
    who="secretariat",
    asked=ASKED,
    meanings={
        "activities.held": lambda period, scope: len(held(period, scope)),
        "activities.by_form": lambda period, scope: Counter(each.kind for each in held(period, scope)),
        "activities.by_council": lambda period, scope: Counter(str(each.council_id) for each in held(period, scope)),
        "activities.partners_came": lambda period, scope: len(came(period, scope)),
        "activities.partners_by_kind": lambda period, scope: Counter(each.kind for each in came(period, scope)),
        "activities.partners_undelivered": lambda period, scope: len(undelivered(period, scope)),
    },
    measures={},
)
