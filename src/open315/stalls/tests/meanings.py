"""What each fact of stalls means, counted by hand over the whole table, nothing of `stalls.facts`: rows on both sides of each midnight, state and council."""

from datetime import date, datetime, timedelta
from typing import Any

from open315.activities.models import Activity
from open315.cases import services as cases
from open315.cases.tests.making import complaint
from open315.cases.types import Channel, Kind
from open315.core.clock import SHANGHAI
from open315.core.facts import Period, Scope
from open315.stalls.models import Stall, StallCase
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


def fill(cast: Any) -> None:
    """Every moment × state × council, each with two stalls of which one was taken off now and then; complaints, an enquiry and a report at them."""
    councils = [cast.bodies[name] for name in ("province", "wuhan", "huangshi")]
    Activity.objects.bulk_create(
        Activity(
            council=council, kind="consultation", title=f"諮詢{at}", starts_at=moment, ends_at=moment + timedelta(hours=3),
            region_id=council.region_id, venue="廣場", state=state, created_at=cast.at,
        )
        for at, moment in enumerate(MOMENTS)
        for council in councils
        for state in ("planned", "held", "cancelled")
    )  # fmt: skip
    Stall.objects.bulk_create(
        Stall(activity=each, number=n, body=f"單位{n}", is_out=n == 2 and place % 2 == 0, created_at=cast.at)
        for place, each in enumerate(Activity.objects.order_by("pk"))
        for n in (1, 2)
    )
    kinds = (Kind.COMPLAINT, Kind.COMPLAINT, Kind.ENQUIRY, Kind.REPORT)
    for place, stall in enumerate(Stall.objects.filter(is_out=False, activity__state="held").order_by("pk")):
        given = complaint(cast, channel=Channel.DESK, kind=kinds[place % 4], received_at=cast.at)
        made = cases.register_case(given, actor=cast.actor("clerk"), at=cast.at).case_id
        StallCase.objects.create(stall=stall, case_id=made, linked_at=cast.at)


def _stalls(period: Period, scope: Scope) -> list[Stall]:
    """The stalls of what was held, by the day of its start in China; of a city, its own council's."""
    region = scope.get("region")
    found = Stall.objects.select_related("activity__council").filter(is_out=False, activity__state="held")
    return [
        each
        for each in found
        if period.first <= each.activity.starts_at.astimezone(SHANGHAI).date() <= period.last
        and str(each.activity.council.region_id).startswith(region)
    ]


def stood(period: Period, scope: Scope) -> int:
    return len(_stalls(period, scope))


def taken(period: Period, scope: Scope) -> int:
    inside = {each.pk for each in _stalls(period, scope)}
    rows = StallCase.objects.select_related("case")
    return sum(each.stall_id in inside and each.case.kind == "complaint" for each in rows)


SAMPLE = Sample(fill, "secretariat", ASKED, {"stalls.stood": stood, "stalls.complaints_taken": taken}, {})
