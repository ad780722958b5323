"""What the plan of an activity must satisfy, and when it may be called held; pure."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from open315.activities.types import ActivityPlan, Kind
from open315.core.text.folding import letters

FIRST_DAY = date(1983, 1, 1)
"""World Consumer Rights Day was first observed in 1983."""
YEARS_AHEAD = 2
LONGEST = timedelta(days=366)
MOST_HOSTS, HOST_LENGTH = 40, 120


def faults(plan: ActivityPlan, *, starts_on: date, today: date) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with the plan; nothing for a sound one. `starts_on` is the day of its start in China."""
    if plan.kind not in set(Kind):
        yield "kind", "kind_unknown"
    if not plan.title.strip():
        yield "title", "title_missing"
    if not FIRST_DAY <= starts_on <= date(today.year + YEARS_AHEAD, 12, 31):
        yield "starts_at", "start_out_of_range"
    if plan.ends_at < plan.starts_at:
        yield "ends_at", "ends_before_start"
    elif plan.ends_at - plan.starts_at > LONGEST:
        yield "ends_at", "too_long"
    if not plan.venue.strip():
        yield "venue", "venue_missing"
    yield from _host_faults(plan.hosts)


def _host_faults(hosts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if len(hosts) > MOST_HOSTS:
        yield "hosts", "too_many_hosts"
    if any(len(host) > HOST_LENGTH for host in hosts):
        yield "hosts", "host_too_long"
    if len(set(map(letters, hosts))) != len(hosts):
        yield "hosts", "host_twice"


def has_begun(starts_at: datetime, at: datetime) -> bool:
    """Whether an activity can have been held: nobody held what has not begun."""
    return starts_at <= at
