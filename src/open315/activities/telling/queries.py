"""What activities are judged by, and what is told of them one by one."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from open315.activities.doubles.queries import once
from open315.activities.models import Activity, Partner, TellingChoice, TellingRule
from open315.activities.outputs import queries as outputs
from open315.activities.people import queries as people
from open315.activities.queries import started_in, visible_to
from open315.activities.telling import rules
from open315.activities.telling.types import Choice, Considered, Judged, Rule
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.facts import Period, shared
from open315.core.quantities import InWords, Quantity, total
from open315.indicators import queries as indicators
from open315.org.facts import councils_in

MEDIA = "media"
"""The group of the dictionary whose indicators are work of the media."""


@dataclass(frozen=True, slots=True)
class Within:
    """Of which days and region, and who tells."""

    actor: Actor
    period: Period
    region: str = ""


def rule_of(council_id: int | None) -> tuple[Rule, dict[int, Choice]]:
    """The rule of a council and what was decided of single activities; the usual rule where nobody set one."""
    row = TellingRule.objects.filter(council_id=council_id).first()
    if row is None:
        return Rule(), {}
    rule = Rule(row.tells_own, row.leaders_from, row.largest, row.most)
    return rule, {each.activity_id: choice_of(each) for each in row.choices.all()}


def version_of_rule(council_id: int | None) -> int | None:
    """The version of a council's rule; None where nobody set one."""
    return TellingRule.objects.filter(council_id=council_id).values_list("version", flat=True).first()


def choice_of(row: TellingChoice) -> Choice:
    """The decision of a row."""
    return Choice(row.is_told, row.group, row.place)


def judged(within: Within) -> list[Judged]:
    """What was held in the days and the region with its heading, and why it is told by itself or not, in the order of the summary."""
    return shared(("activities.telling.judged", within), lambda: _judged(within))


def _judged(within: Within) -> list[Judged]:
    rule, choices = rule_of(within.actor.organisation_id)
    return rules.judged(considered(within), rule, choices)


def held(within: Within) -> QuerySet[Activity]:
    """What was held in the days and the region; of what was entered twice and decided to be one, the entry that counts."""
    return once(_entered(within))


def _entered(within: Within) -> QuerySet[Activity]:
    rows = started_in(visible_to(within.actor), within.period).filter(state=Activity.State.HELD)
    return rows.filter(council__in=councils_in(within.region)) if within.region else rows


def considered(within: Within) -> list[Considered]:
    """What was held, with what it is judged by: three statements, whatever the size."""
    came = Partner.objects.filter(activity=OuterRef("pk"), kind=Partner.Kind.MEDIA, state=Partner.State.DELIVERED)
    found = held(within).order_by("starts_at", "pk").annotate(media_came=Exists(came))
    leaders, values, media = leaders_of(within), _values(within), _of_media()
    return [
        Considered(
            each.pk,
            each.kind,
            local_day(each.starts_at),
            local_day(each.ends_at),
            is_own=each.council_id == within.actor.organisation_id,
            leaders=leaders.get(each.pk, 0),
            values=values[each.pk].sums,
            indicators=values[each.pk].codes,
            has_media=each.media_came or bool(values[each.pk].codes & media),
        )
        for each in found
    ]


def titles_of(within: Within) -> dict[int, Any]:
    """How what was held is called, by its number; of each entry, for what one told stands under its own."""
    return shared(
        ("activities.telling.titles", within),
        lambda: {each.pk: each.title_in for each in _entered(within).only("title", "title_in")},
    )


def leaders_of(within: Within) -> dict[int, int]:
    """How many leaders came to each activity, each person once an activity; none of those to which none came."""
    rows = started_in(people.leading(people.participations(within.actor)), within.period, of="activity__")
    rows = rows.filter(activity__in=held(within).order_by().values("pk"))
    return dict(rows.order_by().values_list("activity_id").annotate(Count("root", distinct=True)))


def partners_of(within: Within) -> dict[int, int]:
    """How many departments and partners came to each activity."""
    rows = Partner.objects.filter(state=Partner.State.DELIVERED, activity__in=held(within).order_by().values("pk"))
    return dict(rows.order_by().values_list("activity_id").annotate(Count("pk")))


@dataclass(frozen=True, slots=True)
class _Told:
    """What one activity told: the sum of each indicator that has a number, and the indicators it told of at all."""

    sums: tuple[tuple[str, Quantity], ...] = ()
    codes: frozenset[str] = frozenset()


def _values(within: Within) -> Mapping[int, _Told]:
    rows = outputs.stood_on(outputs.visible_to(within.actor), within.period.until)
    rows = started_in(rows, within.period, of="activity__").order_by("pk")
    told: dict[int, dict[str, list[Quantity | InWords]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        told[row.activity_id][row.indicator].append(outputs.value_in(row))
    found: dict[int, _Told] = defaultdict(_Told)
    for pk, values in told.items():
        sums = ((code, total(each).sum) for code, each in values.items())
        found[pk] = _Told(tuple((code, each) for code, each in sums if each is not None), frozenset(values))
    return found


def _of_media() -> frozenset[str]:
    return frozenset(each.code for each in indicators.ever_reported() if each.group == MEDIA)


def told(within: Within) -> list[Judged]:
    """What is told one by one, in the order of the summary."""
    return [each for each in judged(within) if each.is_told]


def in_group(within: Within, groups: Collection[str]) -> list[int]:
    """The numbers of what was held under these headings."""
    return [each.considered.pk for each in judged(within) if each.group in groups]
