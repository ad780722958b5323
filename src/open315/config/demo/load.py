"""Loads the demo into an empty install: bodies and people, campaigns, cases. Everything goes through the verbs of the rooms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from open315.config.demo.campaign import open_campaigns
from open315.config.demo.plan import SEED, Planner, closing_moment, first_day
from open315.config.demo.play import Player
from open315.config.demo.story import Story
from open315.config.demo.traders import market
from open315.config.demo.world import PROVINCE, WUHAN, build
from open315.core.calendar import queries as calendars
from open315.core.clock import SHANGHAI
from open315.core.outbox.history import settle_before
from open315.org import queries as org
from open315.org.models import Organisation
from open315.org.seeds import load_regions

FRESH = timedelta(days=2)
"""Events of the last days are left to the worker, so that there are notices to see; older ones are history."""
Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much was loaded."""

    bodies: int
    accounts: int
    cases: int
    steps: int


def is_empty() -> bool:
    """Whether nobody works with this install yet."""
    return not Organisation.objects.exists()


def load(today: date, *, small: bool = False, report: Report = lambda what, done, total: None) -> Loaded:
    """Fill an empty install as it would look on the morning of `today`. The same day and size give the same demo."""
    load_regions()
    report("bodies", 0, 1)
    founded = datetime.combine(first_day(today) - timedelta(days=30), time(9), SHANGHAI)
    world = build(today, founded, small=small)
    report("bodies", 1, 1)
    open_campaigns(world, today)
    stories = stories_of(today, small=small)
    player = Player(world, lambda done, total: report("cases", done, total))
    player.play(stories)
    settle_before(closing_moment(today) - FRESH)
    return Loaded(len(org.active_bodies()), len(world.accounts), len(stories), player.steps)


def stories_of(today: date, *, small: bool) -> list[Story]:
    """The plan for a day: needs the names of regions and the working calendar, nothing else of the database."""
    cities = org.city_codes(PROVINCE)
    short = {code: org.region_name(code).zh_hant[:2] for code in cities}
    counties = {code: org.county_codes(code) for code in cities}
    places = {code: org.region_name(code).zh_hant for city in cities for code in (city, *counties[city])}
    sellers = market(Random(SEED), short, WUHAN)  # noqa: S311  (a demo repeats itself on purpose)
    return Planner(today, calendars.load(), sellers, counties, places, small=small).stories()
