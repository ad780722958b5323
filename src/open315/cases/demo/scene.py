"""The cases as a scene of the demo."""

from collections.abc import Callable, Mapping
from datetime import date
from random import Random

from open315.cases.demo.afterwards import Afterwards
from open315.cases.demo.plan import SEED, Planner
from open315.cases.demo.play import Player
from open315.cases.demo.story import Story
from open315.cases.demo.traders import market
from open315.core.calendar import queries as calendars
from open315.org import queries as org
from open315.org.demo.world import PROVINCE, WUHAN, World


def play(world: World, report: Callable[[int, int], None]) -> Mapping[str, int]:
    """Register every case of the plan and let each actor take her steps."""
    stories = stories_of(world.today, small=world.small)
    player = Player(world, report)
    player.play(stories)
    return {"cases": len(stories), "steps": player.steps}


def stories_of(today: date, *, small: bool) -> list[Story]:
    """The plan for a day: needs the names of regions and the working calendar, nothing else of the database."""
    cities = org.city_codes(PROVINCE)
    short = {code: org.region_name(code).zh_hant[:2] for code in cities}
    counties = {code: org.county_codes(code) for code in cities}
    places = {code: org.region_name(code).zh_hant for city in cities for code in (city, *counties[city])}
    sellers = market(Random(SEED), short, WUHAN)  # noqa: S311  (a demo repeats itself on purpose)
    planner = Planner(today, calendars.load(), sellers, counties, places, small=small)
    stories = planner.stories()
    Afterwards(calendars.load(), planner.until).write(stories)
    return stories
