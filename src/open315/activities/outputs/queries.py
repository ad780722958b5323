"""Reads of what activities put out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet

from open315.activities import counting
from open315.activities.models import Activity, Output
from open315.activities.outputs.rules import HUNDREDTHS, Value, certainly_apart, value_of
from open315.activities.outputs.types import name_of
from open315.activities.queries import started_in
from open315.core.access import Actor
from open315.core.clock import local_day, midnight
from open315.core.facts import Period
from open315.core.quantities import Bound, InWords, Quantity
from open315.indicators import queries as indicators
from open315.indicators.types import Indicator


@dataclass(frozen=True, slots=True)
class Reported:
    """What stands for an indicator (and kind) of an activity now, and what stood there before, the latest first."""

    indicator: Indicator
    kind: str
    now: Output | None
    before: tuple[Output, ...] = ()
    typed: str | None = None
    """The total that was typed beside counters, "" for none; None where nobody counts it on the spot."""

    @property
    def name(self) -> str:
        """The field in which it is written."""
        return name_of(self.indicator.code, self.kind)


def taken(activity: Activity) -> dict[str, Indicator]:
    """What can be reported of an activity, by the dictionary of its day, for a council of its level."""
    found = indicators.reported_on(local_day(activity.starts_at), activity.council.region_id or "")
    return {each.code: each for each in found}


def value_in(output: Output) -> Value:
    """The value of a row: a number with what it claims, or words."""
    if output.hundredths is None:
        return InWords(output.said)
    return Quantity(Decimal(output.hundredths) / HUNDREDTHS, Bound(output.bound))


def apart_from_count(each: Reported) -> Decimal:
    """By how much the total that was typed certainly differs from what was counted on the spot."""
    if not each.typed or each.now is None or each.now.hundredths is None:
        return Decimal(0)
    return certainly_apart(Decimal(each.now.hundredths) / HUNDREDTHS, value_of(each.typed, each.indicator))


def visible_to(actor: Actor) -> QuerySet[Output]:
    """What the activities that the actor may see put out."""
    if not actor.may("activities:read"):
        return Output.objects.none()
    return Output.objects.filter(activity__council__in=actor.organisation_ids)


def stood_on(rows: QuerySet[Output], day: date | None) -> QuerySet[Output]:
    """What counted at the end of a day in China: told by then, and neither corrected nor taken back by then. Without a day, what counts now."""
    if day is None:
        return rows.filter(ended_at=None)
    end = midnight(day + timedelta(days=1))
    return rows.filter(Q(ended_at=None) | Q(ended_at__gte=end), noted_at__lt=end)


def standing(activity: Activity) -> dict[str, Output]:
    """What counts now, by field."""
    rows = Output.objects.filter(activity=activity, ended_at=None).order_by("pk")
    return {name_of(row.indicator, row.kind): row for row in rows}


def reported(activity: Activity) -> list[Reported]:
    """What was reported of an activity or is expected of it, in the order of the dictionary."""
    chains: dict[tuple[str, str], list[Output]] = {}
    for row in Output.objects.filter(activity=activity).order_by("-pk"):
        chains.setdefault((row.indicator, row.kind), []).append(row)
    known = taken(activity)
    for code, each in known.items():
        if activity.kind in each.forms and not any(code == told for told, _kind in chains):
            chains[(code, "")] = []
    places = {code: place for place, code in enumerate(indicators.dictionary().versions)}
    found = sorted(chains.items(), key=lambda item: (places[item[0][0]], item[0][1]))
    typed = counting.typed(activity.pk)
    return [
        _reported(known.get(code) or indicators.latest(code), kind, rows, typed.get(code))
        for (code, kind), rows in found
    ]


def _reported(indicator: Indicator, kind: str, rows: list[Output], typed: str | None) -> Reported:
    now = next((row for row in rows if row.ended_at is None), None)
    return Reported(indicator, kind, now, tuple(row for row in rows if row.ended_at is not None), typed)


def of_councils(council_ids: Collection[int], period: Period, codes: Collection[str]) -> QuerySet[Output]:
    """What the held activities of these councils put out in a period, and stands: whoever asks has seen to it that he may know."""
    rows = Output.objects.filter(ended_at=None, indicator__in=codes, activity__state=Activity.State.HELD)
    return started_in(rows.filter(activity__council__in=council_ids), period, "activity__")
