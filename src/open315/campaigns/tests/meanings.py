"""What each fact of bodies, meetings and tasks means, counted by hand over the whole table, nothing of `campaigns.facts`.

Campaigns on both sides of every border; of each council of the cast; bodies of every kind; meetings held and not; tasks in every state, done
before, on and after their day, open on both sides of the cast's day.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from open315.campaigns.models import Campaign, Committee, CommitteePost, Meeting, MeetingBody, Task
from open315.core.facts import Period, Scope
from tests.figures.recount import Sample

TODAY = date(2026, 5, 12)
"""The day of the cast."""
MARCH = Period(date(2026, 3, 1), date(2026, 3, 15))
ASKED = (
    (MARCH, Scope()),
    (MARCH, Scope(region="42")),
    (MARCH, Scope(region="4201")),
    (Period(date(2026, 3, 2), date(2026, 3, 15), until=date(2026, 5, 11)), Scope(region="42")),
)
BEGINS = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 15), date(2026, 3, 16))
KINDS = ("committee", "group", "office", "group", "command", "other")
DAY = timedelta(days=1)
LINES = {"湖北省消費者委員會": "420000", "武漢市消費者協會": "420100", "黃石市消費者委員會": "420200"}


def fill(cast: Any) -> None:
    """Five campaigns of each council, each with more of everything than the one before."""
    for number, first in enumerate(BEGINS, 1):
        for place, name in enumerate(("province", "wuhan", "huangshi")):
            council = cast.bodies[name]
            campaign = Campaign.objects.create(
                council=council, year=2000 + number, theme="題", first_day=first, last_day=first, stat_first=first, stat_last=first,
                region=council.region, created_at=cast.at,
            )  # fmt: skip
            _seat(campaign, number + place)
            _meet(cast, campaign, number + place)
            _give(cast, campaign)


def _seat(campaign: Campaign, count: int) -> None:
    for at in range(count):
        kind = KINDS[(count + at) % len(KINDS)]
        body = Committee.objects.create(
            campaign=campaign, place=at, kind=kind, name=f"機構{at}", set_up_on=campaign.first_day
        )
        for post in range(at):
            CommitteePost.objects.create(
                committee=body, place=post, title="成員", body="某局", office="局長", first_day=campaign.first_day
            )


def _meet(cast: Any, campaign: Campaign, count: int) -> None:
    for at in range(count):
        held_at = None if at % 3 == 2 else cast.at
        meeting = Meeting.objects.create(
            campaign=campaign, title=f"會{at}", starts_at=cast.at, venue="室", held_at=held_at
        )
        for place in range(at + 1):
            came = None if held_at is None else place % 3 != 1
            MeetingBody.objects.create(meeting=meeting, place=place, name=f"單位{place}", came=came)


def _give(cast: Any, campaign: Campaign) -> None:
    done = {"state": "done", "due_on": TODAY}
    for more in (
        {**done, "done_on": TODAY - DAY},
        {**done, "done_on": TODAY},
        {**done, "done_on": TODAY + DAY},
        {"state": "open", "due_on": TODAY - DAY},
        {"state": "open", "due_on": TODAY},
        {"state": "open", "due_on": TODAY + DAY},
        {"state": "dropped", "due_on": TODAY - DAY},
    ):
        Task.objects.create(campaign=campaign, what="事", body="某局", given_at=cast.at, **more)


def of(rows: Iterable[Any], period: Period, scope: Scope, path: str = "campaign") -> list[Any]:
    """Those of campaigns that begin in the period, of the councils of the place: cities report to the province."""
    found = []
    for each in rows:
        campaign = each
        for step in path.split("__"):
            campaign = getattr(campaign, step)
        inside = LINES[campaign.council.name].startswith(scope.get("region"))
        if inside and period.first <= campaign.first_day <= period.last:
            found.append(each)
    return found


def bodies(period: Period, scope: Scope) -> list[Committee]:
    """All of them."""
    return of(Committee.objects.order_by("pk"), period, scope)


def posts(period: Period, scope: Scope) -> list[CommitteePost]:
    """All of them."""
    return of(CommitteePost.objects.order_by("pk"), period, scope, "committee__campaign")


def meetings(period: Period, scope: Scope) -> list[Meeting]:
    """Those that were held."""
    return [each for each in of(Meeting.objects.order_by("pk"), period, scope) if each.held_at is not None]


def present(period: Period, scope: Scope, *, came: bool) -> list[MeetingBody]:
    """Of each meeting that was held, who came or who did not."""
    return [each for meeting in meetings(period, scope) for each in meeting.bodies.all() if each.came is came]


def tasks(period: Period, scope: Scope) -> list[Task]:
    """Without those that were dropped."""
    return [each for each in of(Task.objects.order_by("pk"), period, scope) if each.state != "dropped"]


def is_done(task: Task, period: Period) -> bool:
    """By the end of the reckoning day."""
    return task.state == "done" and task.done_on is not None and task.done_on <= (period.until or TODAY)


def done(period: Period, scope: Scope) -> list[Task]:
    """Those that were done."""
    return [each for each in tasks(period, scope) if is_done(each, period)]


def in_time(period: Period, scope: Scope) -> list[Task]:
    """On their day or before it."""
    return [each for each in done(period, scope) if each.done_on and each.done_on <= each.due_on]


def late(period: Period, scope: Scope) -> list[Task]:
    """Not done, and their day is before the reckoning day."""
    end = period.until or TODAY
    return [each for each in tasks(period, scope) if not is_done(each, period) and each.due_on < end]


SAMPLE = Sample(
    fill=fill,
    who="secretariat",
    asked=ASKED,
    meanings={
        "campaigns.bodies": lambda period, scope: len(bodies(period, scope)),
        "campaigns.bodies_by_kind": lambda period, scope: Counter(each.kind for each in bodies(period, scope)),
        "campaigns.posts": lambda period, scope: len(posts(period, scope)),
        "campaigns.meetings": lambda period, scope: len(meetings(period, scope)),
        "campaigns.came_to_meetings": lambda period, scope: len(present(period, scope, came=True)),
        "campaigns.absent_from_meetings": lambda period, scope: len(present(period, scope, came=False)),
        "campaigns.tasks": lambda period, scope: len(tasks(period, scope)),
        "campaigns.tasks_done": lambda period, scope: len(done(period, scope)),
        "campaigns.tasks_in_time": lambda period, scope: len(in_time(period, scope)),
        "campaigns.tasks_late": lambda period, scope: len(late(period, scope)),
    },
    measures={},
)
