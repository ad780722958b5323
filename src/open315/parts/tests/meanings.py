"""What each fact of a part means, counted by hand over the whole tables, nothing of `parts.facts`.

Activities of three councils on both sides of both borders, held, planned and cancelled; two departments, asked in every state, leading and not; guests who came
and who did not; tasks in every state; cases handed over, answered in time and late, sent back, ended, open.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from open315.activities.models import Activity, Host, Partner
from open315.activities.people.rules import known_as
from open315.campaigns.models import Campaign, Task
from open315.cases.models import Case, Handoff
from open315.cases.tests.samples import Sampler
from open315.core.clock import SHANGHAI
from open315.core.facts import Period, Scope
from open315.seminars.models import AgendaItem, Guest
from tests.figures.recount import Sample

TODAY = date(2026, 5, 12)
"""The day of the cast."""
DAY = timedelta(days=1)
MARCH = Period(date(2026, 3, 1), date(2026, 3, 15))
ASKED: list[tuple[Period, Scope]] = []
"""Filled with the numbers of the bodies."""
LINES = {"湖北省消費者委員會": "420000", "武漢市消費者協會": "420100", "黃石市消費者委員會": "420200"}
BEGINS = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 15), date(2026, 3, 16))
KINDS = ("seminar", "stall", "seminar", "lecture")
STATES = ("invited", "promised", "declined", "delivered", "missing", "taken_out", "delivered", "delivered")


def at(day: date, hour: int = 9) -> datetime:
    """A moment of that day in China."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def fill(cast: Any) -> None:
    """Everything of both departments, in three councils."""
    market, health = cast.bodies["market"], cast.bodies["health"]
    ASKED[:] = [
        (MARCH, Scope()),
        (MARCH, Scope(part=str(market.pk))),
        (MARCH, Scope(region="4201", part=str(market.pk))),
        (MARCH, Scope(region="42", part=str(health.pk))),
        (Period(date(2026, 3, 2), date(2026, 3, 16), until=date(2026, 5, 1)), Scope(region="42", part=str(market.pk))),
    ]
    number = 0
    for name in ("province", "wuhan", "huangshi"):
        for begins in BEGINS:
            for state in ("held", "planned", "cancelled", "held"):
                number += 1
                _activity(cast, cast.bodies[name], begins, state, number)
        _tasks(cast, cast.bodies[name])
    _cases(cast)


def _activity(cast: Any, council: Any, begins: date, state: str, number: int) -> None:
    made = Activity.objects.create(
        council=council, kind=KINDS[number % 4], title=f"活動{number}", starts_at=at(begins), ends_at=at(begins, 11), region_id="420106",
        venue="廣場", state=state, created_at=at(date(2026, 1, 5)),
    )  # fmt: skip
    bodies = [cast.bodies["market"], cast.bodies["health"]]
    for place, body in enumerate(bodies if number % 2 else reversed(bodies)):
        if (number + place) % 3:
            Host.objects.create(activity=made, place=place, name=body.name, organisation=body)
        told = None if number % 5 == 0 else number
        Partner.objects.create(
            activity=made, name=body.name, organisation=body, kind="department", state=STATES[(number + place) % 8],
            delivered_staff=told, delivered_stalls=None if told is None else 1, delivered_cents=None if number % 3 else 100 * number,
            created_at=at(date(2026, 1, 5)),
        )  # fmt: skip
        guest = Guest.objects.create(
            activity=made, body=body.name, body_kind="department", office=f"處長{number}", known_as=known_as(body.name, f"處長{number}"), code=f"C{place}",
            arrived_at=at(begins) if number % 3 else None, created_at=at(date(2026, 1, 5)),
        )  # fmt: skip
        if number % 5 == 0:
            AgendaItem.objects.create(activity=made, place=place, title="發言", speaker=guest, created_at=at(begins))
    Host.objects.create(activity=made, place=9, name="某雜誌社")
    Partner.objects.create(
        activity=made, name="某協會", kind="association", state="delivered", created_at=at(date(2026, 1, 5))
    )


