"""The activities of the demo: of 2010 what the province held, as offices and places alone; of the years of the demo an invented round a council.

Everything is planned before its day and said to be held on the day after, with what it put out, as a secretariat does it; one is postponed,
one cancelled.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from open315.activities import links, services
from open315.activities.outputs.demo import told_of
from open315.activities.outputs.services import report_outputs
from open315.activities.partners.demo import invite_partners
from open315.activities.people.demo import enter_people
from open315.activities.types import ActivityPlan, Kind
from open315.core.access import Actor
from open315.core.clock import SHANGHAI
from open315.core.names import NO_NAME, Names, Translated
from open315.org import queries as org
from open315.org.demo.world import PROVINCE, World

AUTUMN = 9
AHEAD = timedelta(days=30)
"""So long before its day an activity is planned."""
COUNCIL_2010 = "湖北省消費者委員會"


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
OF_2010 = (
    ActivityPlan(
        Kind.SEMINAR,
        "「消費與服務」年主題宣傳座談會",
        datetime(2010, 1, 19, 9, tzinfo=SHANGHAI),
        datetime(2010, 1, 19, 12, tzinfo=SHANGHAI),
        "420106",
        "洪山禮堂",
        (COUNCIL_2010, "湖北省新聞工作者協會", "湖北省聯通公司", "《今日湖北》雜誌社"),
        title_in=Names(en="Seminar on the theme “Consumption and service”"),
    ),
    ActivityPlan(
        Kind.BROADCAST,
        "「3·15我們在行動」大型直播活動",
        datetime(2010, 3, 14, 12, tzinfo=SHANGHAI),
        datetime(2010, 3, 14, 18, tzinfo=SHANGHAI),
        "420106",
        "歐亞達家居徐東店（主會場）、百步亭社區（分會場）",
        ("湖北省工商局", COUNCIL_2010, "湖北省廣播電視總臺"),
        title_in=Names(en="Live broadcast “3·15: we act”"),
    ),
    ActivityPlan(
        Kind.CONTEST,
        "「聯通杯」消費維權法律知識競賽決賽",
        datetime(2010, 3, 12, 14, tzinfo=SHANGHAI),
        datetime(2010, 3, 12, 17, tzinfo=SHANGHAI),
        "420106",
        "湖北電視總臺演播大廳",
        (COUNCIL_2010,),
        note="原文沒有寫明決賽日期，此處的日期是演示用的。",
        title_in=Names(en="Final of the contest of consumer law"),
    ),
)
OF_CITIES_2010 = (
    (
        "420100",
        ActivityPlan(
            Kind.OTHER,
            "《致餐飲企業的公開信》發佈",
            datetime(2010, 3, 14, 10, tzinfo=SHANGHAI),
            datetime(2010, 3, 14, 11, tzinfo=SHANGHAI),
            "420100",
            "武漢市",
            ("武漢市消費者協會",),
            note="與北京、上海、天津等22家城市消費維權聯盟成員單位聯合發出。",
            title_in=Names(en="Open letter to restaurants"),
        ),
    ),
    (
        "420200",
        ActivityPlan(
            Kind.BROADCAST,
            "「新聞直通車」三月專題節目",
            datetime(2010, 3, 8, 19, tzinfo=SHANGHAI),
            datetime(2010, 3, 15, 20, tzinfo=SHANGHAI),
            "420200",
            "黃石電視臺",
            ("黃石市消費者委員會",),
            note="原文沒有寫明播出日期，此處的日期是演示用的。",
            title_in=Names(en="Daily programmes on television"),
        ),
    ),
    (
        "420700",
        ActivityPlan(
            Kind.PRESS,
            "「二十大侵權案例」公佈",
            datetime(2010, 3, 15, 9, tzinfo=SHANGHAI),
            datetime(2010, 3, 15, 10, tzinfo=SHANGHAI),
            "420700",
            "《鄂州日報》",
            ("鄂州市消費者委員會",),
            note="原文沒有寫明公佈日期，此處的日期是演示用的。",
            title_in=Names(en="Twenty cases of infringement made public"),
        ),
    ),
)
"""What cities did, planned by their own councils where these have somebody who plans."""


def play(world: World, report: Callable[[int, int], None]) -> Mapping[str, int]:
    """Plan and hold the activities of 2010 and of the campaigns of the demo."""
    plans = list(_all(world))
    for number, (actor, plan) in enumerate(plans, 1):
        _play(world, actor, plan, number)
        report(number, len(plans))
    return {"activities": len(plans)}


def _all(world: World) -> Iterator[tuple[Actor, ActivityPlan]]:
    today = world.today
    province = world.actor_for(PROVINCE, "secretariat", 0)
    yield from ((province, plan) for plan in OF_2010)
    yield from ((world.actor_for(code, "secretariat", 0), plan) for code, plan in OF_CITIES_2010)
    for year in [today.year, today.year + 1] if today.month >= AUTUMN else [today.year]:
        for each in YEARLY:
            yield province, _plan(each, year, PROVINCE)
        for place, code in enumerate(org.city_codes(PROVINCE)):
            actor = world.find_actor(world.councils.get(code, 0), "secretariat", 0)
            if actor is not None:
                yield from ((actor, _plan(YEARLY[at], year, code)) for at in CITIES_HOLD[place % 3 :])


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


def _play(world: World, actor: Actor, plan: ActivityPlan, number: int) -> None:
    """Planned in time; every tenth put off for two days, every fifteenth called off; held on the day after, if that is over."""
    now = datetime.combine(world.today, time(8), SHANGHAI)
    planned_at = min(plan.starts_at - AHEAD, now - timedelta(hours=1))
    pk = services.plan_activity(_linked(actor, plan), actor=actor, at=planned_at).pk
    starts_at, ends_at = plan.starts_at, plan.ends_at
    if number % 15 == 0:
        services.cancel_activity(pk, reason="場地維修（演示）", actor=actor, at=planned_at)
        return
    if number % 10 == 0:
        starts_at, ends_at = starts_at + timedelta(days=2), ends_at + timedelta(days=2)
        reason = "天氣預警（演示）"
        services.postpone_activity(pk, starts_at=starts_at, ends_at=ends_at, reason=reason, actor=actor, at=planned_at)
    is_over = ends_at + timedelta(days=1) <= now
    if is_over:
        at = ends_at + timedelta(days=1)
        services.hold_activity(pk, actor=actor, at=at)
        report_outputs(pk, told_of(plan.title, Kind(plan.kind), number), actor=actor, at=at)
        enter_people(pk, plan, actor, number=number, evening=ends_at)
    invite_partners(pk, plan, actor, number=number, asked_at=planned_at, evening=ends_at if is_over else None)
