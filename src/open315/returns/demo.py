"""The returns of the demo: the province asks its cities for what the campaign of this year put out. Most have signed, some are late, one was corrected.

What a city tells follows what its activities put out, as cities do: most the same or a little more, one less and says why. The rest is invented.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from open315.campaigns import queries as campaigns
from open315.core.clock import SHANGHAI
from open315.core.quantities import Quantity
from open315.org import queries as org
from open315.org.demo.world import PROVINCE, World
from open315.returns import services
from open315.returns.checking import Field, sheet_of
from open315.returns.models import Call, Return
from open315.returns.types import Answer, AnswerKind, CallPlan

INVENTED = {
    "leaflets": 8000,
    "boards": 60,
    "enquiries": 700,
    "complaints_taken": 90,
    "settled_on_spot": 50,
    "consultation_points": 9,
    "lawyers": 12,
    "volunteers": 150,
}
"""What a city puts out about."""
TIME_TO_ANSWER = timedelta(days=14)
SILENT, UNSIGNED, SENT_BACK, CORRECTED, REOPENED = (3, 11), 7, 5, 9, 13
"""What becomes of the returns of cities at these places of the list; the others are signed."""
FEW = 100
"""Below it everybody counts exactly."""
LESS = "部分活動沒有清點（演示）"


def play(world: World, report: Callable[[int, int], None]) -> Mapping[str, int]:
    """Ask every city, and let those that have people answer, once the campaign is over."""
    asked = _ask(world)
    if asked is None:
        return {"returns": 0}
    rows = list(
        Return.objects.filter(call_id=asked.pk)
        .select_related("call__campaign", "council")
        .order_by("council__region_id", "pk")
    )
    for number, row in enumerate(rows, 1):
        if row.call.last < world.today:
            _answer(world, row, number)
        report(number, len(rows))
    return {"returns": len(rows)}


def _ask(world: World) -> Call | None:
    secretary = world.actor_for(PROVINCE, "secretariat", 0)
    campaign = (
        campaigns.visible_to(secretary).filter(year=world.today.year, council_id=secretary.organisation_id).first()
    )
    if campaign is None:
        return None
    plan = CallPlan(
        campaign_id=campaign.pk,
        title=f"{campaign.year}年「3·15」活動成果（演示）",
        first=campaign.first_day,
        last=campaign.last_day,
        due_on=campaign.last_day + TIME_TO_ANSWER,
        indicators=tuple(INVENTED),
        council_ids=tuple(world.councils[code] for code in org.city_codes(PROVINCE)),
        note="所屬縣（市、區）的數字請一併計入。（演示）",
    )
    return services.ask(plan, actor=secretary, at=_moment(min(campaign.last_day, world.today)))


def _answer(world: World, row: Return, number: int) -> None:
    """Filled in by a clerk a few days later, signed by the supervisor on the day after; a city without people stays silent."""
    clerk = world.find_actor(row.council_id, "clerk", 0)
    second = world.find_actor(row.council_id, "supervisor", 0)
    if clerk is None or second is None or number in SILENT:
        return
    at = min(_moment(row.call.last + timedelta(days=3 + number % 9)), _moment(world.today))
    services.fill_in(row.pk, _told(row, number), actor=clerk, at=at)
    if number == UNSIGNED:
        return
    if number == SENT_BACK:
        services.send_back(row.pk, reason="少計了一個縣（演示）", actor=second, at=at + timedelta(hours=2))
        return
    services.sign(row.pk, actor=second, at=at + timedelta(hours=3))
    if number == CORRECTED:
        answers = _told(row, number + 1)
        services.correct(row.pk, answers, reason="清點後更正（演示）", actor=clerk, at=at + timedelta(hours=5))
        services.sign(row.pk, actor=second, at=at + timedelta(hours=6))
    if number == REOPENED:
        _reopen(world, row, at + timedelta(hours=6))


def _reopen(world: World, row: Return, at: datetime) -> None:
    secretary = world.actor_for(PROVINCE, "secretariat", 0)
    reason = "諮詢人次與活動記錄不符，請核對（演示）"
    services.reopen(row.pk, reason=reason, due_on=row.due_on + timedelta(days=7), actor=secretary, at=at)


def _told(row: Return, number: int) -> list[Answer]:
    return [_answer_of(line, number, place) for place, line in enumerate(sheet_of(row))]


def _answer_of(line: Field, number: int, place: int) -> Answer:
    """As cities do: by the rows where there are some, a little more than those, once less; else a number of their own."""
    code = line.indicator.code
    if (number + place) % 8 == 7:
        return Answer(code, AnswerKind.UNKNOWN)
    size = INVENTED[code]
    value = size * (80 + (number * 37 + place * 11) % 60) // 100
    if code == "settled_on_spot":
        value = min(value, size * 4 // 5)
    if line.rows is None:
        return Answer(code, said=_said(value))
    return _beside_rows(code, line.rows, number)


def _beside_rows(code: str, rows: Quantity, number: int) -> Answer:
    known = int(rows.value)
    if number % 6 == 4:
        return Answer(code, said=str(known * 9 // 10), reason=LESS)
    return Answer(code, said=str(known) if number % 2 else f"{known}餘")


def _said(value: int) -> str:
    return str(value) if value < FEW else f"{value // 100 * 100}餘"


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(10), SHANGHAI)