def _tasks(cast: Any, council: Any) -> None:
    for year, first in enumerate(BEGINS, 2001):
        campaign = Campaign.objects.create(
            council=council, year=year, theme="題", first_day=first, last_day=first, stat_first=first, stat_last=first,
            region=council.region, created_at=cast.at,
        )  # fmt: skip
        done = {"state": "done", "due_on": date(2026, 4, 30)}
        for body in (cast.bodies["market"], cast.bodies["health"], None):
            for more in (
                {**done, "done_on": date(2026, 4, 29)},
                {**done, "done_on": date(2026, 4, 30)},
                {**done, "done_on": date(2026, 5, 1)},
                {**done, "done_on": date(2026, 5, 2)},
                {"state": "open", "due_on": TODAY - DAY},
                {"state": "open", "due_on": TODAY},
                {"state": "dropped", "due_on": date(2026, 3, 1)},
            ):
                Task.objects.create(
                    campaign=campaign, what="事", body="某局", organisation=body, given_at=cast.at, **more
                )


def _cases(cast: Any) -> None:
    sampler = Sampler([cast.bodies["wuhan"], cast.bodies["huangshi"]], cast.bodies["market"], today=TODAY)
    sampler.make(40, date(2026, 1, 1), date(2026, 2, 20))
    sampler.save()
    Handoff.objects.all().delete()
    states = ("sent", "acknowledged", "refused", "returned", "recalled", "answered", "answered", "answered")
    for place, case in enumerate(Case.objects.order_by("pk")):
        sent, state = BEGINS[place % 4], states[(place // 4) % 8]
        body = cast.bodies["market" if place % 5 else "health"]
        is_over = state not in ("sent", "acknowledged")
        Handoff.objects.create(
            case=case, from_organisation=case.council, to_organisation=body, state=state, sent_at=at(sent, 23),
            ended_at=at(date(2026, 4, 28) + DAY * (place % 6)) if is_over else None,
            reply_due_on=None if place % 7 == 0 else date(2026, 4, 30),
        )  # fmt: skip


def _in(scope: Scope, council: Any, body: Any) -> bool:
    """Of one of the two departments, or of the one that is asked for; of the councils of the place: cities report to the province."""
    wanted = scope.get("part")
    return body is not None and wanted in ("", str(body.pk)) and LINES[council.name].startswith(scope.get("region"))


def _day(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


def of_activities(rows: Iterable[Any], period: Period, scope: Scope) -> list[Any]:
    """Rows of a body at an activity of the period."""
    return [
        each
        for each in rows
        if _in(scope, each.activity.council, each.organisation)
        and period.first <= _day(each.activity.starts_at) <= period.last
    ]


def partners(period: Period, scope: Scope, *states: str, held: bool = False) -> list[Any]:
    """The bodies that were asked, in these states."""
    rows = of_activities(
        Partner.objects.exclude(state="taken_out").select_related("activity__council", "organisation"), period, scope
    )
    return [
        each for each in rows if (not states or each.state in states) and (not held or each.activity.state == "held")
    ]


def undelivered(period: Period, scope: Scope) -> int:
    """Missing, or promised for what has begun and was not cancelled: everything of March has begun by May."""
    promised = [each for each in partners(period, scope, "promised") if each.activity.state != "cancelled"]
    return len(partners(period, scope, "missing")) + len(promised)


def summed(field: str) -> Callable[[Period, Scope], int | None]:
    """What was told of it, where anything was."""

    def meaning(period: Period, scope: Scope) -> int | None:
        told = [getattr(each, field) for each in partners(period, scope, "delivered", held=True)]
        known = [value for value in told if value is not None]
        return sum(known) if known else None

    return meaning


def hosts(period: Period, scope: Scope) -> list[Any]:
    """The bodies as hosts of what was held."""
    rows = of_activities(Host.objects.select_related("activity__council", "organisation"), period, scope)
    return [each for each in rows if each.activity.state == "held"]


def led(period: Period, scope: Scope) -> int:
    """Those named first."""
    return sum(
        each.place == min(other.place for other in Host.objects.filter(activity=each.activity))
        for each in hosts(period, scope)
    )


def guests(period: Period, scope: Scope) -> list[Any]:
    """Those who came to what was held; the departments' alone are in the sample."""
    names = {"武漢市市場監督管理局": "market", "武漢市衛生健康委員會": "health"}
    wanted = scope.get("part")
    found = []
    for each in Guest.objects.exclude(arrived_at=None).select_related("activity__council"):
        body = next(body for body in _bodies() if body.name == each.body)
        assert each.body in names
        is_in = period.first <= _day(each.activity.starts_at) <= period.last and each.activity.state == "held"
        if is_in and wanted in ("", str(body.pk)) and LINES[each.activity.council.name].startswith(scope.get("region")):
            found.append(each)
    return found


def _bodies() -> list[Any]:
    from open315.org.models import Organisation

    return list(Organisation.objects.filter(kind="department"))


def speakers(period: Period, scope: Scope) -> int:
    """Those of them who have a point of the agenda."""
    of_points = {each.speaker_id for each in AgendaItem.objects.all()}
    return sum(each.pk in of_points for each in guests(period, scope))


def tasks(period: Period, scope: Scope, *, kind: str = "") -> int:
    """The tasks of campaigns that begin in the period, as they stood on the reckoning day."""
    until, n = period.until or TODAY, 0
    for each in Task.objects.exclude(state="dropped").select_related("campaign__council", "organisation"):
        if not (
            _in(scope, each.campaign.council, each.organisation)
            and period.first <= each.campaign.first_day <= period.last
        ):
            continue
        is_done = each.state == "done" and each.done_on <= until
        n += {
            "": True,
            "done": is_done,
            "in_time": is_done and each.done_on <= each.due_on,
            "late": not is_done and each.due_on < until,
        }[kind]
    return n


LINE = {
    "answered": "answered",
    "refused": "sent_back",
    "returned": "sent_back",
    "recalled": "recalled",
    "sent": "open",
    "acknowledged": "open",
}


def handed(period: Period, scope: Scope) -> list[tuple[str, Any]]:
    """How each handing over stood on the reckoning day."""
    until = period.until or TODAY
    return [
        (LINE[each.state] if each.ended_at is not None and _day(each.ended_at) <= until else "open", each)
        for each in Handoff.objects.select_related("case__council", "to_organisation")
        if _in(scope, each.case.council, each.to_organisation) and period.first <= _day(each.sent_at) <= period.last
    ]


def late(period: Period, scope: Scope) -> int:
    """Answered after the day, or open though the day is over."""
    until = period.until or TODAY
    found = [(line, each) for line, each in handed(period, scope) if each.reply_due_on]
    return sum(
        (line == "answered" and _day(each.ended_at) > each.reply_due_on)
        or (line == "open" and each.reply_due_on < until)
        for line, each in found
    )


def standing(line: str) -> Callable[[Period, Scope], int]:
    """How many stood so."""
    return lambda period, scope: sum(found == line for found, _each in handed(period, scope))


def by_form(rows: Iterable[Any]) -> Mapping[str, int]:
    """By the form of the activity."""
    return Counter(each.activity.kind for each in rows)


SAMPLE = Sample(
    fill=fill,
    who="secretariat",
    asked=ASKED,
    meanings={
        "parts.asked": lambda period, scope: len(partners(period, scope)),
        "parts.agreed": lambda period, scope: len(partners(period, scope, "promised", "delivered", "missing")),
        "parts.declined": lambda period, scope: len(partners(period, scope, "declined")),
        "parts.came": lambda period, scope: len(partners(period, scope, "delivered", held=True)),
        "parts.undelivered": undelivered,
        "parts.came_by_form": lambda period, scope: by_form(partners(period, scope, "delivered", held=True)),
        "parts.staff": summed("delivered_staff"),
        "parts.stalls": summed("delivered_stalls"),
        "parts.money": summed("delivered_cents"),
        "parts.hosted": lambda period, scope: len(hosts(period, scope)),
        "parts.led": led,
        "parts.seminars": lambda period, scope: sum(each.activity.kind == "seminar" for each in hosts(period, scope)),
        "parts.hosted_by_form": lambda period, scope: by_form(hosts(period, scope)),
        "parts.guests": lambda period, scope: len(guests(period, scope)),
        "parts.speakers": speakers,
        "parts.tasks": tasks,
        "parts.tasks_done": lambda period, scope: tasks(period, scope, kind="done"),
        "parts.tasks_in_time": lambda period, scope: tasks(period, scope, kind="in_time"),
        "parts.tasks_late": lambda period, scope: tasks(period, scope, kind="late"),
        "parts.handed": lambda period, scope: len(handed(period, scope)),
        "parts.answered": standing("answered"),
        "parts.sent_back": standing("sent_back"),
        "parts.open": standing("open"),
        "parts.answers_late": late,
        "parts.handed_by_state": lambda period, scope: Counter(line for line, _each in handed(period, scope)),
    },
    measures={
        "parts.staff": lambda row: row.delivered_staff,
        "parts.stalls": lambda row: row.delivered_stalls,
        "parts.money": lambda row: row.delivered_cents,
    },
    unknown={key: lambda rows: not rows for key in ("parts.staff", "parts.stalls", "parts.money")},
)
