"""Complaints of two years, few and made by hand, for tests of what is said when years are compared."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from open315.cases.models import Case
from open315.core.clock import SHANGHAI


def add(cast: Any, days: Mapping[date, int], *, council: str = "wuhan", **known: Any) -> list[Case]:
    """So many complaints on each of the days, received at noon by a council of the cast; `known` are more of their columns."""
    following = (Case.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    received = [day for day, count in days.items() for _each in range(count)]
    return Case.objects.bulk_create(
        Case(
            pk=following + place, number=f"年{following + place:07d}", council=cast.bodies[council], holder=cast.bodies[council],
            title="投訴", received_at=datetime.combine(day, time(12), tzinfo=SHANGHAI), received_on=day,
            **{
                "kind": "complaint", "channel": "web", "state": "registered", "nature": "quality", "goods": "appliances",
                "region_code": "420102", "city_code": "420100", **known,
            },
        )
        for place, day in enumerate(received)
    )  # fmt: skip
