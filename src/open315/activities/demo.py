"""The activities of the demo: an invented round a council and year.

Everything is planned before its day and said to be held on the day after, with what it put out, as a secretariat does it; one is postponed,
one cancelled.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db import transaction

from open315.activities import links, services
from open315.activities.outputs.demo import told_of
from open315.activities.outputs.services import report_outputs
from open315.activities.partners.demo import invite_partners
from open315.activities.people.demo import enter_people
from open315.activities.proofs.demo import photograph
from open315.activities.types import ActivityPlan, Kind
from open315.core.access import Actor
from open315.core.clock import SHANGHAI
from open315.core.names import NO_NAME, Names, Translated
from open315.org import queries as org
from open315.org.demo.world import PROVINCE, World

AUTUMN = 9
BEFORE = 6
"""Numbers decide what befalls an activity; the first ones are of a campaign that lies in sheets now."""
PHOTOGRAPHED = 5
"""Every so many activities; of those the consultations have photos."""
AHEAD = timedelta(days=30)
"""So long before its day an activity is planned."""


@dataclass(frozen=True, slots=True)
class Round:
    """An activity that a council holds every year: on which day of March, from when to when, in which words."""

    kind: Kind
    day: int
    hours: tuple[int, int]
    title: str
    english: str
    venue: str


YEARLY = (
    Round(Kind.MEETING, 2, (9, 11), "「3·15」活動部署會議", "Deployment meeting for 3·15", "會議室（演示）"),
    Round(Kind.SEMINAR, 6, (9, 12), "年主題座談會", "Seminar on the theme of the year", "會議中心（演示）"),
    Round(Kind.LECTURE, 10, (15, 17), "消費教育進社區講座", "Lecture in a neighbourhood", "社區活動室（演示）"),
    Round(Kind.PRESS, 13, (10, 11), "典型案例新聞發佈會", "Press conference on typical cases", "新聞發佈廳（演示）"),
    Round(Kind.CONSULTATION, 15, (9, 12), "「3·15」現場諮詢服務", "Consultation in the square", "中心廣場（演示）"),
)
CITIES_HOLD = (1, 2, 4)
"""Which of them a city holds besides its consultation: cities differ."""


def play(world: World, report: Callable[[int, int], None]) -> Mapping[str, int]:
    """Plan and hold the activities of the campaigns of the demo."""
    plans = list(_all(world))
    for number, (actor, plan) in enumerate(plans, 1):
        held = _play(world, actor, plan, number + BEFORE)
        if held is not None and Kind(plan.kind) == Kind.CONSULTATION and number % PHOTOGRAPHED == 1:
            photograph(held, actor, number=number, at=plan.ends_at + timedelta(days=3))
        report(number, len(plans))
    return {"activities": len(plans)}


def _all(world: World) -> Iterator[tuple[Actor, ActivityPlan]]:
    today = world.today
    province = world.actor_for(PROVINCE, "secretariat", 0)
    for year in [today.year, today.year + 1] if today.month >= AUTUMN else [today.year]:
        for each in YEARLY:
            yield province, _plan(each, year, PROVINCE)
        for place, code in enumerate(org.city_codes(PROVINCE)):
            actor = world.find_actor(world.councils.get(code, 0), "secretariat", 0)
            if actor is not None:
                yield from ((actor, _plan(YEARLY[at], year, code)) for at in CITIES_HOLD[place % 3 :])
    yield from _of_counties(world, today.year)


def _of_counties(world: World, year: int) -> Iterator[tuple[Actor, ActivityPlan]]:
    """Counties with people of their own hold a day of consultation, where they have a plan."""
    consultation = next(each for each in YEARLY if Kind(each.kind) == Kind.CONSULTATION)
    for code in (county for city in org.city_codes(PROVINCE) for county in org.county_codes(city)):
        actor = world.find_actor(world.councils.get(code, 0), "secretariat", 0)
        if actor is not None:
            yield actor, _plan(consultation, year, code)


def _plan(each: Round, year: int, code: str) -> ActivityPlan:
    first, last = (datetime.combine(date(year, 3, each.day), time(hour), SHANGHAI) for hour in each.hours)
    where = org.region_name(code)
    council = next(body.name for body in org.councils() if body.region_code == code)
    english: Translated = Names(en=f"{each.english}, {where.en}") if where.en else NO_NAME
    return ActivityPlan(
        each.kind,
        f"{where.zh_hant}{each.title}",
        first,
        last,
        code,
        f"{where.zh_hant}{each.venue}",
        (council,),
        title_in=english,
    )


SERVES = {
    Kind.MEETING: "召開活動部署會議",
    Kind.SEMINAR: "舉辦年主題座談會",
    Kind.LECTURE: "消費教育進社區",
    Kind.PRESS: "發佈典型案例",
    Kind.CONSULTATION: "廣場現場諮詢服務",
    Kind.CONTEST: "消費維權法律知識競賽",
    Kind.BROADCAST: "大型直播活動",
}
"""The title of the measure that an activity of this form carries out."""


def _linked(actor: Actor, plan: ActivityPlan) -> ActivityPlan:
    """The plan, linked to the measure of its year; a city's to the one its province released."""
    title = SERVES.get(Kind(plan.kind))
    if title is None:
        return plan
    start = f"{plan.starts_at.year} · "
    found = (pk for pk, label in links.measures_for(actor).items() if label.startswith(start) and title in label)
    return replace(plan, measure_id=next(found, None))


@transaction.atomic
def _play(world: World, actor: Actor, plan: ActivityPlan, number: int) -> int | None:
    """Planned in time; every tenth put off for two days, every fifteenth called off; held on the day after, if that is over: then its number is given back."""
    now = datetime.combine(world.today, time(8), SHANGHAI)
    planned_at = min(plan.starts_at - AHEAD, now - timedelta(hours=1))
    pk = services.plan_activity(_linked(actor, plan), actor=actor, at=planned_at).pk
    starts_at, ends_at = plan.starts_at, plan.ends_at
    if number % 15 == 0:
        services.cancel_activity(pk, reason="場地維修（演示）", actor=actor, at=planned_at)
        return None
    if number % 10 == 0:
        starts_at, ends_at = starts_at + timedelta(days=2), ends_at + timedelta(days=2)
        reason = "天氣預警（演示）"
        services.postpone_activity(pk, starts_at=starts_at, ends_at=ends_at, reason=reason, actor=actor, at=planned_at)
    is_over = ends_at + timedelta(days=1) <= now
    if is_over:
        at = ends_at + timedelta(days=1)
        services.hold_activity(pk, actor=actor, at=at)
        report_outputs(pk, told_of(Kind(plan.kind), number), actor=actor, at=at)
        enter_people(pk, plan, actor, number=number, evening=ends_at)
    invite_partners(pk, plan, actor, number=number, asked_at=planned_at, evening=ends_at if is_over else None)
    return pk if is_over else None
