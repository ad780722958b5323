"""Stalls for tests: a consultation of Wuhan on the cast's day, from eight to twelve, with one stall of its police."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from open315.activities.models import Activity
from open315.activities.partners import services as partners
from open315.activities.tests.making import planned
from open315.core.access import Actor
from open315.core.clock import SHANGHAI
from open315.stalls import services
from open315.stalls.models import Stall
from open315.stalls.types import Pressed, StallPlan
from tests.rows import difference, everything

BEGINS = datetime(2026, 5, 12, 8, 0, tzinfo=SHANGHAI)
ENDS = datetime(2026, 5, 12, 12, 0, tzinfo=SHANGHAI)
NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
"""Ten o'clock of that day in China."""


def at(hour: int, minute: int = 0, day: int = 12) -> datetime:
    """A moment of the day in China."""
    return datetime(2026, 5, day, hour, minute, tzinfo=SHANGHAI)


def secretary(cast: Any, body: str = "wuhan") -> Actor:
    """Somebody of a council's secretariat, who sees what is that council's alone."""
    found = cast.bodies[body]
    return replace(
        cast.actor("secretariat"),
        organisation_id=found.pk,
        organisation_ids=frozenset({found.pk}),
        region_code=found.region_id,
    )


def consultation(cast: Any, body: str = "wuhan", **changes: Any) -> Activity:
    """A consultation day of a council."""
    plan = {
        "kind": "consultation",
        "title": "現場諮詢服務",
        "starts_at": BEGINS,
        "ends_at": ENDS,
        "venue": "中心廣場",
        **changes,
    }
    return planned(secretary(cast, body), cast.at, **plan)


def police(activity: Activity, actor: Actor) -> int:
    """The police, who promised to come."""
    return department(activity, "武漢市公安局", actor)


def department(activity: Activity, name: str, actor: Actor, kind: str = "department") -> int:
    """A body that was asked to come, by its name."""
    asked_at = BEGINS - timedelta(days=9)
    return partners.invite_partner(activity.pk, name=name, kind=kind, actor=actor, at=asked_at).pk


def stall(cast: Any, body: str = "wuhan", activity: Activity | None = None, **changes: Any) -> Stall:
    """A stall of a consultation."""
    activity = activity or consultation(cast, body)
    name = changes.pop("name", "武漢市公安局")
    plan = replace(StallPlan(1, name, "防詐騙宣傳", "東側第一個"), **changes)
    return services.enter_stall(activity.pk, plan, actor=secretary(cast, body), at=cast.at)


def press(token: str, counter: str = "enquiries", number: int = 1, pressed_at: datetime | None = None) -> Pressed:
    """A press."""
    return Pressed(token, counter, number, pressed_at)


@contextmanager
def writing() -> Iterator[dict[str, Any]]:
    """What happens inside, as `tests.rows.difference` tells it; filled when it is over."""
    before, found = everything(), dict[str, Any]()
    yield found
    found.update(difference(before, everything()))


def trail(written: dict[str, Any]) -> list[tuple[str, Any]]:
    """The entries of the audit log that were written: event and what it says."""
    return [(entry["event"], entry["data"]) for _new, entry in written.get("core.AuditEntry", [])]
