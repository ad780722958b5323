"""The hotline of the demo: four lines, a roster, and the calls of the last days. No person and no number is anybody's."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from open315.core.clock import SHANGHAI, midnight
from open315.hotline import services
from open315.hotline.models import Duty, Line
from open315.hotline.roster import rules
from open315.hotline.roster import services as roster
from open315.hotline.roster.types import DutyPlan
from open315.hotline.types import CallKind, CallPlan, LinePlan, Outlet, Result
from open315.org.demo.world import PROVINCE, WUHAN, World

LINES: tuple[tuple[str, str, str, str, str], ...] = (
    (PROVINCE, "消費維權熱線", "027-0000 0315", Outlet.COUNCIL, ""),
    (PROVINCE, "3·15 聯合熱線", "027-0000 1315", Outlet.PRESS, "示例晚報"),
    (WUHAN, "市消委維權熱線", "027-0000 2315", Outlet.COUNCIL, ""),
    (WUHAN, "早間廣播維權專線", "027-0000 3315", Outlet.BROADCAST, "示例交通廣播"),
)
"""Council, name, number, whose, outlet."""
NUMBERS = "1990000{:04}"
"""A block of numbers that no network has given out."""
CALLS: tuple[tuple[int, int, int, str, str, int, int, str], ...] = (
    (0, 26, 21, CallKind.ENQUIRY, Result.ANSWERED, 12, 4, "問七天無理由退貨包不包括拆了封的耳機。"),
    (0, 25, 22, CallKind.COMPLAINT, Result.TOLD, 20, 6, "反映物業收費，告知向住建部門反映。"),
    (1, 24, 23, CallKind.OPINION, Result.ANSWERED, 8, 3, "建議把預付卡餘額的查詢方法登在報上。"),
    (1, 23, 24, CallKind.COMPLAINT, "", 15, 7, "健身房閉店，年卡還剩八個月，要求退費。"),
    (2, 25, 25, CallKind.ENQUIRY, Result.ANSWERED, 6, 5, "問網購家具送貨上樓要不要另外收費。"),
    (2, 6, 26, CallKind.REPORT, "", 30, 9, "舉報菜場電子秤不準，十斤少一斤。"),
    (2, 5, 27, CallKind.OTHER, Result.BROKEN, 3, 1, ""),
    (2, 3, 29, "", Result.MISSED, 40, 0, ""),
    (2, 2, 29, "", Result.MISSED, 35, 0, ""),
    (0, 30, 30, "", Result.MISSED, 50, 0, ""),
    (3, 4, 28, CallKind.COMPLAINT, "", 10, 8, "旅行社臨時加價，不給就不讓上車。"),
    (3, 3, 25, CallKind.ENQUIRY, Result.TOLD, 5, 2, "再問送貨費，告知可憑訂單截圖登記投訴。"),
)
"""Line, how many hours ago, who, kind, result, waited (seconds), lasted (minutes), note."""

MANNED = 2
"""The line whose roster is kept."""
SLOTS = ((time(8, 30), time(12, 30)), (time(12, 30), time(17, 30)))
WORKING_DAYS, GAP = 5, (3, 1)
LEFT = "健身房年卡退費的來電人說下午六點後方便接聽，公司方面尚未回話。"
HOURS = LinePlan("", "", "", "", date(2000, 1, 1), hours_from=SLOTS[0][0], hours_until=SLOTS[-1][1], weekdays="12345")


def play(world: World, report: Callable[[int, int], None]) -> Mapping[str, int]:
    """Announce the lines and write the calls down as clerks do."""
    now = datetime.combine(world.today, time(16), SHANGHAI)
    made = []
    for region, name, announced, whose, outlet in LINES:
        plan = replace(HOURS, name=name, number=announced, kind=whose, outlet=outlet, opens_on=world.today - timedelta(days=400))  # fmt: skip
        boss = world.actor_for(region, "supervisor", 0)
        line = services.add_line(plan, council_id=world.councils[region], actor=boss, at=now - timedelta(days=400))
        made.append((line, region))
    for number, (place, hours, who, kind, result, wait, length, note) in enumerate(CALLS, 1):
        line, region = made[place]
        at = now - timedelta(hours=hours)
        told = CallPlan(at, kind, result, NUMBERS.format(who), wait, length * 60, note)
        services.enter_call(line.pk, told, actor=world.actor_for(region, "clerk", 0), at=at + timedelta(minutes=length))
        report(number, len(CALLS))
    duties = _on_duty(made[MANNED][0], world)
    return {"lines": len(LINES), "calls": len(CALLS), "duties": duties}


def _on_duty(line: Line, world: World) -> int:
    """Last week and this one at a line of Wuhan's council: mornings and afternoons, with a gap on Thursday afternoon, and what was handed over yesterday."""
    boss, clerks = world.actor_for(WUHAN, "supervisor", 0), [world.actor_for(WUHAN, "clerk", n) for n in range(3)]
    first = world.today - timedelta(days=world.today.weekday() + rules.DAYS)
    entered = midnight(first)
    for slot, (since, until) in enumerate(SLOTS):
        people = [clerks[(day + slot) % len(clerks)] for day in range(WORKING_DAYS)]
        plans = [
            DutyPlan(who.account_id or 0, *_ends(first + timedelta(days=day), since, until))
            for day, who in enumerate(people)
            if (day, slot) != GAP
        ]
        roster.put_on_duty(line.pk, plans, actor=boss, at=entered)
    roster.copy_week(
        line.pk, first=first + timedelta(days=rules.DAYS), actor=boss, at=midnight(first + timedelta(days=3))
    )
    over = Duty.objects.filter(line=line, ends_at__lte=midnight(world.today)).order_by("-ends_at").first()
    if over is not None:
        who = next(each for each in clerks if each.account_id == over.account_id)
        roster.write_hand_over(over.pk, words=LEFT, actor=who, at=over.ends_at)
    return Duty.objects.filter(line=line).count()


def _ends(day: date, since: time, until: time) -> tuple[datetime, datetime]:
    return datetime.combine(day, since, SHANGHAI), datetime.combine(day, until, SHANGHAI)
