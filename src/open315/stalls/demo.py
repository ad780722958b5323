"""The stalls of the demo: of the province's consultations, with what was counted on the day, and of one that is held today.

No person is named, and the same is counted every time.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from open315.activities import queries as activities
from open315.activities import services as of_activities
from open315.activities.partners import services as partners
from open315.activities.partners.queries import of_activity
from open315.activities.partners.types import Contribution
from open315.activities.types import ActivityPlan, PartnerKind
from open315.core.access import Actor
from open315.core.clock import SHANGHAI
from open315.core.names import Names
from open315.org import queries as org
from open315.org.demo.world import PROVINCE, World
from open315.stalls import services
from open315.stalls.types import Counter, KitMark, KitPlan, Pressed, ShiftPlan, StallPlan

OFFERS = {
    "市場監督": "消費投訴受理、法規諮詢",
    "公安": "防範電信網絡詐騙宣傳",
    "衛生": "醫療服務諮詢",
    "菸草": "真假捲菸鑒別",
    "律師": "免費法律諮詢",
    "志願": "秩序維護、宣傳資料發放",
    "家用電器": "家電免費檢測、維修諮詢",
}
"""By how the name of the partner begins."""
SIDES = ("東側", "南側", "西側", "北側")
OFFICES = ("諮詢科", "法規科", "值班律師", "志願者")
KIT = (("摺疊桌", "2張"), ("宣傳冊", "500份"), ("投訴登記表", "100張"), ("展架", "1個"))
A_STALL = {Counter.ENQUIRIES: 55, Counter.COMPLAINTS: 7, Counter.SETTLED: 5, Counter.LEAFLETS: 14}
"""So many presses of a button at a stall, about; a press of leaflets counts fifty."""
SET_UP = timedelta(days=7)
TODAY_INVITES = (
    ("市場監督管理局（演示）", PartnerKind.DEPARTMENT),
    ("公安局（演示）", PartnerKind.DEPARTMENT),
    ("律師協會（演示）", PartnerKind.LAWYERS),
    ("志願服務隊（演示）", PartnerKind.VOLUNTEERS),
)


def play(world: World, report: Callable[[int, int], None]) -> Mapping[str, int]:
    """Set up the stalls of the province's consultations, and count at those that are over."""
    actor = world.actor_for(PROVINCE, "secretariat", 0)
    now = datetime.combine(world.today, time(8), SHANGHAI)
    found = [each for each in activities.visible_to(actor).filter(kind="consultation") if _is_own(actor, each)]
    days = [*(each for each in found if each.state != "cancelled"), _of_today(world, actor, now)]
    made = 0
    for number, activity in enumerate(days, 1):
        stalls = list(_set_up(activity, actor, min(activity.starts_at - SET_UP, now - timedelta(minutes=30))))
        made += len(stalls)
        if activity.ends_at < now:
            _count(activity, stalls, actor)
        report(number, len(days))
    return {"stalls": made}


def _is_own(actor: Actor, activity: Any) -> bool:
    return bool(activity.council_id == actor.organisation_id)


def _of_today(world: World, actor: Actor, now: datetime) -> Any:
    """A consultation of the day on which the demo is loaded, so that the buttons can be tried."""
    council = next(body.name for body in org.councils() if body.region_code == PROVINCE)
    plan = ActivityPlan(
        "consultation",
        "年末消費維權服務進商圈",
        now,
        now + timedelta(hours=12),
        "420106",
        "商業廣場（演示）",
        (council,),
        title_in=Names(en="Year-end consultation in the shopping quarter"),
    )
    made = of_activities.plan_activity(plan, actor=actor, at=now - SET_UP)
    for name, kind in TODAY_INVITES:
        pk = partners.invite_partner(made.pk, name=name, kind=kind, actor=actor, at=now - SET_UP).pk
        partners.promise(pk, Contribution(2, 1, "宣傳冊"), actor=actor, at=now - SET_UP)
    return made


def _set_up(activity: Any, actor: Actor, at: datetime) -> Iterator[Any]:
    """A stall for each partner that did not decline; the last one has nobody in the second half."""
    comers = [each for each in of_activity(activity) if each.state not in ("declined", "invited")]
    half = activity.starts_at + (activity.ends_at - activity.starts_at) / 2
    for place, partner in enumerate(comers):
        offers = next((words for name, words in OFFERS.items() if partner.name.startswith(name)), "消費諮詢")
        plan = StallPlan(place + 1, partner.name, offers, f"{SIDES[place // 2 % 4]}第{place % 2 + 1}個", partner.pk)
        stall = services.enter_stall(activity.pk, plan, actor=actor, at=at)
        is_last = place == len(comers) - 1
        office, people = OFFICES[place % 4], 1 + place % 3
        services.add_shift(stall.pk, ShiftPlan(activity.starts_at, half, office, people), actor=actor, at=at)
        if not is_last:
            services.add_shift(stall.pk, ShiftPlan(half, activity.ends_at, office, people), actor=actor, at=at)
        _bring(stall, place, actor, at)
        yield stall


def _bring(stall: Any, place: int, actor: Actor, at: datetime) -> None:
    for number, (what, amount) in enumerate(KIT[: 2 + place % 3]):
        item = services.add_item(stall.pk, KitPlan(what, amount, ""), actor=actor, at=at)
        if number == 0:
            services.mark_item(item.pk, mark=KitMark.PACKED, actor=actor, at=at)


def _count(activity: Any, stalls: list[Any], actor: Actor) -> None:
    """What was pressed at each stall during the day, a batch a stall, sent after totals had been typed; the last stall fell silent halfway."""
    length = activity.ends_at - activity.starts_at
    for place, stall in enumerate(stalls):
        share = 2 if place == len(stalls) - 1 else 1
        presses = [
            Pressed(f"demo-{counter}-{n}", counter, 50 if counter == Counter.LEAFLETS else 1, activity.starts_at + length * n / share / size)
            for counter, about in A_STALL.items()
            for size in [about + (place * 7 + len(counter)) % 3]
            for n in range(size // share)
        ]  # fmt: skip
        services.press(stall.pk, presses, actor=actor, at=activity.ends_at + timedelta(days=2))
