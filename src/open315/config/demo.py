"""Loads the demo into an empty install: bodies and people, then each room's scene. Everything goes through the verbs of the rooms."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from open315.core.clock import SHANGHAI
from open315.core.outbox.history import settle_before
from open315.org import queries as org
from open315.org.demo.days import closing_moment, first_day
from open315.org.demo.scenes import scenes
from open315.org.demo.world import build
from open315.org.seeds import load_regions

FRESH = timedelta(days=2)
"""Events of the last days are left to the worker, so that there are notices to see; older ones are history."""
Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much was loaded: bodies, log-ins, and what the scenes say they made."""

    bodies: int
    accounts: int
    made: Counter[str]


def is_empty() -> bool:
    """Whether nobody works with this install yet."""
    return not org.has_bodies()


def load(today: date, *, small: bool = False, report: Report = lambda what, done, total: None) -> Loaded:
    """Fill an empty install as it would look on the morning of `today`. The same day and size give the same demo."""
    load_regions()
    report("bodies", 0, 1)
    founded = datetime.combine(first_day(today) - timedelta(days=30), time(9), SHANGHAI)
    world = build(today, founded, small=small)
    report("bodies", 1, 1)
    made: Counter[str] = Counter()
    for scene in scenes():
        made.update(scene.play(world, partial(report, scene.key)))
    settle_before(closing_moment(today) - FRESH)
    return Loaded(len(org.active_bodies()), len(world.accounts), made)
