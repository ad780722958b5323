"""What is measured of a set of calls: how many, how long they waited and lasted, how many were lost and reached again. One place for the figures and for the page of a line."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractHour, TruncDate

from open315.core.clock import SHANGHAI
from open315.core.facts.shares import median
from open315.hotline.models import Call
from open315.hotline.queries import HOW


def histogram(rows: QuerySet[Call], column: str) -> dict[int, int]:
    """How many calls have each value of a column that is known for all of them."""
    found = rows.order_by().values(column).annotate(n=Count("pk"))
    return dict(found.values_list(column, "n"))


def middle(rows: QuerySet[Call], how: str, column: str) -> Decimal | None:
    """The median of a column over the calls that `how` names; None of none."""
    return median(histogram(rows.filter(HOW[how]), column))


def by_kind(rows: QuerySet[Call]) -> dict[str, int]:
    """How many of each kind; "" of none."""
    return dict(rows.order_by().values("kind").annotate(n=Count("pk")).values_list("kind", "n"))


def by_line(rows: QuerySet[Call]) -> dict[int, int]:
    """How many on each line."""
    return dict(rows.order_by().values("line_id").annotate(n=Count("pk")).values_list("line_id", "n"))


def by_hour(rows: QuerySet[Call]) -> dict[int, int]:
    """How many began in each hour of China's day."""
    found = rows.order_by().annotate(at=ExtractHour("started_at", tzinfo=SHANGHAI)).values("at").annotate(n=Count("pk"))
    return dict(found.values_list("at", "n"))


def by_day(rows: QuerySet[Call]) -> dict[Any, int]:
    """How many began on each of China's days, in order."""
    days = rows.order_by().annotate(at=TruncDate("started_at", tzinfo=SHANGHAI)).values("at").annotate(n=Count("pk"))
    return dict(days.order_by("at").values_list("at", "n"))


def counts(rows: QuerySet[Call]) -> Mapping[str, int]:
    """How many calls each name counts; "" all of them."""
    named = {name: Count("pk", filter=condition) for name, condition in HOW.items()}
    return rows.order_by().aggregate(all=Count("pk"), **named)
