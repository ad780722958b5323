"""The hotline of the demo: three lines, and the calls of the last days. No person and no number is anybody's."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

from open315.core.clock import SHANGHAI
from open315.hotline import services
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


def play(world: World, report: Callable[[int, int], None]) -> Mapping[str, int]:
    """Announce the lines and write the calls down as clerks do."""
    now = datetime.combine(world.today, time(16), SHANGHAI)
    made = []
    for region, name, announced, whose, outlet in LINES:
        plan = LinePlan(name, announced, whose, outlet, world.today - timedelta(days=400))
        boss = world.actor_for(region, "supervisor", 0)
        line = services.add_line(plan, council_id=world.councils[region], actor=boss, at=now - timedelta(days=400))
        made.append((line, region))
    for number, (place, hours, who, kind, result, wait, length, note) in enumerate(CALLS, 1):
        line, region = made[place]
        at = now - timedelta(hours=hours)
        told = CallPlan(at, kind, result, NUMBERS.format(who), wait, length * 60, note)
        services.enter_call(line.pk, told, actor=world.actor_for(region, "clerk", 0), at=at + timedelta(minutes=length))
        report(number, len(CALLS))
    return {"lines": len(LINES), "calls": len(CALLS)}
